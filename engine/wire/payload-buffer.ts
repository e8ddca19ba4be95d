/**
 * Collects a payload of known length that comes in parts. Invariant: the memory held is bounded by twice the bytes
 * that have come (or 16 KiB), so that a claimed length alone costs nothing.
 */
const FIRST_BYTES = 16 * 1024;

export class PayloadBuffer {
  #bytes: Uint8Array;
  #have = 0;

  constructor(readonly lengthBytes: number) {
    this.#bytes = new Uint8Array(Math.min(lengthBytes, FIRST_BYTES));
  }

  get missingBytes(): number {
    return this.lengthBytes - this.#have;
  }

  /** Copies `view` in; it must not be longer than what is missing. */
  append(view: Uint8Array): void {
    const needed = this.#have + view.length;
    if (needed > this.#bytes.length) {
      const grown = new Uint8Array(Math.min(this.lengthBytes, Math.max(needed, this.#bytes.length * 2)));
      grown.set(this.#bytes.subarray(0, this.#have));
      this.#bytes = grown;
    }
    this.#bytes.set(view, this.#have);
    this.#have = needed;
  }

  /** The whole payload; the caller owns it. Only when nothing is missing. */
  take(): Uint8Array {
    return this.#bytes;
  }
}
