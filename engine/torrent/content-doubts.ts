/** What it means for a torrent's content that pieces are in doubt, and that the doubt is settled. */
import type { PiecePriority } from '../picker/rarest-first.js';
import type { TorrentContent } from './torrent-content.js';

/** These pieces, had or not, count only when they have been looked at. While nothing moves. `rewrite`: see `Doubts.add`. */
export function doubt(content: TorrentContent, pieces: readonly number[], rewrite = false): void {
  if (pieces.length === 0) return;
  for (const piece of pieces) if (content.have.remove(piece)) content.doneBytes -= content.wanted.bytes[piece] ?? 0;
  content.doubts.add(pieces, content.pieceCount, rewrite);
}

/** A piece in doubt is good. False where it was fetched meanwhile, and counts already. */
export function confirm(content: TorrentContent, piece: number): boolean {
  content.kept.forget(piece);
  if (content.hasPiece(piece)) return false;
  if (content.swarmContent === null) content.countPiece(piece);
  else {
    content.doneBytes += content.wanted.bytes[piece] ?? 0;
    content.swarmContent.picker.markHave(piece);
  }
  content.recent.push(piece);
  return true;
}

/** A piece in doubt is bad: fetched where it is wanted. */
export function reject(content: TorrentContent, piece: number): void {
  content.kept.forget(piece);
  content.swarmContent?.picker.setPriority(piece, (content.wanted.pieces[piece] ?? 0) as PiecePriority);
}
