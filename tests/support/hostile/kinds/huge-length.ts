import type { Manners } from '../hostile-line.js';

/** A block of 4 GiB is announced, and begun. */
export const hugeLength: Manners = {
  kind: 'a length of 4 GiB',
  begin: (line) => line.send(Uint8Array.of(0xff, 0xff, 0xff, 0xff, 7), new Uint8Array(65_536)),
};
