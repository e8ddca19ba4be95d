/**
 * How many requests to keep under way with one peer: its measured rate times the round trip, and a second's worth
 * more against jitter. Grows by one with every block while the rate still rises (slow start), then follows the rate.
 */
import { BLOCK_BYTES } from '../base/block-size.js';

const START = 32;
const LEAST = 4;
/** Nobody is asked for more than this at once, except over a line that holds more than that in flight. */
export const MOST_REQUESTS = 256;
/** Nor for more than this in any case, and only a peer that said that it queues so many (`reqq`, BEP 10). */
export const LARGEST_WINDOW = 512;
/** Seconds of the measured rate that are kept under way beside the round trip. */
const QUEUE_SECONDS = 1;
/** Round trip that is assumed before the first answer, ms. */
const UNKNOWN_RTT_MS = 500;
/** Longer than this it is no round trip but a peer that lets us wait. */
const MOST_RTT_MS = 5000;
/** Slow start ends when a second brings less than this more than the one before. */
const STILL_RISING = 1.1;

export class RequestWindow {
  private window = START;
  private peerQueue = MOST_REQUESTS;
  private slowStart = true;
  private snubbed = false;
  private bytesThisSecond = 0;
  private lastSecondBps = 0;
  private secondStartedAt = Number.NaN;
  /** The shortest time that an answer has taken: what is waited in the peer's queue is not round trip. */
  private rtt = Number.NaN;

  get size(): number {
    return this.window;
  }
  /** It let requests time out and has sent no block since. */
  get isSnubbed(): boolean {
    return this.snubbed;
  }
  /** Shortest time from a request to its block, ms; NaN before the first. */
  get rttMs(): number {
    return this.rtt;
  }
  /** Payload rate of the last whole second, bytes a second. */
  get rateBps(): number {
    return this.lastSecondBps;
  }

  /** The peer said how many requests it queues. */
  setPeerQueue(requests: number): void {
    this.peerQueue = Math.max(LEAST, Math.min(requests, LARGEST_WINDOW));
    this.window = Math.min(this.window, this.peerQueue);
  }

  /** A block that was asked for began to come, `afterMs` after the request was sent. */
  onAnswer(afterMs: number): void {
    if (!(afterMs >= this.rtt)) this.rtt = Math.min(afterMs, MOST_RTT_MS);
  }

  /** A block came. */
  onBlock(bytes: number): void {
    this.bytesThisSecond += bytes;
    if (this.snubbed) this.restart();
    if (this.slowStart && this.window < Math.min(this.peerQueue, MOST_REQUESTS)) this.window++;
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
    if (!this.slowStart) this.window = this.forRate(bps / BLOCK_BYTES);
  }

  /** The peer let requests time out: until a block comes it is tried with one at a time. */
  snub(): void {
    this.window = 1;
    this.snubbed = true;
  }

  /** The peer choked us, or is back after it had let requests time out: start small again. */
  restart(): void {
    this.snubbed = false;
    this.window = Math.min(START, this.peerQueue);
    this.slowStart = true;
    this.lastSecondBps = 0;
  }

  private forRate(blocksASecond: number): number {
    const known = !Number.isNaN(this.rtt);
    const inFlight = (blocksASecond * (known ? this.rtt : UNKNOWN_RTT_MS)) / 1000;
    // twice what the line holds: one half travels while the other is being asked for
    const most = Math.min(this.peerQueue, Math.max(MOST_REQUESTS, known ? 2 * inFlight : 0));
    return Math.max(LEAST, Math.ceil(Math.min(most, inFlight + blocksASecond * QUEUE_SECONDS)));
  }
}
