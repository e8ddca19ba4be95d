import { HAVE_ALL } from '../../../../engine/wire/encode.js';
import type { Manners } from '../hostile-line.js';

/** Accepts the connection and is never heard of again. */
export const vanishes: Manners = { kind: 'accepts and vanishes', raw: () => undefined };

/** Has everything, unchokes, and answers no request. */
export const nothingBehind: Manners = {
  kind: 'has all and sends nothing',
  begin: (line) => line.send(HAVE_ALL),
  onRequest: () => undefined,
};
