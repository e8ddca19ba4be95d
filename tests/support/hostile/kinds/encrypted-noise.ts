import { publicKeyOf } from '../../../../engine/mse/key-exchange.js';
import { seededBytes } from '../../payload.js';
import type { Manners } from '../hostile-line.js';

const DRIP_MS = 10_000;
const key = () => publicKeyOf(seededBytes('private key', 20));

/** A key as good as any, and then noise without end in place of what an encrypted handshake goes on with. */
export const keyAndNoise: Manners = {
  kind: 'a key, and then noise',
  raw: (line) => {
    line.send(key());
    line.every(20, () => line.send(seededBytes('noise', 4096)));
  },
};

export const lorisInKey: Manners = {
  kind: 'a byte at a time in the key',
  raw: (line) => {
    line.send(key().subarray(0, 20));
    line.drip(key().subarray(20), DRIP_MS);
  },
};
