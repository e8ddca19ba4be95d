/**
 * A search through all that one peer has, in parts: each call looks at a bounded number of pieces and goes on where the
 * last one stopped. Once all has been seen in vain it costs nothing until there is something new to find.
 */
import type { Bitfield } from '../base/bitfield.js';
import type { PieceMask } from './piece-mask.js';
import { SCAN_BYTES } from './rarest-first.js';

export class PieceSearch {
  /** Bytes of the mask looked at since the beginning: what searching has cost. */
  looked = 0;
  private cursor = 0;
  /** Bytes not looked at yet. */
  private left = Number.POSITIVE_INFINITY;
  private version = Number.NaN;

  /** All was seen, and nothing found. */
  get isExhausted(): boolean {
    return this.left <= 0;
  }
  /** The same, and nothing has come to the mask since. */
  hasNothing(version: number): boolean {
    return this.left <= 0 && version === this.version;
  }

  /** The peer got a piece: look at it first, and at all the others anew. */
  note(piece: number): void {
    this.cursor = piece;
    this.startOver();
  }

  /**
   * The next piece from where the search stands that is in `has` and in `mask`; -1 when none is near. It is found again
   * unless it has left the mask. `version` tells whether the mask got new pieces.
   */
  next(has: Bitfield, { bytes }: PieceMask, version: number): number {
    if (version !== this.version) {
      this.version = version;
      this.startOver();
    }
    this.left = Math.min(this.left, bytes.length);
    for (let budget = SCAN_BYTES; budget > 0 && this.left > 0; ) {
      const from = this.cursor >> 3;
      const span = Math.min(budget, this.left, bytes.length - from);
      const piece = has.nextIn(bytes, this.cursor, span);
      const seen = piece >= 0 ? (piece >> 3) - from : span;
      this.looked += seen + 1;
      this.left -= seen;
      budget -= seen;
      this.cursor = piece >= 0 ? piece : ((from + seen) * 8) % (bytes.length * 8);
      if (piece >= 0) return piece;
    }
    return -1;
  }

  /** A pass goes by whole bytes of the mask, round from here to here. */
  private startOver(): void {
    this.cursor &= ~7;
    this.left = Number.POSITIVE_INFINITY;
  }
}
