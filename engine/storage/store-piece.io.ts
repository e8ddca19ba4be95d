/** Hash first, write after: bytes that are not right never reach a file (BEP 3, "pieces"). */
import { hash as hashOnce } from 'node:crypto';
import { invariant } from '../base/assert.js';
import type { SpanFiles } from './span-files.io.js';
import { byteLength } from './view-cursor.js';
import { BlockHasher, sha1, type WorkerTorrent } from './worker-torrent.js';

/** Writes the piece and returns null, or leaves the disk alone and returns the SHA-1 of each 16 KiB block. Throws what writing throws. */
export function storePiece(files: SpanFiles, torrent: WorkerTorrent, piece: number, data: readonly Uint8Array[]): Uint8Array | null {
  const offset = torrent.geometry.pieceOffset(piece);
  const views = wholePiece(torrent, piece, data);
  if (torrent.hasPads) files.clearPads(torrent, offset, views);
  const first = views[0];
  const digest = views.length === 1 && first !== undefined ? hashOnce('sha1', first, 'buffer') : sha1(views);
  if (torrent.isHashOf(piece, digest)) {
    files.write(torrent, offset, views);
    return null;
  }
  const blocks = new BlockHasher(byteLength(views));
  for (const view of views) blocks.update(view);
  return blocks.digest();
}

/** A caller may leave out the padding at the end of a piece. */
function wholePiece(torrent: WorkerTorrent, piece: number, data: readonly Uint8Array[]): readonly Uint8Array[] {
  const lacking = torrent.geometry.pieceBytes(piece) - byteLength(data);
  if (lacking === 0) return data;
  const padded = torrent.spans(torrent.geometry.pieceOffset(piece) + byteLength(data), lacking).every((span) => span.pad);
  invariant(lacking > 0 && padded, 'a piece is stored whole');
  return [...data, new Uint8Array(lacking)];
}
