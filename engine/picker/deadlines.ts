/**
 * Pieces that are needed by a point in time (to be played, say): they come before all others, from the fastest peers,
 * and when they are late from two at once.
 */

/** Deadlines kept at most; more are not taken. */
const MOST_DEADLINES = 4096;
/** Of those due first so many are looked at for one peer. */
export const MOST_URGENT = 32;
/** A piece due within this is late when its blocks are still awaited: they are asked from a second peer. */
export const LATE_MS = 2000;

export class Deadlines {
  /** Pieces by when they are due, soonest first. */
  private readonly byDue: { readonly piece: number; readonly dueMs: number }[] = [];

  get size(): number {
    return this.byDue.length;
  }
  /** The piece due as the nth; -1 when there is none. */
  pieceAt(nth: number): number {
    return this.byDue[nth]?.piece ?? -1;
  }
  /** When the nth is due. */
  dueAt(nth: number): number {
    return this.byDue[nth]?.dueMs ?? Number.POSITIVE_INFINITY;
  }

  /** Sets or moves the deadline of a piece. */
  set(piece: number, dueMs: number): void {
    this.remove(piece);
    if (this.byDue.length >= MOST_DEADLINES) return;
    let low = 0;
    let high = this.byDue.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.dueAt(middle) <= dueMs) low = middle + 1;
      else high = middle;
    }
    this.byDue.splice(low, 0, { piece, dueMs });
  }

  remove(piece: number): void {
    const at = this.byDue.findIndex((one) => one.piece === piece);
    if (at >= 0) this.byDue.splice(at, 1);
  }

  clear(): void {
    this.byDue.length = 0;
  }
}
