import { writePieceHeader } from '../../../../engine/wire/encode.js';
import { PIECE_HEADER_BYTES } from '../../../../engine/wire/message.js';
import type { Manners } from '../hostile-line.js';

/** Sends half a block and resets the connection. */
export const resetsMidPiece: Manners = {
  kind: 'resets in the middle of a block',
  onRequest: (line, { length, nthHere, offset, piece }) => {
    if (nthHere > 0) return;
    const header = new Uint8Array(PIECE_HEADER_BYTES);
    writePieceHeader(header, 0, piece, offset, length);
    line.send(header, line.block(piece, offset, length >> 1));
    setTimeout(() => line.reset(), 20);
  },
};
