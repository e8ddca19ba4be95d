/** Hash first, write after: bytes that are not right never reach a file (BEP 3, "pieces"). */
import { hash as hashOnce } from 'node:crypto';
import { invariant } from '../base/assert.js';
import type { BadPiece } from './disk-protocol.js';
import type { SpanFiles } from './span-files.io.js';
import { byteLength, ViewCursor } from './view-cursor.js';
import { BlockHasher, sha1, type WorkerTorrent } from './worker-torrent.js';

/** Writes those of the pieces from `first` on that are right, in as few goes as they allow, and returns the others. Throws what writing throws. */
export function storeRun(files: SpanFiles, torrent: WorkerTorrent, first: number, count: number, data: readonly Uint8Array[]): BadPiece[] {
  const { geometry } = torrent;
  const views = count === 1 ? wholePiece(torrent, first, data) : data;
  if (torrent.hasPads) files.clearPads(torrent, geometry.pieceOffset(first), views);
  const bad: BadPiece[] = [];
  const cursor = new ViewCursor(views);
  for (let piece = first; piece < first + count; piece++) {
    const blockHashes = judge(torrent, piece, cursor.take(geometry.pieceBytes(piece)));
    if (blockHashes !== null) bad.push({ piece, blockHashes });
  }
  writeGood(files, torrent, { first, end: first + count, bad }, views);
  return bad;
}

/** Null when the piece is right, else the SHA-1 of each of its 16 KiB blocks. */
function judge(torrent: WorkerTorrent, piece: number, views: readonly Uint8Array[]): Uint8Array | null {
  const first = views[0];
  const digest = views.length === 1 && first !== undefined ? hashOnce('sha1', first, 'buffer') : sha1(views);
  if (torrent.isHashOf(piece, digest)) return null;
  const blocks = new BlockHasher(byteLength(views));
  for (const view of views) blocks.update(view);
  return blocks.digest();
}

interface Judged {
  readonly first: number;
  readonly end: number;
  /** In order. */
  readonly bad: readonly BadPiece[];
}

function writeGood(files: SpanFiles, torrent: WorkerTorrent, { first, end, bad }: Judged, views: readonly Uint8Array[]): void {
  const { geometry } = torrent;
  if (bad.length === 0) return files.write(torrent, geometry.pieceOffset(first), views);
  const cursor = new ViewCursor(views);
  let start = first;
  for (const stop of [...bad.map(({ piece }) => piece), end]) {
    if (stop > start) files.write(torrent, geometry.pieceOffset(start), cursor.take(geometry.runBytes(start, stop - start)));
    if (stop < end) cursor.take(geometry.pieceBytes(stop));
    start = stop + 1;
  }
}

/** A caller may leave out the padding at the end of a piece. */
function wholePiece(torrent: WorkerTorrent, piece: number, data: readonly Uint8Array[]): readonly Uint8Array[] {
  const lacking = torrent.geometry.pieceBytes(piece) - byteLength(data);
  if (lacking === 0) return data;
  const padded = torrent.spans(torrent.geometry.pieceOffset(piece) + byteLength(data), lacking).every((span) => span.pad);
  invariant(lacking > 0 && padded, 'a piece is stored whole');
  return [...data, new Uint8Array(lacking)];
}
