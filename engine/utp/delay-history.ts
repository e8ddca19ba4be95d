/**
 * One-way delays by two clocks that have nothing in common but their pace: what counts is how far a delay lies above
 * the least of the last minutes (BEP 29, "congestion control"). All numbers are microseconds on a circle of 32 bits.
 */
import { timestampDistance } from './sequence.js';

const PERIOD_MS = 60_000;
/** The base is the least of this many periods. */
const PERIODS = 13;
/** The present delay is the least of the last few: a single late packet says nothing. */
const SAMPLES = 3;

export class DelayHistory {
  private readonly periods = new Uint32Array(PERIODS);
  private readonly recent = new Uint32Array(SAMPLES);
  private period = 0;
  private sample = 0;
  private least = 0;
  private periodEndsAtMs = Number.NaN;

  get isKnown(): boolean {
    return !Number.isNaN(this.periodEndsAtMs);
  }
  /** The least delay of the last minutes, as the clocks show it. */
  get baseUs(): number {
    return this.least;
  }
  /** How much longer than the least packets take now. */
  get queueingUs(): number {
    let queueing = Number.POSITIVE_INFINITY;
    for (const delay of this.recent) queueing = Math.min(queueing, Math.max(0, timestampDistance(this.least, delay)));
    return queueing;
  }

  add(delayUs: number, nowMs: number): void {
    if (!this.isKnown) {
      this.periods.fill(delayUs);
      this.recent.fill(delayUs);
      this.least = delayUs;
      this.periodEndsAtMs = nowMs + PERIOD_MS;
      return;
    }
    this.sample = (this.sample + 1) % SAMPLES;
    this.recent[this.sample] = delayUs;
    if (nowMs >= this.periodEndsAtMs) {
      this.periodEndsAtMs = nowMs + PERIOD_MS;
      this.period = (this.period + 1) % PERIODS;
      this.periods[this.period] = delayUs;
      this.findLeast();
    } else if (timestampDistance(this.periods[this.period] ?? 0, delayUs) < 0) {
      this.periods[this.period] = delayUs;
      if (timestampDistance(this.least, delayUs) < 0) this.least = delayUs;
    }
  }

  /** The clocks were found to drift apart: the base of this direction has grown. */
  shift(byUs: number): void {
    for (let i = 0; i < PERIODS; i++) this.periods[i] = (this.periods[i] ?? 0) + byUs;
    this.findLeast();
  }

  private findLeast(): void {
    let [least = 0] = this.periods;
    for (const delay of this.periods) if (timestampDistance(least, delay) < 0) least = delay;
    this.least = least;
  }
}
