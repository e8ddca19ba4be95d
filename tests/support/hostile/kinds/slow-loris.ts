import { encodeBitfield, writePieceHeader } from '../../../../engine/wire/encode.js';
import { encodeHandshake } from '../../../../engine/wire/handshake.js';
import { PIECE_HEADER_BYTES } from '../../../../engine/wire/message.js';
import type { Manners } from '../hostile-line.js';

/** A byte every ten seconds keeps a connection busy for hours. */
const DRIP_MS = 10_000;
const RESERVED = { extended: true, fast: true, dht: false, v2: false };

export const lorisInHandshake: Manners = {
  kind: 'a byte at a time in the handshake',
  raw: (line) => {
    const handshake = encodeHandshake({ infoHash: line.torrent.infoHash, peerId: line.peer.peerId, reserved: RESERVED });
    line.send(handshake.subarray(0, 20));
    line.drip(handshake.subarray(20), DRIP_MS);
  },
};

export const lorisInMessage: Manners = {
  kind: 'a byte at a time in a message',
  begin: (line) => {
    const message = encodeBitfield(new Uint8Array(Math.ceil(line.torrent.pieceCount / 8)));
    line.send(message.subarray(0, 5));
    line.drip(message.subarray(5), DRIP_MS);
  },
};

export const lorisInPiece: Manners = {
  kind: 'a byte at a time in a block',
  onRequest: (line, { length, nth, offset, piece }) => {
    if (nth > 0) return;
    const header = new Uint8Array(PIECE_HEADER_BYTES);
    writePieceHeader(header, 0, piece, offset, length);
    line.send(header, line.block(piece, offset, 1000));
    line.drip(line.block(piece, offset + 1000, length - 1000), DRIP_MS);
  },
};
