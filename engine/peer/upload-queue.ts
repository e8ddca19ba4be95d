/** Blocks a peer has asked us for and that we have not yet sent, oldest first. A ring of typed arrays, capped (our `reqq`). */

/** What we announce as `reqq` (BEP 10): more requests than this are refused. */
export const UPLOAD_QUEUE_CAP = 500;
const CAPACITY = 512;
const MASK = CAPACITY - 1;
const CANCELLED = -1;

export interface UploadRequest {
  piece: number;
  offset: number;
  length: number;
}

export class UploadQueue {
  private readonly pieces = new Int32Array(CAPACITY);
  private readonly offsets = new Float64Array(CAPACITY);
  private readonly lengths = new Int32Array(CAPACITY);
  private head = 0;
  private tail = 0;
  private live = 0;

  get size(): number {
    return this.live;
  }

  /** False when the queue is full. */
  add(piece: number, offset: number, length: number): boolean {
    if (this.tail - this.head >= UPLOAD_QUEUE_CAP) return false;
    const at = this.tail & MASK;
    this.pieces[at] = piece;
    this.offsets[at] = offset;
    this.lengths[at] = length;
    this.tail++;
    this.live++;
    return true;
  }

  /** Takes one request out (`cancel`); true when it was there. */
  cancel(piece: number, offset: number, length: number): boolean {
    for (let slot = this.head; slot < this.tail; slot++) {
      const at = slot & MASK;
      if (this.pieces[at] !== piece || this.offsets[at] !== offset || this.lengths[at] !== length) continue;
      this.pieces[at] = CANCELLED;
      this.live--;
      this.skipCancelled();
      return true;
    }
    return false;
  }

  /** Copies the `ahead`-th request into `into` (0 = oldest); false when there are not that many slots. Cancelled slots answer piece -1. */
  peek(ahead: number, into: UploadRequest): boolean {
    const slot = this.head + ahead;
    if (slot >= this.tail) return false;
    into.piece = this.pieces[slot & MASK] ?? CANCELLED;
    into.offset = this.offsets[slot & MASK] ?? 0;
    into.length = this.lengths[slot & MASK] ?? 0;
    return true;
  }

  /** Drops the oldest. */
  shift(): void {
    if (this.head === this.tail) return;
    if (this.pieces[this.head & MASK] !== CANCELLED) this.live--;
    this.head++;
    this.skipCancelled();
  }

  /** Empties the queue, telling of each. */
  clear(each?: (piece: number, offset: number, length: number) => void): void {
    const { head, tail } = this;
    this.head = this.tail = 0;
    this.live = 0;
    if (each === undefined) return;
    for (let slot = head; slot < tail; slot++) {
      const at = slot & MASK;
      const piece = this.pieces[at] ?? CANCELLED;
      if (piece !== CANCELLED) each(piece, this.offsets[at] ?? 0, this.lengths[at] ?? 0);
    }
  }

  private skipCancelled(): void {
    while (this.head < this.tail && this.pieces[this.head & MASK] === CANCELLED) this.head++;
  }
}
