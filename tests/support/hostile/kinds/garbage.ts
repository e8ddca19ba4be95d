import { seededBytes } from '../../payload.js';
import type { Manners } from '../hostile-line.js';

/** Noise from the first byte on; to us an encrypted handshake that makes no sense looks the same. */
export const garbage: Manners = { kind: 'garbage', raw: (line) => line.every(20, () => line.send(seededBytes('garbage', 4096))) };

/** A good handshake, then noise. */
export const garbageAfterHandshake: Manners = {
  kind: 'garbage after the handshake',
  begin: (line) => line.every(20, () => line.send(seededBytes('garbage', 4096))),
};
