/**
 * How much a peer may have under way to us. It begins small and is doubled while a round trip brings half of it, so that
 * it is no limit on a long fat line and no more than that on a short one, where a burst would only overflow the
 * system's buffer.
 */

const FIRST_BYTES = 256 * 1024;
const MOST_BYTES = 4 * 1024 * 1024;
/** Shorter round trips are not told from the pauses between two looks at the socket. */
const LEAST_ROUND_MS = 10;
const UNKNOWN_ROUND_MS = 100;

export class ReceiveWindow {
  /** Bytes under way and held here together. */
  bytes = FIRST_BYTES;
  private roundEndsAtMs = Number.NEGATIVE_INFINITY;
  private came = 0;

  /** Payload came in order; `roundTripMs` is NaN where it is not known. */
  onBytes(bytes: number, roundTripMs: number, nowMs: number): void {
    if (nowMs >= this.roundEndsAtMs) {
      if (this.came > this.bytes / 2) this.bytes = Math.min(MOST_BYTES, this.bytes * 2);
      this.came = 0;
      this.roundEndsAtMs = nowMs + Math.max(LEAST_ROUND_MS, Number.isNaN(roundTripMs) ? UNKNOWN_ROUND_MS : roundTripMs);
    }
    this.came += bytes;
  }
}
