/**
 * One direction of a line that loses, delays, doubles and reorders what is pushed into it: first a queue in front of a
 * limited rate, then the way itself. Everything random is seeded.
 */
import type { Clock, Random } from '../../../engine/base/ports.js';

export interface PipeOptions {
  /** One way. */
  readonly delayMs?: number;
  /** Added to each at random: what is pushed close together then comes out of order. */
  readonly jitterMs?: number;
  /** Shares, 0..1. */
  readonly loss?: number;
  readonly duplicates?: number;
  /** Bytes a second; null is no limit. */
  readonly rateBps?: number | null;
  /** What waits for its turn; beyond that it is dropped. */
  readonly queueBytes?: number;
}

/** IP and UDP headers: on the line, though nobody is handed them. */
const HEADERS_BYTES = 28;

export class VirtualPipe {
  /** When the line is free again. */
  private freeAtMs = 0;
  readonly counts = { pushed: 0, pushedBytes: 0, lost: 0, dropped: 0, doubled: 0, mostQueuedMs: 0 };

  constructor(
    private readonly clock: Clock,
    private readonly random: Random,
    public options: PipeOptions = {},
  ) {}

  /** How long what is pushed now waits for the line. */
  get queuedMs(): number {
    return Math.max(0, this.freeAtMs - this.clock.now());
  }

  /** Sends something of `bytes`; `arrive` is called when it comes out, once, twice or never. False: the queue is full. */
  push(bytes: number, arrive: () => void): boolean {
    const { delayMs = 0, duplicates = 0, jitterMs = 0, loss = 0, queueBytes = Number.POSITIVE_INFINITY, rateBps = null } = this.options;
    const { counts, random } = this;
    counts.pushed++;
    counts.pushedBytes += bytes;
    const { queuedMs } = this;
    if (rateBps !== null) {
      if ((queuedMs * rateBps) / 1000 > queueBytes) {
        counts.dropped++;
        return false;
      }
      this.freeAtMs = this.clock.now() + queuedMs + ((bytes + HEADERS_BYTES) * 1000) / rateBps;
    }
    const sentMs = rateBps === null ? 0 : this.queuedMs;
    counts.mostQueuedMs = Math.max(counts.mostQueuedMs, queuedMs);
    if (random.next() < loss) {
      counts.lost++;
      return true;
    }
    const times = random.next() < duplicates ? 2 : 1;
    if (times === 2) counts.doubled++;
    for (let i = 0; i < times; i++) this.clock.after(sentMs + delayMs + random.next() * jitterMs, arrive);
    return true;
  }
}
