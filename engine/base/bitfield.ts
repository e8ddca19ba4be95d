/**
 * A set of piece (or block) indexes as bits, most significant first: the same layout as on the wire and in
 * resume records (BEP 3). Spare bits at the end are always zero. An all-ones set is kept as a flag, not as bytes.
 */
const POPCOUNT = new Uint8Array(256);
for (let i = 1; i < 256; i++) POPCOUNT[i] = (POPCOUNT[i >> 1] ?? 0) + (i & 1);

export class Bitfield {
  private bits: Uint8Array | null;
  private ones: number;

  /** An empty (or, with `full`, complete) set over `size` indexes. */
  constructor(
    readonly size: number,
    full = false,
  ) {
    this.bits = full ? null : new Uint8Array((size + 7) >> 3);
    this.ones = full ? size : 0;
  }

  /** Reads wire bytes; null when the length is wrong or a spare bit is set. The bytes are copied. */
  static fromWire(bytes: Uint8Array, size: number): Bitfield | null {
    if (bytes.length !== (size + 7) >> 3) return null;
    const spare = bytes.length * 8 - size;
    if (spare > 0 && ((bytes[bytes.length - 1] ?? 0) & ((1 << spare) - 1)) !== 0) return null;
    const field = new Bitfield(size);
    const own = new Uint8Array(bytes); // a Buffer's slice would be no copy
    let ones = 0;
    for (let i = 0; i < own.length; i++) ones += POPCOUNT[own[i] ?? 0] ?? 0;
    field.bits = ones === size ? null : own;
    field.ones = ones;
    return field;
  }

  get count(): number {
    return this.ones;
  }
  get isFull(): boolean {
    return this.ones === this.size;
  }
  get isEmpty(): boolean {
    return this.ones === 0;
  }

  has(index: number): boolean {
    if (index < 0 || index >= this.size) return false;
    return this.bits === null || ((this.bits[index >> 3] ?? 0) & (0x80 >> (index & 7))) !== 0;
  }

  /** Adds an index; true when it was not there. */
  add(index: number): boolean {
    if (this.bits === null || index < 0 || index >= this.size) return false;
    const byte = this.bits[index >> 3] ?? 0;
    const mask = 0x80 >> (index & 7);
    if ((byte & mask) !== 0) return false;
    this.bits[index >> 3] = byte | mask;
    this.ones++;
    if (this.ones === this.size) this.bits = null;
    return true;
  }

  /** Adds every index of another set over as many indexes; a byte at a time. */
  addAll(other: Bitfield): void {
    if (this.bits === null || other.size !== this.size) return;
    if (other.bits === null) {
      this.bits = null;
      this.ones = this.size;
      return;
    }
    let ones = 0;
    for (let at = 0; at < this.bits.length; at++) {
      const byte = (this.bits[at] ?? 0) | (other.bits[at] ?? 0);
      this.bits[at] = byte;
      ones += POPCOUNT[byte] ?? 0;
    }
    this.ones = ones;
    if (ones === this.size) this.bits = null;
  }

  /** Takes an index out; true when it was there. */
  remove(index: number): boolean {
    if (!this.has(index)) return false;
    const bits = this.bits ?? this.toWire();
    bits[index >> 3] = (bits[index >> 3] ?? 0) & ~(0x80 >> (index & 7));
    this.bits = bits;
    this.ones--;
    return true;
  }

  /** The first index in [from, end) that is here; -1 when there is none. */
  next(from: number, end: number): number {
    if (this.bits === null) return from < Math.min(end, this.size) ? from : -1;
    let cut = 0xff >> (from & 7);
    for (let at = from >> 3; at * 8 < end; at++) {
      const byte = (this.bits[at] ?? 0) & cut;
      if (byte !== 0) {
        const index = at * 8 + Math.clz32(byte) - 24;
        return index < end ? index : -1;
      }
      cut = 0xff;
    }
    return -1;
  }

  /**
   * The first index from `from` on that is here and in `mask` (a set in the wire layout); -1 when there is none. Looks
   * at `most` bytes of eight indexes at most, so that looking through a large torrent can be done in parts.
   */
  nextIn(mask: Uint8Array, from: number, most: number): number {
    const first = from >> 3;
    const end = Math.min(mask.length, first + most);
    let cut = 0xff >> (from & 7);
    for (let at = first; at < end; at++) {
      const both = (mask[at] ?? 0) & (this.bits === null ? 0xff : (this.bits[at] ?? 0)) & cut;
      if (both !== 0) return at * 8 + Math.clz32(both) - 24;
      cut = 0xff;
    }
    return -1;
  }

  /** The wire form; a copy. */
  toWire(): Uint8Array {
    if (this.bits !== null) return this.bits.slice();
    const bytes = new Uint8Array((this.size + 7) >> 3).fill(255);
    const spare = bytes.length * 8 - this.size;
    if (spare > 0) bytes[bytes.length - 1] = 255 << spare;
    return bytes;
  }

  clone(): Bitfield {
    const copy = new Bitfield(this.size, this.bits === null);
    if (this.bits !== null) copy.bits = this.bits.slice();
    copy.ones = this.ones;
    return copy;
  }
}
