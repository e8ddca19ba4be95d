/**
 * A rate limit in bytes a second. Tokens gather with time and are spent as bytes are asked for or sent. Savings are
 * small, so that no ten seconds see more than 2 % above the rate: a tenth of a second's worth, or one block while
 * somebody waits for it (slow limits could never move a block otherwise). `null` is no limit.
 */
import { BLOCK_BYTES } from './block-size.js';

const SAVED_SECONDS = 0.1;
/** A block and what it costs on the wire. */
const LEAST_BYTES = BLOCK_BYTES + 64;
/** A clock that jumps ahead (the computer slept) is no reason for a burst. */
const MOST_ELAPSED_MS = 300;

export class TokenBucket {
  private tokens = 0;
  private lastMs = Number.NaN;
  private rate: number | null;

  constructor(rateBps: number | null) {
    this.rate = rateBps;
  }

  get rateBps(): number | null {
    return this.rate;
  }
  setRate(rateBps: number | null): void {
    if (this.rate === null) this.tokens = 0;
    this.rate = rateBps;
    if (rateBps !== null) this.tokens = Math.min(this.tokens, savings(rateBps, true));
  }

  /** Lets time pass: call every 50 to 100 ms. `wanted`: somebody waits for tokens. */
  refill(nowMs: number, wanted = true): void {
    const elapsedMs = Number.isNaN(this.lastMs) ? 0 : Math.min(MOST_ELAPSED_MS, Math.max(0, nowMs - this.lastMs));
    this.lastMs = Number.isNaN(this.lastMs) ? nowMs : Math.max(this.lastMs, nowMs);
    if (this.rate === null) return;
    const most = savings(this.rate, wanted);
    const brought = (this.rate * elapsedMs) / 1000;
    // while somebody waits, what is saved is capped and not what this very stretch of time brings: a late call costs nothing
    this.tokens = wanted ? Math.min(this.tokens, most) + brought : Math.min(this.tokens + brought, most);
  }

  /** Bytes that may go now; Infinity without a limit. */
  get available(): number {
    return this.rate === null ? Number.POSITIVE_INFINITY : this.tokens;
  }

  /** Spends bytes; may go below zero, which later refills pay back. */
  take(bytes: number): void {
    if (this.rate !== null) this.tokens -= bytes;
  }
  /** Gives back what was not used after all (a request that was not answered). What is too much to save is dropped at the next refill. */
  giveBack(bytes: number): void {
    if (this.rate !== null) this.tokens += bytes;
  }
}

const savings = (rateBps: number, wanted: boolean): number =>
  wanted ? Math.max(LEAST_BYTES, rateBps * SAVED_SECONDS) : rateBps * SAVED_SECONDS;
