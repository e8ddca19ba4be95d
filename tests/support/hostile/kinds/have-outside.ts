import { HAVE_BYTES, writeHave } from '../../../../engine/wire/encode.js';
import type { Manners } from '../hostile-line.js';

export const haveOutside: Manners = {
  kind: 'a piece that does not exist',
  begin: (line) => {
    line.sayAll();
    const have = new Uint8Array(HAVE_BYTES);
    writeHave(have, 0, line.torrent.pieceCount);
    line.send(have);
  },
};
