/** IP addresses as whole numbers of 32 bits, one for IPv4 and four for IPv6: what ranges are made of and compared by. */
import { readUint32 } from '../base/big-endian.js';

export const V4_WORDS = 1;
export const V6_WORDS = 4;
const WORD_BITS = 32;
const ALL_BITS = 0xffffffff;
/** ::ffff:0:0/96 in its third word: an IPv4 address in IPv6's clothes. */
const MAPPED_WORD = 0xffff;

/** The words of 4 or 16 bytes. */
export function wordsOf(bytes: Uint8Array): Uint32Array {
  const words = new Uint32Array(bytes.length / 4);
  for (let at = 0; at < words.length; at++) words[at] = readUint32(bytes, at * 4);
  return words;
}

/** An IPv4-mapped IPv6 address as IPv4; others as they are. */
export function unmapped(words: Uint32Array): Uint32Array {
  const isMapped = words.length === V6_WORDS && words[0] === 0 && words[1] === 0 && words[2] === MAPPED_WORD;
  return isMapped ? words.subarray(V6_WORDS - V4_WORDS) : words;
}

/** Compares the `size` words at two places: below 0, 0, above 0. */
export function compareWords(a: Uint32Array, atA: number, b: Uint32Array, atB: number, size: number): number {
  for (let word = 0; word < size; word++) {
    const difference = (a[atA + word] as number) - (b[atB + word] as number);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** The first or the last address of the network of so many bits. */
export function networkEnd(words: Uint32Array, bits: number, end: 'first' | 'last'): Uint32Array {
  return words.map((word, at) => {
    const kept = Math.min(WORD_BITS, Math.max(0, bits - at * WORD_BITS));
    const rest = kept === WORD_BITS ? 0 : ALL_BITS >>> kept;
    return (end === 'last' ? word | rest : word & ~rest) >>> 0;
  });
}
