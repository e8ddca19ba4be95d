import { HAVE_NONE, INTERESTED, REQUEST_BYTES, writeRequest } from '../../../../engine/wire/encode.js';
import type { HostileLine, Manners } from '../hostile-line.js';

/** Ten thousand requests at once, and again. */
const REQUESTS = 10_000;

export const requestFlood: Manners = { kind: 'a flood of requests', begin: (line) => flood(line, 500) };

/** Without a break, and no answer is ever read: they would pile up on our side. */
export const deafFlood: Manners = {
  kind: 'a flood of requests, and deaf',
  begin: (line) => {
    flood(line, 5);
    line.stopReading();
  },
};

function flood(line: HostileLine, everyMs: number): void {
  line.send(HAVE_NONE, INTERESTED);
  const requests = new Uint8Array(REQUESTS * REQUEST_BYTES);
  // The last piece may be shorter than a block: asking beyond it would be another offence.
  const whole = line.torrent.pieceCount - 1;
  for (let i = 0; i < REQUESTS; i++) writeRequest(requests, i * REQUEST_BYTES, i % whole, 0, 16_384);
  line.send(requests);
  line.every(everyMs, () => line.send(requests));
}
