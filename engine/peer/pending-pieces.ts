/** What a peer said about its pieces before we knew how many there are (a magnet without metadata yet). Bounded. */
import { Bitfield } from '../base/bitfield.js';

const MAX_NOTES = 10_000;

/** A peer's list of pieces as it comes on the wire. */
export type PieceSet =
  | { readonly kind: 'bitfield'; readonly bits: Uint8Array }
  | { readonly kind: 'have-all' }
  | { readonly kind: 'have-none' };

export class PendingPieces {
  private base: PieceSet | null = null;
  /** What was said last of single pieces: had, or no longer. */
  private readonly notes = new Map<number, boolean>();

  set(pieces: PieceSet): void {
    this.base = pieces;
  }
  have(piece: number): void {
    this.note(piece, true);
  }
  /** BEP 54. */
  lose(piece: number): void {
    this.note(piece, false);
  }

  /** The set, now that the number of pieces is known; null when it does not fit. */
  resolve(pieceCount: number): Bitfield | null {
    const pieces =
      this.base?.kind === 'bitfield'
        ? Bitfield.fromWire(this.base.bits, pieceCount)
        : new Bitfield(pieceCount, this.base?.kind === 'have-all');
    if (pieces === null) return null;
    for (const [piece, had] of this.notes) {
      if (piece >= pieceCount) return null;
      if (had) pieces.add(piece);
      else pieces.remove(piece);
    }
    return pieces;
  }

  private note(piece: number, had: boolean): void {
    if (this.notes.size < MAX_NOTES || this.notes.has(piece)) this.notes.set(piece, had);
  }
}
