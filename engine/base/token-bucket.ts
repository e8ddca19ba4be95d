/**
 * A rate limit in bytes a second. Tokens gather with time up to a quarter of a second's worth (at least two
 * blocks, so that slow limits can still move a block). `null` is no limit.
 */
const MIN_BURST_BYTES = 32 * 1024;

export class TokenBucket {
  private tokens = 0;
  private lastMs = Number.NaN;
  private rate: number | null;

  constructor(rateBps: number | null) {
    this.rate = rateBps;
    this.tokens = MIN_BURST_BYTES / 2;
  }

  get rateBps(): number | null {
    return this.rate;
  }
  setRate(rateBps: number | null): void {
    this.rate = rateBps;
    if (rateBps !== null) this.tokens = Math.min(this.tokens, this.burst(rateBps));
  }

  /** Lets time pass. Call once a tick. */
  refill(nowMs: number): void {
    const elapsedMs = Number.isNaN(this.lastMs) ? 0 : Math.max(0, nowMs - this.lastMs);
    this.lastMs = nowMs;
    if (this.rate !== null) this.tokens = Math.min(this.burst(this.rate), this.tokens + (this.rate * elapsedMs) / 1000);
  }

  /** Bytes that may go now; Infinity without a limit. */
  get available(): number {
    return this.rate === null ? Number.POSITIVE_INFINITY : this.tokens;
  }

  /** Spends bytes; may go below zero by one block, which later refills pay back. */
  take(bytes: number): void {
    if (this.rate !== null) this.tokens -= bytes;
  }
  /** Gives back what was not used after all (a cancelled request). */
  giveBack(bytes: number): void {
    if (this.rate !== null) this.tokens = Math.min(this.burst(this.rate), this.tokens + bytes);
  }

  private burst(rateBps: number): number {
    return Math.max(MIN_BURST_BYTES, rateBps / 4);
  }
}
