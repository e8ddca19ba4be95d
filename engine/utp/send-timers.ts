/** When a connection with packets under way must act although nothing came (BEP 29, "timeouts"). */
import type { RoundTrip } from './rtt.js';

/** A last packet that stays unanswered for so many round trips is sent again, ahead of the time-out (RFC 8985, "tail loss probe"). */
const TAIL_ROUND_TRIPS = 2;
const LEAST_TAIL_MS = 10;
/** What a peer may take until it acknowledges a single packet. */
const PEER_ACK_DELAY_MS = 100;
const NEVER = Number.POSITIVE_INFINITY;

export class SendTimers {
  /** Silence until then means that all is lost. */
  timeoutAtMs = NEVER;
  /** The last packet is sent again then. */
  tailAtMs = NEVER;
  private tailSent = false;

  constructor(private readonly roundTrip: RoundTrip) {}

  /** Packets went; `outstanding` are not acknowledged. */
  onSent(outstanding: number, nowMs: number): void {
    if (this.timeoutAtMs === NEVER) this.timeoutAtMs = nowMs + this.roundTrip.timeoutMs;
    this.armTail(outstanding, nowMs);
  }
  /** Something came through. */
  onProgress(outstanding: number, nowMs: number): void {
    this.tailSent = false;
    this.timeoutAtMs = outstanding > 0 ? nowMs + this.roundTrip.timeoutMs : NEVER;
    if (outstanding > 0) this.armTail(outstanding, nowMs);
    else this.tailAtMs = NEVER;
  }
  /** The last packet was sent again: once until something comes through. */
  onTailSent(): void {
    this.tailSent = true;
    this.tailAtMs = NEVER;
  }
  /** A time-out was dealt with, and the next one begins. */
  restart(nowMs: number): void {
    this.timeoutAtMs = nowMs + this.roundTrip.timeoutMs;
    this.tailAtMs = NEVER;
  }
  stop(): void {
    this.timeoutAtMs = NEVER;
    this.tailAtMs = NEVER;
  }

  private armTail(outstanding: number, nowMs: number): void {
    if (this.tailSent || !this.roundTrip.isKnown) return;
    const waitMs = Math.max(LEAST_TAIL_MS, TAIL_ROUND_TRIPS * this.roundTrip.smoothedMs);
    this.tailAtMs = nowMs + waitMs + (outstanding === 1 ? PEER_ACK_DELAY_MS : 0);
  }
}
