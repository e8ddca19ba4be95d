/**
 * Compact peer addresses: 6 bytes for IPv4 (BEP 23), 18 for IPv6 (BEP 7), port last. Used by trackers, PEX and the DHT.
 * Invariant: what is decoded can be dialled; port 0 and unspecified, multicast or reserved addresses are left out.
 */
import type { Endpoint } from '../api/ids.js';
import { readUint16, writeUint16 } from './big-endian.js';
import { addressScope, formatIp, parseIp } from './ip-address.js';

export const COMPACT_IPV4_BYTES = 6;
export const COMPACT_IPV6_BYTES = 18;

/** Endpoints of a run of entries of one family, at most `max`; an incomplete last entry is ignored. */
export function decodeCompact(bytes: Uint8Array, family: 4 | 6, max = 2_000): Endpoint[] {
  const size = family === 4 ? COMPACT_IPV4_BYTES : COMPACT_IPV6_BYTES;
  const out: Endpoint[] = [];
  for (let at = 0; at + size <= bytes.length && out.length < max; at += size) {
    const endpoint = usableEndpoint(bytes.subarray(at, at + size - 2), readUint16(bytes, at + size - 2));
    if (endpoint) out.push(endpoint);
  }
  return out;
}

/** 6 or 18 bytes; null when the host is a name or the port is out of range. */
export function encodeCompact(endpoint: Endpoint): Uint8Array | null {
  const ip = parseIp(endpoint.host);
  if (!ip || !Number.isInteger(endpoint.port) || endpoint.port < 1 || endpoint.port > 65_535) return null;
  const out = new Uint8Array(ip.length + 2);
  out.set(ip);
  writeUint16(out, ip.length, endpoint.port);
  return out;
}

/** The endpoint of an address in bytes, or null if nobody could be there. */
export function usableEndpoint(ip: Uint8Array, port: number): Endpoint | null {
  if (port < 1 || port > 65_535 || addressScope(ip) === 'unusable') return null;
  return { host: formatIp(ip), port };
}
