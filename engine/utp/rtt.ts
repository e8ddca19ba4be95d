/**
 * The round trip and the time after which silence means loss (BEP 29, "timeouts"; RFC 6298). Only packets that were
 * sent once are measured (Karn): an answer to others may be to any of the times.
 */

const FIRST_TIMEOUT_MS = 1000;
/** BEP 29. */
const LEAST_TIMEOUT_MS = 500;
const MOST_TIMEOUT_MS = 16_000;
/** The shortest round trip is that of the last one to two of these: routes change. */
const FORGET_AFTER_MS = 60_000;

export class RoundTrip {
  private smoothed = Number.NaN;
  private deviation = 0;
  private shortest = Number.POSITIVE_INFINITY;
  private shortestBefore = Number.POSITIVE_INFINITY;
  private periodEndsAtMs = Number.NEGATIVE_INFINITY;
  private backoff = 0;

  /** Smoothed, ms; NaN before the first sample. */
  get smoothedMs(): number {
    return this.smoothed;
  }
  /** The shortest of late, ms; Infinity before the first sample. */
  get shortestMs(): number {
    return Math.min(this.shortest, this.shortestBefore);
  }
  get isKnown(): boolean {
    return !Number.isNaN(this.smoothed);
  }
  /** How long to wait for an answer now, ms. */
  get timeoutMs(): number {
    const base = this.isKnown ? Math.max(LEAST_TIMEOUT_MS, this.smoothed + 4 * this.deviation) : FIRST_TIMEOUT_MS;
    return Math.min(MOST_TIMEOUT_MS, base * 2 ** this.backoff);
  }
  /** Time-outs in a row. */
  get timeouts(): number {
    return this.backoff;
  }

  /** A packet that was sent once was acknowledged. */
  onSample(ms: number, nowMs: number): void {
    if (this.isKnown) {
      this.deviation += (Math.abs(this.smoothed - ms) - this.deviation) / 4;
      this.smoothed += (ms - this.smoothed) / 8;
    } else {
      this.smoothed = ms;
      this.deviation = ms / 2;
    }
    if (nowMs >= this.periodEndsAtMs) {
      this.shortestBefore = this.shortest;
      this.shortest = Number.POSITIVE_INFINITY;
      this.periodEndsAtMs = nowMs + FORGET_AFTER_MS;
    }
    this.shortest = Math.min(this.shortest, ms);
  }
  /** Something came through. */
  onProgress(): void {
    this.backoff = 0;
  }
  onTimeout(): void {
    this.backoff++;
  }
}
