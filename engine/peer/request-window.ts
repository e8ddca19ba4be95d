/**
 * How many requests to keep under way with one peer: enough to cover bandwidth x delay, no more. Grows by one with
 * every block while the rate still rises (slow start), then follows the measured rate.
 */
import { BLOCK_BYTES } from '../base/block-size.js';

const START = 32;
const LEAST = 4;
/** Without word from the peer (`reqq`, BEP 10) nobody is asked for more than this at once. */
export const MOST_REQUESTS = 256;
/** Seconds of the measured rate that are kept under way. */
const QUEUE_SECONDS = 1.5;
/** Slow start ends when a second brings less than this more than the one before. */
const STILL_RISING = 1.1;

export class RequestWindow {
  private window = START;
  private cap = MOST_REQUESTS;
  private slowStart = true;
  private snubbed = false;
  private bytesThisSecond = 0;
  private lastSecondBps = 0;
  private secondStartedAt = Number.NaN;

  get size(): number {
    return this.window;
  }

  /** The peer said how many requests it queues. */
  setPeerQueue(requests: number): void {
    this.cap = Math.max(LEAST, Math.min(requests, MOST_REQUESTS));
    this.window = Math.min(this.window, this.cap);
  }

  /** A block came. */
  onBlock(bytes: number): void {
    this.bytesThisSecond += bytes;
    if (this.snubbed) this.restart();
    if (this.slowStart && this.window < this.cap) this.window++;
  }

  /** Call at least once a second. `throttled`: our own limit holds the peer back, so the rate says nothing about it. */
  onTick(nowMs: number, throttled: boolean): void {
    if (Number.isNaN(this.secondStartedAt)) {
      this.secondStartedAt = nowMs;
      return;
    }
    const elapsedMs = nowMs - this.secondStartedAt;
    if (elapsedMs < 1000) return;
    const bps = (this.bytesThisSecond * 1000) / elapsedMs;
    this.secondStartedAt = nowMs;
    this.bytesThisSecond = 0;
    if (throttled || this.snubbed) return;
    if (this.slowStart && bps > 0 && bps < this.lastSecondBps * STILL_RISING) this.slowStart = false;
    this.lastSecondBps = bps;
    if (!this.slowStart) this.window = Math.max(LEAST, Math.min(this.cap, Math.ceil((bps * QUEUE_SECONDS) / BLOCK_BYTES)));
  }

  /** The peer let requests time out: until a block comes it is tried with one at a time. */
  snub(): void {
    this.window = 1;
    this.snubbed = true;
  }

  /** The peer choked us, or is back after it had let requests time out: start small again. */
  restart(): void {
    this.snubbed = false;
    this.window = Math.min(START, this.cap);
    this.slowStart = true;
    this.lastSecondBps = 0;
  }
}
