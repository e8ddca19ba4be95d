/**
 * Who may be active: facts in queue order in, turns out. Downloads come before seeds. One that is slow keeps its turn
 * but takes no place from the others, so that dead torrents do not hold up those behind them; forced ones are outside
 * of all limits.
 */

export type QueueKind = 'download' | 'seed';

export interface QueueFacts {
  readonly kind: QueueKind;
  readonly forced: boolean;
  /** It has its turn now. */
  readonly active: boolean;
  /** It has been slow for a while. */
  readonly slow: boolean;
}

/** null = no limit. */
export interface QueueLimits {
  readonly download: number | null;
  readonly seed: number | null;
  /** Of both kinds together, slow ones included. */
  readonly total: number | null;
}

/** One answer for each: whether it has its turn. */
export function giveTurns(facts: readonly QueueFacts[], limits: QueueLimits): boolean[] {
  const turns = new Array<boolean>(facts.length).fill(false);
  let total = 0;
  for (const kind of ['download', 'seed'] as const) {
    const most = limits[kind] ?? Number.POSITIVE_INFINITY;
    let counted = 0;
    for (const [i, fact] of facts.entries()) {
      if (fact.kind !== kind) continue;
      if (fact.forced) {
        turns[i] = true;
        continue;
      }
      const free = fact.active && fact.slow;
      if (total >= (limits.total ?? Number.POSITIVE_INFINITY) || (!free && counted >= most)) continue;
      turns[i] = true;
      total++;
      if (!free) counted++;
    }
  }
  return turns;
}
