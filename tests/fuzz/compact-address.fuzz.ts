/** Every endpoint can be dialled and is written back as the bytes it came from (mapped IPv6 comes back as IPv4). */
import { decodeCompact, encodeCompact } from '../../engine/base/compact-address.js';
import { scopeOf } from '../../engine/base/ip-address.js';

export function fuzz(data: Uint8Array): void {
  for (const family of [4, 6] as const) {
    const size = family === 4 ? 6 : 18;
    const endpoints = decodeCompact(data, family, 50);
    if (endpoints.length > Math.min(50, Math.floor(data.length / size))) throw new Error('more endpoints than bytes');
    for (const endpoint of endpoints) {
      if (scopeOf(endpoint.host) === 'unusable') throw new Error(`nobody can be at ${endpoint.host}`);
      const bytes = encodeCompact(endpoint);
      if (!bytes) throw new Error(`cannot write ${endpoint.host}`);
      const again = decodeCompact(bytes, bytes.length === 6 ? 4 : 6)[0];
      if (again?.host !== endpoint.host || again.port !== endpoint.port) throw new Error(`${endpoint.host} changes when read again`);
    }
  }
}

export const seeds: readonly Uint8Array[] = [
  Uint8Array.of(127, 0, 0, 1, 0x1a, 0xe1, 10, 0, 0, 1, 0, 0),
  Uint8Array.from([...new Array(10).fill(0), 255, 255, 1, 2, 3, 4, 1, 1]),
  Uint8Array.from([0x20, 0x01, 0x0d, 0xb8, ...new Array(11).fill(0), 1, 0x1a, 0xe1]),
];
