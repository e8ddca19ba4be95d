/**
 * Node ids bound to the address of their owner (BEP 42): whoever wants a place of his choice among the ids needs an
 * address of his choice. Addresses of local networks are exempt.
 */
import { writeUint32 } from '../base/big-endian.js';
import { crc32c } from '../base/crc32c.js';
import { addressScope, parseIp } from '../base/ip-address.js';
import type { Random } from '../base/ports.js';
import { ID_BYTES, type NodeId, nodeIdOf, randomId } from './node-id.js';

const IPV4_MASK = Uint8Array.of(0x03, 0x0f, 0x3f, 0xff);
/** Of IPv6 the upper half counts. */
const IPV6_MASK = Uint8Array.of(0x01, 0x03, 0x07, 0x0f, 0x1f, 0x3f, 0x7f, 0xff);
/** The first 21 bits of an id follow from the address. */
const THIRD_BYTE_MASK = 0xf8;

/** Whether a node at this literal address may have this id. */
export function idFitsAddress(id: NodeId, host: string): boolean {
  const ip = parseIp(host);
  if (ip === null) return false;
  if (addressScope(ip) !== 'global') return true;
  const want = prefix(ip, id.charCodeAt(ID_BYTES - 1));
  const third = id.charCodeAt(2) ^ (want[2] ?? 0);
  return id.charCodeAt(0) === want[0] && id.charCodeAt(1) === want[1] && (third & THIRD_BYTE_MASK) === 0;
}

/** A random id among those that a node at this address (4 or 16 bytes) may have. */
export function makeSecureId(ip: Uint8Array, random: Random): NodeId {
  if (addressScope(ip) !== 'global') return randomId(random);
  const id = random.bytes(ID_BYTES);
  const want = prefix(ip, id[ID_BYTES - 1] ?? 0);
  id.set(want.subarray(0, 2));
  id[2] = ((want[2] ?? 0) & THIRD_BYTE_MASK) | ((id[2] ?? 0) & ~THIRD_BYTE_MASK);
  return nodeIdOf(id);
}

/** The checksum over the masked address and three bits of the id's last byte. */
function prefix(ip: Uint8Array, lastByte: number): Uint8Array {
  const mask = ip.length === 4 ? IPV4_MASK : IPV6_MASK;
  const masked = mask.map((bits, at) => bits & (ip[at] ?? 0));
  masked[0] = (masked[0] ?? 0) | ((lastByte & 7) << 5);
  const out = new Uint8Array(4);
  writeUint32(out, 0, crc32c(masked));
  return out;
}
