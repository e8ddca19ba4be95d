/**
 * The requests we have sent to one peer and that it has not answered, in the order sent. A ring of typed arrays:
 * no object per request. Peers answer mostly in order, so looking from the oldest on is short.
 */
const CAPACITY = 512;
const MASK = CAPACITY - 1;
const GONE = -1;

export class RequestBook {
  private readonly pieces = new Int32Array(CAPACITY);
  private readonly blocks = new Int32Array(CAPACITY);
  private readonly sentAt = new Float64Array(CAPACITY);
  private head = 0; // first slot in use
  private tail = 0; // one past the last
  private live = 0;

  /** Unanswered requests. */
  get size(): number {
    return this.live;
  }
  /** Requests that still fit. */
  get room(): number {
    return CAPACITY - (this.tail - this.head);
  }
  /** When the oldest unanswered request was sent; NaN when there is none. */
  get oldestSentAt(): number {
    return this.live === 0 ? Number.NaN : (this.sentAt[this.head & MASK] ?? Number.NaN);
  }

  add(piece: number, block: number, nowMs: number): void {
    const at = this.tail & MASK;
    this.pieces[at] = piece;
    this.blocks[at] = block;
    this.sentAt[at] = nowMs;
    this.tail++;
    this.live++;
  }

  has(piece: number, block: number): boolean {
    return this.find(piece, block) >= 0;
  }

  /** Strikes a request out; returns when it was sent, or NaN when there was none. */
  strike(piece: number, block: number): number {
    const slot = this.find(piece, block);
    if (slot < 0) return Number.NaN;
    const sentAt = this.sentAt[slot & MASK] ?? Number.NaN;
    this.pieces[slot & MASK] = GONE;
    this.live--;
    this.skipGone();
    return sentAt;
  }

  /** Empties the book, telling of each unanswered request, oldest first. */
  clear(each: (piece: number, block: number) => void): void {
    const { head, tail } = this;
    this.head = this.tail = 0;
    this.live = 0;
    for (let slot = head; slot < tail; slot++) {
      const piece = this.pieces[slot & MASK] ?? GONE;
      if (piece !== GONE) each(piece, this.blocks[slot & MASK] ?? 0);
    }
  }

  /** Takes out what was sent before `beforeMs`, telling of each. */
  expire(beforeMs: number, each: (piece: number, block: number) => void): void {
    while (this.live > 0 && this.oldestSentAt < beforeMs) {
      const piece = this.pieces[this.head & MASK] ?? GONE;
      const block = this.blocks[this.head & MASK] ?? 0;
      this.pieces[this.head & MASK] = GONE;
      this.live--;
      this.skipGone();
      each(piece, block);
    }
  }

  private find(piece: number, block: number): number {
    for (let slot = this.head; slot < this.tail; slot++) {
      if (this.pieces[slot & MASK] === piece && this.blocks[slot & MASK] === block) return slot;
    }
    return -1;
  }

  private skipGone(): void {
    while (this.head < this.tail && this.pieces[this.head & MASK] === GONE) this.head++;
  }
}
