/**
 * The order of the queue. Every torrent has a rank of its own, kept in its record, and a move changes the ranks of few.
 * Moves are among torrents of the same kind: a download goes up past the next download, whatever lies between.
 */

export interface Ranked {
  readonly standing: { rank: number | null };
}

export type QueueMove = 'up' | 'down' | 'top' | 'bottom';

/** Room on both sides for more moves to an end than anybody makes. */
const FIRST_RANK = 2 ** 40;
const GAP = 2 ** 20;

export class QueueOrder<T extends Ranked> {
  private readonly members = new Set<T>();
  private sorted: T[] | null = null;
  private highest = FIRST_RANK - GAP;

  /** Puts a torrent where its rank says, or last. */
  add(item: T): void {
    item.standing.rank ??= this.highest + GAP;
    this.highest = Math.max(this.highest, item.standing.rank);
    this.members.add(item);
    this.sorted = null;
  }
  delete(item: T): void {
    if (this.members.delete(item)) this.sorted = null;
  }

  /** First to last. */
  all(): readonly T[] {
    return this.inOrder();
  }

  /** Moves some; returns those whose rank has changed. `sameKind` says which others count as neighbours. */
  move(items: readonly T[], to: QueueMove, sameKind: (a: T, b: T) => boolean): Set<T> {
    const chosen = new Set(items.filter((item) => this.members.has(item)));
    const inOrder = this.all().filter((item) => chosen.has(item));
    const changed = new Set<T>();
    if (to === 'top' || to === 'down') inOrder.reverse();
    if (to === 'top' || to === 'bottom') this.toEnd(inOrder, to, changed);
    else this.step(inOrder, to, chosen, sameKind, changed);
    return changed;
  }

  private inOrder(): T[] {
    this.sorted ??= [...this.members].sort((a, b) => rankOf(a) - rankOf(b));
    return this.sorted;
  }

  private toEnd(items: readonly T[], to: 'top' | 'bottom', changed: Set<T>): void {
    const [first] = this.all();
    if (first === undefined) return;
    if (to === 'top' && rankOf(first) < GAP * items.length) for (const moved of this.spread()) changed.add(moved);
    let lowest = rankOf(first);
    for (const item of items) {
      if (to === 'bottom') this.highest += GAP;
      else lowest -= GAP;
      item.standing.rank = to === 'bottom' ? this.highest : lowest;
      changed.add(item);
    }
    this.sorted = null;
  }

  /** Each changes places with the next of its kind, unless that one is moved as well. The list stays sorted. */
  private step(items: readonly T[], to: 'up' | 'down', chosen: ReadonlySet<T>, sameKind: (a: T, b: T) => boolean, changed: Set<T>): void {
    const order = this.inOrder();
    const places = new Map(order.map((item, at) => [item, at]));
    const by = to === 'up' ? -1 : 1;
    for (const item of items) {
      const from = places.get(item) ?? 0;
      let at = from + by;
      while (order[at] !== undefined && !sameKind(item, order[at] as T)) at += by;
      const other = order[at];
      if (other === undefined || chosen.has(other)) continue;
      [item.standing.rank, other.standing.rank] = [rankOf(other), rankOf(item)];
      [order[from], order[at]] = [other, item];
      places.set(item, at).set(other, from);
      changed.add(item).add(other);
    }
  }

  /** Gives everybody a new rank, in the same order. */
  private spread(): readonly T[] {
    const order = this.all();
    for (const [i, item] of order.entries()) item.standing.rank = FIRST_RANK + i * GAP;
    this.highest = FIRST_RANK + (order.length - 1) * GAP;
    return order;
  }
}

const rankOf = ({ standing }: Ranked): number => standing.rank ?? Number.MAX_SAFE_INTEGER;
