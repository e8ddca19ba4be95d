/** Small messages gathered during a turn and sent as one write. Grows as needed; payload blocks never pass through it. */
export class Outbox {
  private buffer = new Uint8Array(1024);
  private used = 0;

  get size(): number {
    return this.used;
  }

  /** Room for `bytes` more; the caller writes there at the returned offset of `bytes()`. */
  reserve(bytes: number): number {
    const at = this.used;
    if (at + bytes > this.buffer.length) {
      const grown = new Uint8Array(Math.max(this.buffer.length * 2, at + bytes));
      grown.set(this.buffer.subarray(0, at));
      this.buffer = grown;
    }
    this.used = at + bytes;
    return at;
  }
  bytes(): Uint8Array {
    return this.buffer;
  }
  append(message: Uint8Array): void {
    const at = this.reserve(message.length); // may replace the buffer, so before bytes()
    this.buffer.set(message, at);
  }

  /** Everything gathered, as an own copy; null when empty. */
  take(): Uint8Array | null {
    if (this.used === 0) return null;
    const out = this.buffer.slice(0, this.used);
    this.used = 0;
    if (this.buffer.length > 64 * 1024) this.buffer = new Uint8Array(1024);
    return out;
  }
}
