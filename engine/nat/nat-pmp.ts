/** NAT-PMP packets (RFC 6886, section 3). Answers are hostile bytes: what is not exactly an answer is null. */
import { readUint16, readUint32, writeUint16, writeUint32 } from '../base/big-endian.js';
import { formatIp } from '../base/ip-address.js';
import type { MappedProtocol } from './mapping.js';

export const NAT_PMP_PORT = 5351;
const VERSION = 0;
const OP = { address: 0, udp: 1, tcp: 2 } as const;
const ANSWER_BIT = 0x80;

export type NatPmpAnswer =
  | { readonly kind: 'address'; readonly address: string }
  | {
      readonly kind: 'mapping';
      readonly protocol: MappedProtocol;
      readonly internalPort: number;
      readonly externalPort: number;
      readonly lifetimeS: number;
    }
  /** `code`: RFC 6886, section 3.5; 1 = another version is spoken. */
  | { readonly kind: 'refused'; readonly code: number; readonly about: 'address' | MappedProtocol };

/** Asks for the gateway's address on the outside (section 3.2). */
export function encodeNatPmpAddressRequest(): Uint8Array {
  return Uint8Array.of(VERSION, OP.address);
}

/** Asks for a mapping; a lifetime of 0 takes it away, and then the outer port is 0 too (section 3.4). */
export function encodeNatPmpMapRequest(wish: {
  readonly protocol: MappedProtocol;
  readonly internalPort: number;
  readonly externalPort: number;
  readonly lifetimeS: number;
}): Uint8Array {
  const out = new Uint8Array(12);
  out[0] = VERSION;
  out[1] = OP[wish.protocol];
  writeUint16(out, 4, wish.internalPort);
  writeUint16(out, 6, wish.lifetimeS === 0 ? 0 : wish.externalPort);
  writeUint32(out, 8, wish.lifetimeS);
  return out;
}

/** Null for anything that is not an answer. */
export function decodeNatPmpAnswer(bytes: Uint8Array): NatPmpAnswer | null {
  if (bytes.length < 4 || bytes[0] !== VERSION) return null;
  const about = aboutOf((bytes[1] ?? 0) - ANSWER_BIT);
  if (about === null) return null;
  const code = readUint16(bytes, 2);
  if (code !== 0) return { kind: 'refused', code, about };
  if (about === 'address') return bytes.length < 12 ? null : { kind: 'address', address: formatIp(bytes.subarray(8, 12)) };
  if (bytes.length < 16) return null;
  return {
    kind: 'mapping',
    protocol: about,
    internalPort: readUint16(bytes, 8),
    externalPort: readUint16(bytes, 10),
    lifetimeS: readUint32(bytes, 12),
  };
}

function aboutOf(op: number): 'address' | MappedProtocol | null {
  if (op === OP.address) return 'address';
  if (op === OP.udp) return 'udp';
  return op === OP.tcp ? 'tcp' : null;
}
