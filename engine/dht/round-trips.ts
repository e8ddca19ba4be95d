/** How long answers take, measured over all nodes as TCP does it (RFC 6298): who takes longer than nearly all is slow, and others are asked beside it. */
/** Before anything was measured. */
const FIRST_MS = 1000;
const LEAST_MS = 200;
const MOST_MS = 2500;
/** After so many slow times nobody waits for the answer any more. */
const LOST_TIMES = 4;
const LEAST_LOST_MS = 2000;

export class RoundTrips {
  private smoothMs = Number.NaN;
  private deviationMs = 0;

  add(rttMs: number): void {
    if (Number.isNaN(this.smoothMs)) {
      this.smoothMs = rttMs;
      this.deviationMs = rttMs / 2;
      return;
    }
    this.deviationMs += (Math.abs(rttMs - this.smoothMs) - this.deviationMs) / 4;
    this.smoothMs += (rttMs - this.smoothMs) / 8;
  }

  /** Who has not answered by then is slow. */
  get slowMs(): number {
    if (Number.isNaN(this.smoothMs)) return FIRST_MS;
    return Math.min(MOST_MS, Math.max(LEAST_MS, this.smoothMs + 4 * this.deviationMs));
  }
  /** Who has not answered by then has failed. */
  get lostMs(): number {
    return Math.max(LEAST_LOST_MS, LOST_TIMES * this.slowMs);
  }
}
