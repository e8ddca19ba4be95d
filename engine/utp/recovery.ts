/**
 * Which packets are lost (BEP 29, "packet loss"; RFC 8985). A packet is lost when three sent after it arrived, as long as
 * nothing has been seen out of order; after that, when one sent after it arrived and it had a part of the round trip more.
 * Going by when packets were sent last, it also finds what was lost a second time without waiting for a time-out.
 */
import type { RoundTrip } from './rtt.js';
import type { SendWindow } from './send-window.js';
import { sequenceAfter, sequenceDistance } from './sequence.js';

/** BEP 29. */
const ARRIVED_AFTER = 3;
/** Where packets come out of order, one is given quarters of the round trip; more when that was too few. */
const MOST_QUARTERS = 16;
const QUARTER = 0.25;
/** An answer sooner than this share of the shortest round trip was not to the last sending. */
const TOO_SOON = 0.8;

export class Recovery {
  /** The packet that was sent last among those that arrived. */
  private newestSentAtMs = Number.NEGATIVE_INFINITY;
  private newest = 0;
  /** How long that one took. */
  private newestTookMs = 0;
  /** 0: everything has come in order. */
  private quarters = 0;
  /** When a packet that may only be late is lost; Infinity: there is none. */
  deadlineMs = Number.POSITIVE_INFINITY;
  /** A packet that was held to be lost was only late: told once. */
  private mistaken = false;

  constructor(
    private readonly window: SendWindow,
    private readonly roundTrip: RoundTrip,
  ) {}

  /** Whether a packet was sent again in vain since the last call. */
  takeMistake(): boolean {
    const { mistaken } = this;
    this.mistaken = false;
    return mistaken;
  }

  /** A packet arrived; call before the window lets go of it. */
  onAcked(sequence: number, nowMs: number): void {
    const { window } = this;
    const sentAtMs = window.sentAtMs(sequence);
    const sends = window.sendCount(sequence);
    const tookMs = nowMs - sentAtMs;
    if (sends > 1 && tookMs < this.roundTrip.shortestMs * TOO_SOON) {
      // the answer is to an earlier sending, so it says nothing about this one
      this.mistaken = true;
      this.quarters = Math.min(MOST_QUARTERS, this.quarters * 2 || 1);
      return;
    }
    if (sends === 1 && this.quarters === 0 && sequenceDistance(sequence, window.highestAcked) > 0) this.quarters = 1;
    if (sentAtMs < this.newestSentAtMs || (sentAtMs === this.newestSentAtMs && sequenceDistance(this.newest, sequence) <= 0)) return;
    this.newestSentAtMs = sentAtMs;
    this.newest = sequence;
    this.newestTookMs = tookMs;
  }

  /** Marks the packets that are lost now; returns when the last of them was sent, `except` left out, -Infinity when there is none. */
  findLost(nowMs: number, except = -1): number {
    const { window } = this;
    this.deadlineMs = Number.POSITIVE_INFINITY;
    let lastSentAtMs = Number.NEGATIVE_INFINITY;
    let arrivedAfter = this.countArrived();
    if (arrivedAfter === 0 && !this.wasSentLater()) return lastSentAtMs;
    const graceMs = this.graceMs;
    for (let sequence = window.first; sequence !== window.next; sequence = sequenceAfter(sequence, 1)) {
      if (window.isAcked(sequence)) {
        arrivedAfter--;
        continue;
      }
      if (window.isLost(sequence) || !this.isBefore(sequence)) continue;
      const sentAtMs = window.sentAtMs(sequence);
      const byCount = this.quarters === 0 && arrivedAfter >= ARRIVED_AFTER && window.sendCount(sequence) === 1;
      const lostAtMs = sentAtMs + this.newestTookMs + graceMs;
      if (byCount || nowMs >= lostAtMs) {
        window.markLost(sequence);
        if (sequence !== except) lastSentAtMs = Math.max(lastSentAtMs, sentAtMs);
      } else this.deadlineMs = Math.min(this.deadlineMs, lostAtMs);
    }
    return lastSentAtMs;
  }

  /** How much longer than others a packet may take. */
  private get graceMs(): number {
    const { shortestMs, smoothedMs } = this.roundTrip;
    const quarter = shortestMs * QUARTER;
    return Math.min(smoothedMs, quarter * Math.max(1, this.quarters));
  }
  /** It was sent before the newest that arrived. */
  private isBefore(sequence: number): boolean {
    const sentAtMs = this.window.sentAtMs(sequence);
    return sentAtMs < this.newestSentAtMs || (sentAtMs === this.newestSentAtMs && sequenceDistance(sequence, this.newest) > 0);
  }
  /** The oldest packet under way was sent before something that arrived. */
  private wasSentLater(): boolean {
    return this.window.outstanding > 0 && this.isBefore(this.window.first);
  }
  private countArrived(): number {
    const { window } = this;
    if (window.outstanding === 0 || sequenceDistance(window.first, window.highestAcked) <= 0) return 0;
    let count = 0;
    const end = sequenceAfter(window.highestAcked, 1);
    for (let sequence = window.first; sequence !== end; sequence = sequenceAfter(sequence, 1)) if (window.isAcked(sequence)) count++;
    return count;
  }
}
