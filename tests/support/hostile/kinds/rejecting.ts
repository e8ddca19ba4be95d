import * as encode from '../../../../engine/wire/encode.js';
import type { HostileLine, Manners, Request } from '../hostile-line.js';

const BLOCK = 16_384;

function reject(line: HostileLine, { piece, offset, length }: Request): void {
  const out = new Uint8Array(encode.REQUEST_BYTES);
  encode.writeReject(out, 0, piece, offset, length);
  line.send(out);
}

/** Chokes, allows every piece all the same (BEP 6), and rejects each request for one at once. */
export const emptyFavours: Manners = {
  kind: 'favours that are rejected',
  begin: (line) => {
    line.sayAll();
    for (let piece = 0; piece < line.torrent.pieceCount; piece++) line.send(encode.encodeAllowedFast(piece));
  },
  onInterested: () => undefined,
  onRequest: reject,
};

/** Rejects each request, and sends one and the same block for it nevertheless. */
export const rejectsAndSends: Manners = {
  kind: 'rejects, and sends what was not asked',
  begin: (line) => {
    line.sayAll();
    line.every(10, () => line.sayBlock(0, 0, BLOCK));
  },
  onRequest: reject,
};
