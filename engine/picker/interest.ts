/**
 * Whether a peer has something that we still want. Mostly the piece that proved it last time still does; else what the
 * peer has is searched, a part with each question.
 */
import type { PickPeer } from './pick-peer.js';
import { PieceMask } from './piece-mask.js';

export class Interest {
  /** Pieces that are wanted and not had, open or not. */
  readonly missing: PieceMask;
  private version = 0;

  constructor(pieceCount: number, wanted: PieceMask) {
    this.missing = new PieceMask(pieceCount);
    this.missing.copy(wanted);
  }

  add(piece: number): void {
    if (this.missing.add(piece)) this.version++;
  }
  remove(piece: number): void {
    this.missing.remove(piece);
  }

  /** For a peer that has some pieces, not all; null when it is not known yet. */
  in({ has, memo }: PickPeer): boolean | null {
    if (memo.witness >= 0 && this.missing.has(memo.witness) && has.has(memo.witness)) return true;
    if (!memo.isCounted) return null;
    memo.witness = memo.wanted.next(has, this.missing, this.version);
    if (memo.witness >= 0) return true;
    return memo.wanted.isExhausted ? false : null;
  }
}
