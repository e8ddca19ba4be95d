/**
 * Canonical peer priority (BEP 40): a number that both ends of a connection work out alike, so that a swarm of full
 * peers agrees on which connections to keep, and nobody can choose to be near a victim. Higher is better.
 */
import type { Endpoint } from '../api/ids.js';
import { crc32c } from '../base/crc32c.js';
import { parseIp } from '../base/ip-address.js';

/** Whole bytes of an address that always count; one more for each that is equal on both sides. */
const WHOLE_BYTES = { 4: 2, 16: 6 } as const;
/** Bits of the other bytes that count. */
const MASK = 0x55;
/** Reused: whole lists are ranked at once. */
const SCRATCH = { 4: new Uint8Array(8), 16: new Uint8Array(32) } as const;

/** 0..2^32-1; null when the two are not of one address family. */
export function canonicalPriority(ours: Endpoint, theirs: Endpoint): number | null {
  const a = parseIp(ours.host);
  const b = parseIp(theirs.host);
  if (a === null || b === null || a.length !== b.length) return null;
  if (Buffer.compare(a, b) === 0) return crc32c(portBytes(ours.port, theirs.port));
  const whole = wholeBytes(a, b);
  const out = SCRATCH[a.length === 4 ? 4 : 16];
  for (let at = 0; at < a.length; at++) {
    const mask = at < whole ? 0xff : MASK;
    out[at] = (a[at] ?? 0) & mask;
    out[at + a.length] = (b[at] ?? 0) & mask;
  }
  putInOrder(out);
  return crc32c(out);
}

function portBytes(a: number, b: number): Uint8Array {
  const [low, high] = a < b ? [a, b] : [b, a];
  return Uint8Array.of(low >> 8, low & 0xff, high >> 8, high & 0xff);
}

/** In the same /16 a third byte counts whole, in the same /24 all do; for IPv6 likewise from /48 on. */
function wholeBytes(a: Uint8Array, b: Uint8Array): number {
  const least = WHOLE_BYTES[a.length === 4 ? 4 : 16];
  let same = 0;
  while (same < a.length && a[same] === b[same]) same++;
  return Math.min(a.length, Math.max(least, same + 1));
}

/** The lesser half first. */
function putInOrder(halves: Uint8Array): void {
  const size = halves.length / 2;
  let at = 0;
  while (at < size && halves[at] === halves[at + size]) at++;
  if (at === size || (halves[at] ?? 0) < (halves[at + size] ?? 0)) return;
  for (let i = 0; i < size; i++) {
    const moved = halves[i] ?? 0;
    halves[i] = halves[i + size] ?? 0;
    halves[i + size] = moved;
  }
}
