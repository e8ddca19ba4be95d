/**
 * IP addresses as bytes: strict parsing, canonical text (RFC 5952) and the scope that decides who may be dialled.
 * 4 bytes are IPv4, 16 are IPv6. Names, ports, brackets and zone ids are not addresses here.
 */

/** Where an address leads. `private`: LAN, link-local, carrier NAT. `unusable`: unspecified, multicast, reserved. */
export type AddressScope = 'loopback' | 'private' | 'global' | 'unusable';

/** How near to this program a scope is: a stranger may name what is as near as he is, or farther. */
export const CLOSENESS: Readonly<Record<AddressScope, number>> = { global: 0, private: 1, loopback: 2, unusable: 3 };

/** The bytes of a literal address, or null if the text is none. */
export function parseIp(text: string): Uint8Array | null {
  return text.includes(':') ? parseIpv6(text) : parseIpv4(text);
}

/** Canonical text of 4 or 16 bytes; an IPv4-mapped IPv6 address comes out as IPv4. */
export function formatIp(bytes: Uint8Array): string {
  const plain = unmapped(bytes);
  return plain.length === 4 ? `${plain[0]}.${plain[1]}.${plain[2]}.${plain[3]}` : formatIpv6(plain);
}

/** The same address in canonical text, or null if the text is none. */
export function canonicalIp(text: string): string | null {
  const bytes = parseIp(text);
  return bytes && formatIp(bytes);
}

/** 4 for IPv4 (mapped included), 6 for IPv6, null for anything else. */
export function ipFamily(text: string): 4 | 6 | null {
  const bytes = parseIp(text);
  if (!bytes) return null;
  return unmapped(bytes).length === 4 ? 4 : 6;
}

/** The scope of 4 or 16 bytes. Addresses that carry an IPv4 one (mapped, NAT64, 6to4) have its scope. */
export function addressScope(bytes: Uint8Array): AddressScope {
  const plain = unmapped(bytes);
  if (plain.length === 4) return ipv4Scope(plain);
  if (plain.length !== 16) return 'unusable';
  const [a = 0, b = 0, c = 0, d = 0] = plain;
  if (plain.subarray(0, 12).every((byte) => byte === 0)) {
    return plain[12] === 0 && plain[13] === 0 && plain[14] === 0 && plain[15] === 1 ? 'loopback' : 'unusable';
  }
  if (a === 0xff) return 'unusable';
  if ((a & 0xfe) === 0xfc || (a === 0xfe && (b & 0x80) === 0x80)) return 'private';
  if (a === 0x20 && b === 0x02) return ipv4Scope(plain.subarray(2, 6));
  if (a === 0x00 && b === 0x64 && c === 0xff && d === 0x9b) return ipv4Scope(plain.subarray(12, 16));
  return 'global';
}

/** The scope of a literal address; text that is none is `unusable`. */
export function scopeOf(text: string): AddressScope {
  const bytes = parseIp(text);
  return bytes ? addressScope(bytes) : 'unusable';
}

function ipv4Scope(bytes: Uint8Array): AddressScope {
  const [a = 0, b = 0] = bytes;
  if (a === 127) return 'loopback';
  if (a === 0 || a >= 224) return 'unusable';
  if (a === 10 || (a === 172 && (b & 0xf0) === 16) || (a === 192 && b === 168)) return 'private';
  if ((a === 169 && b === 254) || (a === 100 && (b & 0xc0) === 64) || (a === 198 && (b & 0xfe) === 18)) return 'private';
  return 'global';
}

const MAPPED_PREFIX = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff];

function unmapped(bytes: Uint8Array): Uint8Array {
  return bytes.length === 16 && MAPPED_PREFIX.every((byte, at) => bytes[at] === byte) ? bytes.subarray(12) : bytes;
}

const DOT = 0x2e;
const ZERO = 0x30;

/** Digit by digit: messages of the DHT are full of addresses. */
function parseIpv4(text: string): Uint8Array | null {
  if (text.length < 7 || text.length > 15) return null;
  const out = new Uint8Array(4);
  let at = 0;
  for (let part = 0; part < 4; part += 1) {
    const first = at;
    let value = 0;
    for (; at < text.length && text.charCodeAt(at) !== DOT; at += 1) {
      const digit = text.charCodeAt(at) - ZERO;
      if (digit < 0 || digit > 9 || at - first > 2) return null;
      value = value * 10 + digit;
    }
    // A leading zero would mean octal to some readers: refused.
    if (at === first || value > 255 || (at - first > 1 && text.charCodeAt(first) === ZERO)) return null;
    out[part] = value;
    if (part < 3 && text.charCodeAt(at) !== DOT) return null;
    at += 1;
  }
  return at === text.length + 1 ? out : null;
}

function parseIpv6(text: string): Uint8Array | null {
  if (text.length > 45) return null;
  const halves = text.split('::', 3);
  if (halves.length > 2) return null;
  const head = parseGroups(halves[0] ?? '', halves.length === 1);
  const tail = halves.length === 2 ? parseGroups(halves[1] ?? '', true) : [];
  if (!head || !tail) return null;
  const length = head.length + tail.length;
  if (halves.length === 1 ? length !== 16 : length > 14) return null;
  const out = new Uint8Array(16);
  out.set(head, 0);
  out.set(tail, 16 - tail.length);
  return out;
}

/** Groups of hex digits; an IPv4 address may stand at the very end. */
function parseGroups(text: string, atEnd: boolean): number[] | null {
  if (text === '') return [];
  const out: number[] = [];
  const groups = text.split(':');
  for (const [at, group] of groups.entries()) {
    if (atEnd && at === groups.length - 1 && group.includes('.')) {
      const ipv4 = parseIpv4(group);
      if (!ipv4) return null;
      out.push(...ipv4);
    } else {
      if (!/^[0-9a-fA-F]{1,4}$/.test(group)) return null;
      const value = Number.parseInt(group, 16);
      out.push(value >> 8, value & 0xff);
    }
  }
  return out;
}

function formatIpv6(bytes: Uint8Array): string {
  const groups = Array.from({ length: 8 }, (_, at) => ((bytes[at * 2] ?? 0) << 8) | (bytes[at * 2 + 1] ?? 0));
  // The longest run of two or more zero groups becomes `::`, the first one when two are equal.
  let runAt = -1;
  let runLength = 1;
  for (let at = 0; at < 8; at += 1) {
    let length = 0;
    while (groups[at + length] === 0) length += 1;
    if (length > runLength) [runAt, runLength] = [at, length];
    at += length;
  }
  const hex = (from: number, to: number): string =>
    groups
      .slice(from, to)
      .map((group) => group.toString(16))
      .join(':');
  return runAt < 0 ? hex(0, 8) : `${hex(0, runAt)}::${hex(runAt + runLength, 8)}`;
}
