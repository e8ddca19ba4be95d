/** The few nearest to a target of many that are offered, nearest first: one comparison for most of them. */
import { compareDistance, type NodeId } from './node-id.js';

export class Nearest<T extends { readonly id: NodeId }> {
  readonly items: T[] = [];

  constructor(
    private readonly target: NodeId,
    private readonly count: number,
  ) {}

  get isFull(): boolean {
    return this.items.length >= this.count;
  }

  offer(item: T): void {
    const { count, items, target } = this;
    let at = items.length;
    while (at > 0 && compareDistance(target, item.id, (items[at - 1] as T).id) < 0) at--; // the index is within them
    if (at >= count) return;
    items.splice(at, 0, item);
    if (items.length > count) items.pop();
  }
}
