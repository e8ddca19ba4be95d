/**
 * The allowed-fast set (BEP 6, "Allowed Fast set generation"): pieces a choked peer may still request, computed by
 * both sides from the peer's address. Defined for IPv4 only.
 */
import { createHash } from 'node:crypto';
import { readUint32 } from '../base/big-endian.js';

/** The `count` piece indexes for a peer at `ip` (4 bytes), in the order of the definition; none for an IPv6 address. */
export function allowedFastSet(ip: Uint8Array, infoHash: Uint8Array, pieceCount: number, count: number): number[] {
  if (ip.length !== 4 || pieceCount < 1) return [];
  if (pieceCount <= count) return Array.from({ length: pieceCount }, (_, piece) => piece);
  const chosen = new Set<number>();
  // The last byte of the address does not count: one network gets one set.
  let seed: Uint8Array = new Uint8Array(24);
  seed.set(ip.subarray(0, 3), 0);
  seed.set(infoHash.subarray(0, 20), 4);
  while (chosen.size < count) {
    seed = createHash('sha1').update(seed).digest();
    for (let at = 0; at < 20 && chosen.size < count; at += 4) chosen.add(readUint32(seed, at) % pieceCount);
  }
  return [...chosen];
}
