import type { Manners } from '../hostile-line.js';

/** Blocks that nobody asked for, as fast as they are taken. */
export const unsolicited: Manners = {
  kind: 'blocks nobody asked for',
  begin: (line) => {
    line.sayAll();
    let next = 0;
    line.every(10, () => {
      for (let i = 0; i < 16; i++) line.sayBlock(next++ % (line.torrent.pieceCount - 1), 16_384, 16_384);
    });
  },
  onInterested: () => undefined,
};
