import { encodeExtended } from '../../../../engine/wire/encode.js';
import type { Manners } from '../hostile-line.js';

const DEPTH = 20_000;

/** An extension handshake of dictionaries in dictionaries. */
export const deepDictionary: Manners = {
  kind: 'a dictionary 20,000 deep',
  begin: (line) => {
    line.send(encodeExtended(0, Buffer.from(`${'d1:a'.repeat(DEPTH)}i0e${'e'.repeat(DEPTH)}`)));
    line.sayAll();
  },
  onInterested: () => undefined,
};
