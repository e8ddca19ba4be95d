import { HAVE_NONE, INTERESTED, REQUEST_BYTES, writeRequest } from '../../../../engine/wire/encode.js';
import type { Manners } from '../hostile-line.js';

/** Ten thousand requests at once, and again. */
const REQUESTS = 10_000;

export const requestFlood: Manners = {
  kind: 'a flood of requests',
  begin: (line) => {
    line.send(HAVE_NONE, INTERESTED);
    const flood = new Uint8Array(REQUESTS * REQUEST_BYTES);
    for (let i = 0; i < REQUESTS; i++) writeRequest(flood, i * REQUEST_BYTES, i % line.torrent.pieceCount, 0, 16_384);
    line.send(flood);
    line.every(500, () => line.send(flood));
  },
};
