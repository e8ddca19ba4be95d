/**
 * The two ends of a host's wire. The uplink takes turns among the streams that have something to send, a segment at a
 * time; the downlink hands segments over in the order in which they came. Rates in bytes a second, null is no limit.
 */
import type { Clock } from '../../../engine/base/ports.js';

/** What an uplink sends for. */
export interface Sender {
  /** The next bytes to send, copied at this very moment; null when there is nothing, or the other side must take some first. */
  takeSegment(): Uint8Array | null;
  /** The segment is on its way. */
  onSegmentSent(segment: Uint8Array): void;
}

export class Uplink {
  private readonly ready: Sender[] = [];
  private busy = false;
  /** Bytes ever sent. */
  sentBytes = 0;

  constructor(
    private readonly clock: Clock,
    public rateBps: number | null,
  ) {}

  /** The sender has something to send (or may have). */
  wake(sender: Sender): void {
    if (!this.ready.includes(sender)) this.ready.push(sender);
    this.pump();
  }

  private pump(): void {
    while (!this.busy) {
      const sender = this.ready.shift();
      if (sender === undefined) return;
      const segment = sender.takeSegment();
      if (segment === null) continue;
      this.busy = true;
      this.clock.after(durationMs(segment.length, this.rateBps), () => {
        this.busy = false;
        this.sentBytes += segment.length;
        this.ready.push(sender);
        sender.onSegmentSent(segment);
        this.pump();
      });
    }
  }
}

export class Downlink {
  private readonly queue: { readonly bytes: number; readonly arrive: () => void }[] = [];
  private busy = false;

  constructor(
    private readonly clock: Clock,
    public rateBps: number | null,
  ) {}

  /** Runs `arrive` once these bytes, and all that came before, are through. */
  push(bytes: number, arrive: () => void): void {
    this.queue.push({ bytes, arrive });
    this.pump();
  }

  private pump(): void {
    while (!this.busy) {
      const next = this.queue.shift();
      if (next === undefined) return;
      const ms = durationMs(next.bytes, this.rateBps);
      if (ms === 0) {
        next.arrive();
        continue;
      }
      this.busy = true;
      this.clock.after(ms, () => {
        this.busy = false;
        next.arrive();
        this.pump();
      });
    }
  }
}

const durationMs = (bytes: number, rateBps: number | null): number => (rateBps === null ? 0 : (bytes * 1000) / rateBps);
