/** What a peer said about its pieces before we knew how many there are (a magnet without metadata yet). Bounded. */
import { Bitfield } from '../base/bitfield.js';

const MAX_HAVES = 10_000;

type PieceSet = { readonly kind: 'bitfield'; readonly bits: Uint8Array } | { readonly kind: 'have-all' } | { readonly kind: 'have-none' };

export class PendingPieces {
  private base: PieceSet | null = null;
  private readonly haves = new Set<number>();

  set(pieces: PieceSet): void {
    this.base = pieces;
  }
  have(piece: number): void {
    if (this.haves.size < MAX_HAVES) this.haves.add(piece);
  }

  /** The set, now that the number of pieces is known; null when it does not fit. */
  resolve(pieceCount: number): Bitfield | null {
    const pieces =
      this.base?.kind === 'bitfield'
        ? Bitfield.fromWire(this.base.bits, pieceCount)
        : new Bitfield(pieceCount, this.base?.kind === 'have-all');
    if (pieces === null) return null;
    for (const piece of this.haves) {
      if (piece >= pieceCount) return null;
      pieces.add(piece);
    }
    return pieces;
  }
}
