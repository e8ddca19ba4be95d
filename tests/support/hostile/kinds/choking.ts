import { CHOKE, UNCHOKE } from '../../../../engine/wire/encode.js';
import type { Manners } from '../hostile-line.js';

export const neverUnchokes: Manners = { kind: 'never unchokes', onInterested: () => undefined };

/** A thousand changes a second, and no request is ever answered. */
export const chokeStorm: Manners = {
  kind: 'a storm of chokes',
  begin: (line) => {
    line.sayAll();
    const ten = Array.from({ length: 10 }, () => [UNCHOKE, CHOKE]).flat();
    line.every(20, () => line.send(Buffer.concat(ten)));
  },
  onInterested: () => undefined,
  onRequest: () => undefined,
};
