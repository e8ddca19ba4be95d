/**
 * Limits on what one address may make us do. Fifty messages in ten seconds, and it is not heard for five minutes. And
 * nobody is made a victim through us: a sender's address can be forged, so what is sent to one is, but for a first
 * answer, at most five times what came from it.
 */
const WINDOW_MS = 10_000;
const MOST_IN_WINDOW = 50;
const BLOCK_MS = 300_000;
/** What is sent for each byte that came; headers of IP and UDP count too. */
const FACTOR = 5;
const HEADER_BYTES = 28;
/** Before anything is known of an address: room for one full answer. */
const FIRST_BYTES = 1500;
const MOST_SAVED_BYTES = 6000;
/** Looked at in a second, of all together: far more than an honest network sends, far less than would be felt. */
const MOST_A_SECOND = 2000;
/** Addresses remembered; the oldest are forgotten first. */
const MOST_ADDRESSES = 2000;

interface Record {
  windowAtMs: number;
  count: number;
  savedBytes: number;
}

export class FloodGuard {
  private readonly records = new Map<string, Record>();
  private readonly blocked = new Map<string, number>();

  private secondAtMs = 0;
  private inSecond = 0;

  /** Counts a datagram from anywhere: whether it is one too many. */
  isOverloaded(nowMs: number): boolean {
    if (nowMs - this.secondAtMs >= 1000) {
      this.secondAtMs = nowMs;
      this.inSecond = 0;
    }
    return ++this.inSecond > MOST_A_SECOND;
  }

  /** A datagram came from the address (a key): whether it is to be heard. */
  admit(host: string, bytes: number, nowMs: number): boolean {
    if (this.isBlocked(host, nowMs)) return false;
    const record = this.recordOf(host, nowMs);
    record.count++;
    record.savedBytes = Math.min(MOST_SAVED_BYTES, record.savedBytes + FACTOR * (bytes + HEADER_BYTES));
    if (record.count < MOST_IN_WINDOW) return true;
    this.records.delete(host);
    remember(this.blocked, host, nowMs + BLOCK_MS);
    return false;
  }

  isBlocked(host: string, nowMs: number): boolean {
    const until = this.blocked.get(host);
    if (until === undefined) return false;
    if (nowMs < until) return true;
    this.blocked.delete(host);
    return false;
  }

  /** Bytes that may be sent to it now in answer. */
  allowance(host: string): number {
    return (this.records.get(host)?.savedBytes ?? 0) - HEADER_BYTES;
  }
  /** So many were. */
  spend(host: string, bytes: number): void {
    const record = this.records.get(host);
    if (record !== undefined) record.savedBytes -= bytes + HEADER_BYTES;
  }

  private recordOf(host: string, nowMs: number): Record {
    const known = this.records.get(host);
    if (known === undefined) {
      const record = { windowAtMs: nowMs, count: 0, savedBytes: FIRST_BYTES };
      remember(this.records, host, record);
      return record;
    }
    if (nowMs - known.windowAtMs >= WINDOW_MS) {
      known.windowAtMs = nowMs;
      known.count = 0;
      remember(this.records, host, known); // the longest unheard go first
    }
    return known;
  }
}

function remember<T>(map: Map<string, T>, host: string, value: T): void {
  map.delete(host);
  map.set(host, value);
  const [oldest] = map.keys();
  if (map.size > MOST_ADDRESSES && oldest !== undefined) map.delete(oldest);
}
