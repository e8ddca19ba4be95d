/**
 * Pieces in no particular order, taken out and put in at O(1): the last one fills the gap. Where each lies is kept in
 * one table that all bags of a torrent share. Grows and shrinks by doubling, so it never holds more than four times its
 * pieces.
 */
const LEAST = 16;

export class PieceBag {
  private items = new Uint32Array(LEAST);
  length = 0;

  /** `position` holds, for a piece in any of the bags, its place in that bag. */
  constructor(private readonly position: Uint32Array) {}

  at(index: number): number {
    return this.items[index] ?? 0;
  }

  put(piece: number): void {
    if (this.length === this.items.length) this.resize(this.length * 2);
    this.items[this.length] = piece;
    this.position[piece] = this.length++;
  }

  take(piece: number): void {
    const at = this.position[piece] ?? 0;
    const last = this.items[--this.length] ?? 0;
    this.items[at] = last;
    this.position[last] = at;
    if (this.items.length > LEAST && this.length < this.items.length >> 2) this.resize(this.items.length >> 1);
  }

  private resize(capacity: number): void {
    const items = new Uint32Array(capacity);
    items.set(this.items.subarray(0, this.length));
    this.items = items;
  }
}
