/** PCP packets, as far as mapping a port goes: the MAP operation (RFC 6887, sections 7 and 11). */
import { readUint16, readUint32, writeUint16, writeUint32 } from '../base/big-endian.js';
import { formatIp, parseIp } from '../base/ip-address.js';
import type { MappedProtocol, MappingWish } from './mapping.js';

/** The same port as NAT-PMP's, on purpose: a gateway that speaks only that says so. */
export const PCP_PORT = 5351;
const VERSION = 2;
const OP_MAP = 1;
const ANSWER_BIT = 0x80;
const HEAD_BYTES = 24;
const MAP_BYTES = 36;
/** IANA's protocol numbers. */
const PROTOCOL: Readonly<Record<MappedProtocol, number>> = { tcp: 6, udp: 17 };
/** Distinguishes our mapping from another program's for the same port (section 11.2). */
export const NONCE_BYTES = 12;

/** Section 7.4. */
const UNSUPPORTED_VERSION = 1;

export type PcpAnswer =
  | {
      readonly kind: 'mapping';
      readonly nonce: Uint8Array;
      readonly lifetimeS: number;
      readonly protocol: MappedProtocol;
      readonly internalPort: number;
      readonly externalPort: number;
      readonly externalAddress: string;
    }
  | { readonly kind: 'refused'; readonly code: number; readonly lifetimeS: number }
  /** The gateway speaks another version; NAT-PMP's is 0. */
  | { readonly kind: 'other-version'; readonly version: number };

/** `localAddress` must be the source of the packet, else the gateway refuses it (section 8.1). */
export function encodePcpMapRequest(wish: MappingWish, nonce: Uint8Array, localAddress: string): Uint8Array {
  const out = new Uint8Array(HEAD_BYTES + MAP_BYTES);
  out[0] = VERSION;
  out[1] = OP_MAP;
  writeUint32(out, 4, wish.lifetimeS);
  writeMapped(out, 8, localAddress);
  out.set(nonce.subarray(0, NONCE_BYTES), HEAD_BYTES);
  out[HEAD_BYTES + 12] = PROTOCOL[wish.protocol];
  writeUint16(out, HEAD_BYTES + 16, wish.internalPort);
  writeUint16(out, HEAD_BYTES + 18, wish.externalPort);
  // Any address will do: "all zeros" of the same family as ours.
  writeMapped(out, HEAD_BYTES + 20, localAddress.includes(':') ? '::' : '0.0.0.0');
  return out;
}

/** Null for anything that is not an answer to a MAP request. */
export function decodePcpAnswer(bytes: Uint8Array): PcpAnswer | null {
  if (bytes.length < 4) return null;
  const version = bytes[0] ?? 0;
  // A NAT-PMP gateway answers in its own version, with "unsupported version" (RFC 6886, section 9).
  if (version !== VERSION) return version === 0 && (bytes[1] ?? 0) >= ANSWER_BIT ? { kind: 'other-version', version } : null;
  if (bytes[1] !== (OP_MAP | ANSWER_BIT) || bytes.length < HEAD_BYTES) return null;
  const code = bytes[3] ?? 0;
  const lifetimeS = readUint32(bytes, 4);
  if (code === UNSUPPORTED_VERSION) return { kind: 'other-version', version };
  if (code !== 0) return { kind: 'refused', code, lifetimeS };
  if (bytes.length < HEAD_BYTES + MAP_BYTES) return null;
  const protocol = bytes[HEAD_BYTES + 12] === PROTOCOL.tcp ? 'tcp' : bytes[HEAD_BYTES + 12] === PROTOCOL.udp ? 'udp' : null;
  if (protocol === null) return null;
  return {
    kind: 'mapping',
    nonce: bytes.slice(HEAD_BYTES, HEAD_BYTES + NONCE_BYTES),
    lifetimeS,
    protocol,
    internalPort: readUint16(bytes, HEAD_BYTES + 16),
    externalPort: readUint16(bytes, HEAD_BYTES + 18),
    externalAddress: formatIp(bytes.subarray(HEAD_BYTES + 20, HEAD_BYTES + 36)),
  };
}

/** An address in 16 bytes, IPv4 as ::ffff:a.b.c.d (section 5). */
function writeMapped(out: Uint8Array, at: number, address: string): void {
  const bytes = parseIp(address);
  if (bytes === null) return;
  if (bytes.length === 16) return out.set(bytes, at);
  out[at + 10] = 0xff;
  out[at + 11] = 0xff;
  out.set(bytes, at + 12);
}
