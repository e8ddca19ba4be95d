/**
 * A rate limit in bytes a second. Tokens gather with time and are spent as bytes are asked for or sent. Savings are
 * small, so that no ten seconds see more than 2 % above the rate: a tenth of a second's worth, or one block while
 * somebody waits for it (slow limits could never move a block otherwise). What is given back beyond that comes again bit
 * by bit, within the same 2 %. `null` is no limit.
 */
import { BLOCK_BYTES } from './block-size.js';

const SAVED_SECONDS = 0.1;
/** A block and what it costs on the wire. */
const LEAST_BYTES = BLOCK_BYTES + 64;
/** A clock that jumps ahead (the computer slept) is no reason for a burst. */
const MOST_ELAPSED_MS = 300;

/** What was given back and is too much to save is paid out as this part more of the rate: with the savings below 2 % over ten seconds, */
const PAID_BACK_SHARE = 1 / 128;
/** and kept up to so many seconds' worth. */
const MOST_OWED_SECONDS = 10;

export class TokenBucket {
  private tokens = 0;
  /** Given back since the last refill. */
  private returned = 0;
  /** Given back before, and not paid out yet. */
  private owed = 0;
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
    this.returned = this.owed = 0;
    if (rateBps !== null) this.tokens = Math.min(this.tokens, savings(rateBps, true));
  }

  /** Lets time pass: call every 50 to 100 ms. `wanted`: somebody waits for tokens. */
  refill(nowMs: number, wanted = true): void {
    const elapsedMs = Number.isNaN(this.lastMs) ? 0 : Math.min(MOST_ELAPSED_MS, Math.max(0, nowMs - this.lastMs));
    this.lastMs = Number.isNaN(this.lastMs) ? nowMs : Math.max(this.lastMs, nowMs);
    if (this.rate === null) return;
    const most = savings(this.rate, wanted);
    const brought = (this.rate * elapsedMs) / 1000 + this.payBack(wanted ? most : Number.POSITIVE_INFINITY, elapsedMs);
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
  /** Gives back what was not used after all (a request that was not answered). */
  giveBack(bytes: number): void {
    if (this.rate === null) return;
    this.tokens += bytes;
    this.returned += bytes;
  }

  /** Notes what of the returned bytes is beyond `most`, and says how much of all that comes again now. While nobody waits nothing is owed. */
  private payBack(most: number, elapsedMs: number): number {
    const rate = this.rate ?? 0;
    this.owed =
      most === Number.POSITIVE_INFINITY
        ? 0
        : Math.min(rate * MOST_OWED_SECONDS, this.owed + Math.max(0, Math.min(this.returned, this.tokens - most)));
    this.returned = 0;
    const paid = Math.min(this.owed, (rate * elapsedMs * PAID_BACK_SHARE) / 1000);
    this.owed -= paid;
    return paid;
  }
}

const savings = (rateBps: number, wanted: boolean): number =>
  wanted ? Math.max(LEAST_BYTES, rateBps * SAVED_SECONDS) : rateBps * SAVED_SECONDS;
