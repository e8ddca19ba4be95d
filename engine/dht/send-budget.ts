/**
 * What the DHT may send: 8,000 bytes a second on the average, savings of eight seconds for the burst of a few lookups.
 * Answers to others stop earlier than our own questions, or strangers could keep us from asking.
 */
const RATE_BPS = 8000;
const SAVED_BYTES = 8 * RATE_BPS;
/** Kept back for our own questions. */
const OURS_BYTES = SAVED_BYTES / 4;

export class SendBudget {
  private bytes = SAVED_BYTES;
  private atMs = Number.NaN;

  constructor(private readonly rateBps = RATE_BPS) {}

  mayAnswer(nowMs: number): boolean {
    this.refill(nowMs);
    return this.bytes > OURS_BYTES;
  }
  mayAsk(nowMs: number): boolean {
    this.refill(nowMs);
    return this.bytes > 0;
  }
  spend(bytes: number): void {
    this.bytes -= bytes;
  }
  /** Until something may be asked again. */
  waitMs(): number {
    return this.bytes > 0 ? 0 : Math.ceil(((1 - this.bytes) * 1000) / this.rateBps);
  }

  private refill(nowMs: number): void {
    const elapsedMs = Number.isNaN(this.atMs) ? 0 : Math.max(0, nowMs - this.atMs);
    this.atMs = nowMs;
    this.bytes = Math.min(SAVED_BYTES, this.bytes + (this.rateBps * elapsedMs) / 1000);
  }
}
