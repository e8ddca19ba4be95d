import { encodeBitfield } from '../../../../engine/wire/encode.js';
import type { Manners } from '../hostile-line.js';

export const bitfieldTooLong: Manners = {
  kind: 'a bitfield of the wrong size',
  begin: (line) => line.send(encodeBitfield(new Uint8Array(Math.ceil(line.torrent.pieceCount / 8) + 1))),
};

/** Bits after the last piece, which must be zero (BEP 3). */
export const bitfieldExtraBits: Manners = {
  kind: 'a bitfield with extra bits',
  begin: (line) => line.send(encodeBitfield(new Uint8Array(Math.ceil(line.torrent.pieceCount / 8)).fill(0xff))),
};
