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
  private sorted: readonly T[] | null = null;
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
    this.sorted ??= [...this.members].sort((a, b) => rankOf(a) - rankOf(b));
    return this.sorted;
  }

  /** Moves some; returns those whose rank has changed. `sameKind` says which others count as neighbours. */
  move(items: readonly T[], to: QueueMove, sameKind: (a: T, b: T) => boolean): Set<T> {
    const chosen = new Set(items.filter((item) => this.members.has(item)));
    const inOrder = this.all().filter((item) => chosen.has(item));
    const changed = new Set<T>();
    if (to === 'top' || to === 'down') inOrder.reverse();
    for (const item of inOrder) {
      if (to === 'top' || to === 'bottom') this.toEnd(item, to, changed);
      else this.step(item, to, chosen, sameKind, changed);
    }
    return changed;
  }

  private toEnd(item: T, to: 'top' | 'bottom', changed: Set<T>): void {
    if (to === 'bottom') {
      this.highest += GAP;
      item.standing.rank = this.highest;
    } else {
      const lowest = rankOf(this.all()[0] ?? item);
      if (lowest < GAP) for (const moved of this.spread()) changed.add(moved);
      item.standing.rank = rankOf(this.all()[0] ?? item) - GAP;
    }
    changed.add(item);
    this.sorted = null;
  }

  /** Changes places with the next of its kind, unless that one is moved as well. */
  private step(item: T, to: 'up' | 'down', chosen: ReadonlySet<T>, sameKind: (a: T, b: T) => boolean, changed: Set<T>): void {
    const order = this.all();
    const by = to === 'up' ? -1 : 1;
    let at = order.indexOf(item) + by;
    while (order[at] !== undefined && !sameKind(item, order[at] as T)) at += by;
    const other = order[at];
    if (other === undefined || chosen.has(other)) return;
    const rank = rankOf(item);
    item.standing.rank = rankOf(other);
    other.standing.rank = rank;
    changed.add(item).add(other);
    this.sorted = null;
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
