/** Unsigned integers in network byte order, read from and written into byte arrays without allocating. Bounds are the caller's business. */

/** The 16-bit number at `at`. */
export function readUint16(bytes: Uint8Array, at: number): number {
  return ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
}

/** The 32-bit number at `at`, 0..2^32-1. */
export function readUint32(bytes: Uint8Array, at: number): number {
  return (((bytes[at] ?? 0) << 24) | ((bytes[at + 1] ?? 0) << 16) | ((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0)) >>> 0;
}

/** Writes 16 bits and returns the offset after them. */
export function writeUint16(out: Uint8Array, at: number, value: number): number {
  out[at] = (value >>> 8) & 0xff;
  out[at + 1] = value & 0xff;
  return at + 2;
}

/** Writes 32 bits and returns the offset after them. */
export function writeUint32(out: Uint8Array, at: number, value: number): number {
  out[at] = (value >>> 24) & 0xff;
  out[at + 1] = (value >>> 16) & 0xff;
  out[at + 2] = (value >>> 8) & 0xff;
  out[at + 3] = value & 0xff;
  return at + 4;
}

/** Writes a whole number up to 2^53-1 as 64 bits and returns the offset after them. */
export function writeUint64(out: Uint8Array, at: number, value: number): number {
  writeUint32(out, at, Math.floor(value / 4_294_967_296));
  return writeUint32(out, at + 4, value % 4_294_967_296);
}
