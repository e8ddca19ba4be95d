import { encode } from '../../../../engine/bencode/encode.js';
import { encodeExtended, HAVE_NONE } from '../../../../engine/wire/encode.js';
import type { Manners } from '../hostile-line.js';

const UT_PEX = 1;
const PEERS = 10_000;

/** Ten thousand peers that do not exist, several times a second (BEP 11 allows fifty a minute). */
export const pexFlood: Manners = {
  kind: 'ten thousand peers by exchange',
  begin: (line) => {
    line.send(HAVE_NONE, encodeExtended(0, encode({ m: { ut_pex: UT_PEX } })));
    let round = 0;
    line.every(200, () => {
      const theirs = line.theirs?.ids.utPex ?? 0;
      if (theirs === 0) return;
      const added = new Uint8Array(PEERS * 6);
      round += 1;
      for (let i = 0; i < PEERS; i++) added.set([127, 200 + (round % 50), i >> 8, i & 255, 0x1a, 0xe1], i * 6);
      line.send(encodeExtended(theirs, encode({ added, 'added.f': new Uint8Array(PEERS) })));
    });
  },
};
