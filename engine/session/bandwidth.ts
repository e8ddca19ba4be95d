/**
 * Shares one direction of the session's limit among its torrents: once a round (50 to 100 ms) each that wants
 * something is granted a part, the larger the higher its priority. Whoever has been served least comes first, in quanta
 * of at least a block, so that slow limits are shared block by block; what light users leave is for the others.
 */
import { BLOCK_BYTES } from '../base/block-size.js';
import type { TokenBucket } from '../base/token-bucket.js';
import type { Allowance } from '../torrent/allowance.js';

/** A block and the header before it. */
const QUANTUM_BYTES = BLOCK_BYTES + 64;
/** Who has been served more than this beyond the least served is taken to have no more: nobody waits for hours for another to catch up. */
const MOST_LEAD_BYTES = 8 * QUANTUM_BYTES;

export class Bandwidth {
  constructor(private readonly bucket: TokenBucket) {}

  /** Begins a round for the torrents that are awake. */
  round(allowances: readonly Allowance[], nowMs: number): void {
    this.bucket.refill(
      nowMs,
      allowances.some(({ isWanted }) => isWanted),
    );
    for (const allowance of allowances) allowance.refill(nowMs);
    if (this.bucket.rateBps === null) {
      for (const allowance of allowances) allowance.grant(Number.POSITIVE_INFINITY);
      return;
    }
    const wanting = allowances.filter(({ demand }) => demand > 0);
    const demands = new Map(wanting.map((allowance) => [allowance, allowance.demand]));
    for (const allowance of allowances) allowance.grant(0);
    share(demands, this.bucket.available);
    settle(allowances, wanting);
  }
}

/** Divides the bytes: the least served first, each a part of what is there by its weight (at least a block) until nobody wants more. */
function share(demands: Map<Allowance, number>, bytes: number): void {
  const granted = new Map<Allowance, number>();
  let left = bytes;
  let hungry = [...demands.keys()].sort((a, b) => Number(a.isResting) - Number(b.isResting) || a.served - b.served);
  while (hungry.length > 0 && left >= BLOCK_BYTES) {
    const there = left;
    const weights = hungry.reduce((sum, { weight }) => sum + weight, 0);
    const unmet: Allowance[] = [];
    for (const allowance of hungry) {
      if (left < BLOCK_BYTES) break;
      const before = granted.get(allowance) ?? 0;
      const quantum = Math.max(QUANTUM_BYTES, (there * allowance.weight) / weights);
      const part = Math.min(quantum, left, (demands.get(allowance) ?? 0) - before);
      granted.set(allowance, before + part);
      left -= part;
      if (before + part < (demands.get(allowance) ?? 0)) unmet.push(allowance);
    }
    hungry = unmet;
  }
  for (const [allowance, part] of granted) allowance.grant(part);
}

/**
 * Who wanted nothing, or little, for a while has no claim to what it missed: it starts level with the least served of
 * the others, and little behind the most served.
 */
function settle(allowances: readonly Allowance[], wanting: readonly Allowance[]): void {
  if (wanting.length === 0) return;
  let least = Number.POSITIVE_INFINITY;
  for (const { served } of wanting) least = Math.min(least, served);
  const wants = new Set(wanting);
  for (const allowance of allowances) {
    allowance.served = Math.min(MOST_LEAD_BYTES, allowance.served - least);
    if (!wants.has(allowance)) allowance.served = Math.max(0, allowance.served);
  }
}
