/** Things to be done at their time, the earliest first: a binary heap. A thing that was put in again counts once, at its last time. */
interface Slot<T> {
  readonly atMs: number;
  readonly item: T;
}

export class DueQueue<T> {
  private readonly heap: Slot<T>[] = [];
  private readonly times = new Map<T, number>();

  get size(): number {
    return this.times.size;
  }
  /** When it is due; null when it is not in here. */
  timeOf(item: T): number | null {
    return this.times.get(item) ?? null;
  }
  /** Infinity when it is empty. */
  nextAt(): number {
    return this.first()?.atMs ?? Number.POSITIVE_INFINITY;
  }

  set(item: T, atMs: number): void {
    this.times.set(item, atMs);
    const slot = { atMs, item };
    const { heap } = this;
    let at = heap.length;
    heap.push(slot);
    for (let parent = (at - 1) >> 1; at > 0; parent = (at - 1) >> 1) {
      const above = heap[parent] as Slot<T>; // within the heap
      if (above.atMs <= atMs) break;
      heap[at] = above;
      at = parent;
    }
    heap[at] = slot;
  }
  delete(item: T): void {
    this.times.delete(item);
  }

  /** Takes out the earliest, if it is due. */
  take(nowMs: number): T | null {
    const first = this.first();
    if (first === null || first.atMs > nowMs) return null;
    this.pop();
    this.times.delete(first.item);
    return first.item;
  }

  /** The earliest that still counts. */
  private first(): Slot<T> | null {
    for (;;) {
      const [slot] = this.heap;
      if (slot === undefined) return null;
      if (this.times.get(slot.item) === slot.atMs) return slot;
      this.pop();
    }
  }

  private pop(): void {
    const { heap } = this;
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      const [left, right] = [heap[child], heap[child + 1]];
      if (left === undefined) break;
      if (right !== undefined && right.atMs < left.atMs) child++;
      const below = heap[child] as Slot<T>; // one of the two
      if (below.atMs >= last.atMs) break;
      heap[at] = below;
      at = child;
    }
    heap[at] = last;
  }
}
