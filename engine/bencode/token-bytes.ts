/** Reading single bencode tokens that a scan has already found well-formed (BEP 3). */

const COLON = 0x3a;
const MINUS = 0x2d;
const ZERO = 0x30;

/** Where the content of the string that starts at `start` begins. */
export function contentStart(bytes: Uint8Array, start: number): number {
  let at = start;
  while (bytes[at] !== COLON && at < bytes.length) at++;
  return at + 1;
}

/** The decimal number in [start, end): a bigint only where a number would not be exact. */
export function parseInteger(bytes: Uint8Array, start: number, end: number): number | bigint {
  const negative = bytes[start] === MINUS;
  const first = negative ? start + 1 : start;
  if (end - first > 15) {
    const exact = BigInt(String.fromCharCode(...bytes.subarray(start, end)));
    const plain = Number(exact);
    return Number.isSafeInteger(plain) ? plain : exact;
  }
  let value = 0;
  for (let at = first; at < end; at++) value = value * 10 + ((bytes[at] ?? ZERO) - ZERO);
  return negative ? -value : value;
}

/** Byte order of [aStart, aEnd) against [bStart, bEnd): negative, zero or positive. */
export function compareBytes(bytes: Uint8Array, aStart: number, aEnd: number, bStart: number, bEnd: number): number {
  const shared = Math.min(aEnd - aStart, bEnd - bStart);
  for (let i = 0; i < shared; i++) {
    const difference = (bytes[aStart + i] ?? 0) - (bytes[bStart + i] ?? 0);
    if (difference !== 0) return difference;
  }
  return aEnd - aStart - (bEnd - bStart);
}

/** Whether every byte of [start, end) is below 0x80. */
export function isAscii(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if ((bytes[at] ?? 0) > 0x7f) return false;
  return true;
}

const PROTO = '__proto__';

/** Whether [start, end) can be the key of a plain object as it stands: ASCII, and not the one name that sets a prototype. */
export function isPlainKey(bytes: Uint8Array, start: number, end: number): boolean {
  let isProto = end - start === PROTO.length;
  for (let at = start; at < end; at++) {
    const byte = bytes[at] ?? 0;
    if (byte > 0x7f) return false;
    if (isProto && byte !== PROTO.charCodeAt(at - start)) isProto = false;
  }
  return !isProto;
}
