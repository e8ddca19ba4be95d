/**
 * Addresses as the DHT's messages carry them: IP and port in 6 bytes (IPv4) or 18 (IPv6, BEP 32). Held as byte strings,
 * which are equal by `===` and good as keys. Invariant: somebody can be at a Place; port 0 and unusable addresses are none.
 */
import type { Endpoint } from '../api/ids.js';
import { COMPACT_IPV4_BYTES, COMPACT_IPV6_BYTES, encodeCompact } from '../base/compact-address.js';
import { type AddressScope, addressScope, CLOSENESS, formatIp } from '../base/ip-address.js';
import { bytesToKey, keyToBytes } from '../bencode/value.js';

declare const brand: unique symbol;
export type Place = string & { readonly [brand]: 'Place' };
export type Family = 4 | 6;

export const PLACE_BYTES: Readonly<Record<Family, number>> = { 4: COMPACT_IPV4_BYTES, 6: COMPACT_IPV6_BYTES };

/** Whether the 6 or 18 bytes at `at` name a usable address; one of IPv4 dressed as IPv6 is none. */
export function isPlace(bytes: Uint8Array, at: number, family: Family): boolean {
  const portAt = at + PLACE_BYTES[family] - 2;
  if (bytes[portAt] === 0 && bytes[portAt + 1] === 0) return false;
  const ip = bytes.subarray(at, portAt);
  return addressScope(ip) !== 'unusable' && (family === 4 || formatIp(ip).includes(':'));
}

/** Null unless 6 or 18 bytes that are a place. */
export function readPlace(bytes: Uint8Array): Place | null {
  const family = bytes.length === COMPACT_IPV4_BYTES ? 4 : bytes.length === COMPACT_IPV6_BYTES ? 6 : null;
  return family !== null && isPlace(bytes, 0, family) ? (bytesToKey(bytes) as Place) : null;
}

/** Null for names and for what nobody can be at. */
export function placeOf(endpoint: Endpoint): Place | null {
  const bytes = encodeCompact(endpoint);
  return bytes === null ? null : readPlace(bytes);
}

export function endpointOf(place: Place): Endpoint {
  const at = place.length - 2;
  const port = (place.charCodeAt(at) << 8) | place.charCodeAt(at + 1);
  if (at > 4) return { host: formatIp(keyToBytes(place.slice(0, at))), port };
  return { host: `${place.charCodeAt(0)}.${place.charCodeAt(1)}.${place.charCodeAt(2)}.${place.charCodeAt(3)}`, port };
}

export const bytesOfPlace = (place: Place): Uint8Array => keyToBytes(place);
/** The IP address, 4 or 16 bytes. */
export const ipOf = (place: Place): Uint8Array => keyToBytes(place.slice(0, -2));
export const familyOf = (place: Place): Family => (place.length === COMPACT_IPV4_BYTES ? 4 : 6);
/** The address without its port, as a key. */
export const hostOf = (place: Place): string => place.slice(0, -2);
/** What one owner has at least: a /24, or a /64 of IPv6; as a key. */
export const networkOf = (place: Place): string => (place.length === COMPACT_IPV4_BYTES ? place.slice(0, 3) : place.slice(0, 8));

/** Whether the node at `from` may name this place: nobody on the internet leads us into our own network or machine. */
export const mayName = (from: Place, place: Place): boolean => CLOSENESS[scopeOfPlace(place)] <= CLOSENESS[scopeOfPlace(from)];
export const isGlobal = (place: Place): boolean => scopeOfPlace(place) === 'global';
/** What one node has for itself: its IP address; on this machine, where all have the same, with the port. */
export const addressOf = (place: Place): string => (scopeOfPlace(place) === 'loopback' ? place : hostOf(place));

function scopeOfPlace(place: Place): AddressScope {
  if (place.length !== COMPACT_IPV4_BYTES) return addressScope(ipOf(place));
  return addressScope(Uint8Array.of(place.charCodeAt(0), place.charCodeAt(1), place.charCodeAt(2), place.charCodeAt(3)));
}
