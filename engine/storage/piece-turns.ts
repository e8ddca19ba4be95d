/**
 * Several workers may serve one volume, so that of two jobs the later one can be done first. Where both are about the same bytes that
 * would let an old write undo a new one: here whoever comes later waits. Nothing is kept while nothing is unverified.
 */

interface Stretch {
  readonly piece: number;
  readonly start: number;
  readonly end: number;
  waiting: (() => void)[];
}

export class PieceTurns {
  /** Writes without a verdict that are under way: a handful. */
  private writes: Stretch[] = [];

  /** Begins a write of part of a piece, when nothing it overlaps is under way; `go` gets what to call at its end. */
  write(piece: number, start: number, end: number, go: (done: () => void) => void): void {
    this.after(piece, start, end, () => {
      const stretch: Stretch = { piece, start, end, waiting: [] };
      this.writes.push(stretch);
      go(() => {
        this.writes = this.writes.filter((other) => other !== stretch);
        for (const run of stretch.waiting) run();
      });
    });
  }

  /** Runs when no write of the piece is under way. */
  whole(piece: number, run: () => void): void {
    if (this.writes.length === 0) return run(); // nearly always
    this.after(piece, 0, Number.POSITIVE_INFINITY, run);
  }

  private after(piece: number, start: number, end: number, run: () => void): void {
    const before = this.writes.find((other) => other.piece === piece && other.start < end && other.end > start);
    if (before === undefined) run();
    else before.waiting.push(() => this.after(piece, start, end, run));
  }
}
