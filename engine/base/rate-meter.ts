/** Smoothed transfer rate: bytes in half-second slots over the last five seconds. Adding is two writes, no allocation. */
const SLOT_MS = 500;
const SLOTS = 10;

/** What moves nothing needs no slots; there are thousands of those. */
const NO_SLOTS = new Float64Array(0);

export class RateMeter {
  private slots = NO_SLOTS;
  private slot = -1;
  private startedAt = 0;
  /** Everything ever added, bytes. */
  total = 0;

  add(bytes: number, nowMs: number): void {
    this.advance(nowMs);
    const at = this.slot % SLOTS;
    this.slots[at] = (this.slots[at] ?? 0) + bytes;
    this.total += bytes;
  }

  /** Bytes a second over the window (or since the first byte, if that is shorter, but at least one second). */
  bps(nowMs: number): number {
    if (this.slot < 0) return 0;
    this.advance(nowMs);
    let sum = 0;
    for (let i = 0; i < SLOTS; i++) sum += this.slots[i] ?? 0;
    if (sum === 0) return 0;
    const spanMs = Math.min(nowMs - this.startedAt, (SLOTS - 1) * SLOT_MS + (nowMs % SLOT_MS));
    return (sum * 1000) / Math.max(spanMs, 1000);
  }

  private advance(nowMs: number): void {
    const slot = Math.floor(nowMs / SLOT_MS);
    if (this.slot < 0) {
      this.slots = new Float64Array(SLOTS);
      this.slot = slot;
      this.startedAt = nowMs;
      return;
    }
    const steps = Math.min(slot - this.slot, SLOTS);
    for (let i = 1; i <= steps; i++) this.slots[(this.slot + i) % SLOTS] = 0;
    if (slot > this.slot) this.slot = slot;
  }
}
