/**
 * Peer exchange messages (BEP 11): who joined and who left, as compact addresses with a byte of flags for each who
 * joined. Invariants: every address read can be dialled; at most so many are read, and written, as the caps below say.
 */
import type { Endpoint } from '../../api/ids.js';
import { readUint16 } from '../../base/big-endian.js';
import { COMPACT_IPV4_BYTES, COMPACT_IPV6_BYTES, encodeCompact, usableEndpoint } from '../../base/compact-address.js';
import type { DecodeError, Result } from '../../base/result.js';
import { err, ok } from '../../base/result.js';
import { decode } from '../../bencode/decode.js';
import { encode } from '../../bencode/encode.js';
import { type BencodeDictionary, isDictionary, optionalBytes } from '../../bencode/value.js';

/** Flags of a peer (BEP 11, `added.f`). */
export const PEX_FLAG = {
  prefersEncryption: 0x01,
  /** A seed, or one that only uploads. */
  uploadOnly: 0x02,
  utp: 0x04,
  holepunch: 0x08,
  /** The sender dialled it: it can be reached. */
  reachable: 0x10,
} as const;

/** Peers that joined, and that left, taken from one message, both families together. */
export const MOST_PEX_READ = 100;
/** Peers of each kind in one message of ours (BEP 11). */
export const MOST_PEX_SENT = 50;
const LIMITS = { maxDepth: 4, maxTokens: 64, maxBytes: 64 * 1024 };

export interface PexPeer {
  readonly endpoint: Endpoint;
  /** Sum of PEX_FLAG values; unknown bits are kept. */
  readonly flags: number;
}
export interface PexMessage {
  readonly added: readonly PexPeer[];
  readonly dropped: readonly Endpoint[];
}

/** The payload of a message; what is beyond MOST_PEX_SENT is left out, and so is what is no address. */
export function encodePex({ added, dropped }: PexMessage): Uint8Array {
  const joined = added.slice(0, MOST_PEX_SENT);
  const left = dropped.slice(0, MOST_PEX_SENT);
  const ipv4 = joined.filter(({ endpoint }) => sizeOf(endpoint) === COMPACT_IPV4_BYTES);
  const ipv6 = joined.filter(({ endpoint }) => sizeOf(endpoint) === COMPACT_IPV6_BYTES);
  return encode({
    added: compact(ipv4.map(({ endpoint }) => endpoint)),
    'added.f': Uint8Array.from(ipv4, ({ flags }) => flags),
    added6: compact(ipv6.map(({ endpoint }) => endpoint)),
    'added6.f': Uint8Array.from(ipv6, ({ flags }) => flags),
    dropped: compact(left.filter((endpoint) => sizeOf(endpoint) === COMPACT_IPV4_BYTES)),
    dropped6: compact(left.filter((endpoint) => sizeOf(endpoint) === COMPACT_IPV6_BYTES)),
  });
}

/** Errors: bencode codes, and `ut-pex` where the payload is no dictionary. Fields of the wrong type are as good as absent. */
export function decodePex(payload: Uint8Array): Result<PexMessage, DecodeError> {
  const decoded = decode(payload, LIMITS);
  if (!decoded.ok) return decoded;
  const root = decoded.value;
  if (!isDictionary(root)) return err({ code: 'ut-pex', message: 'The message is not a dictionary.' });
  const added: PexPeer[] = [];
  readPeers(root, 'added', COMPACT_IPV4_BYTES, added);
  readPeers(root, 'added6', COMPACT_IPV6_BYTES, added);
  const left: PexPeer[] = [];
  readPeers(root, 'dropped', COMPACT_IPV4_BYTES, left);
  readPeers(root, 'dropped6', COMPACT_IPV6_BYTES, left);
  return ok({ added, dropped: left.map(({ endpoint }) => endpoint) });
}

/** Adds up to MOST_PEX_READ in all to `out`. A peer without a byte of flags has none. */
function readPeers(root: BencodeDictionary, name: string, size: number, out: PexPeer[]): void {
  const bytes = optionalBytes(root, name) ?? new Uint8Array(0);
  const flags = optionalBytes(root, `${name}.f`) ?? new Uint8Array(0);
  const count = Math.min(Math.floor(bytes.length / size), MOST_PEX_READ);
  for (let i = 0; i < count && out.length < MOST_PEX_READ; i++) {
    const portAt = i * size + size - 2;
    const endpoint = usableEndpoint(bytes.subarray(i * size, portAt), readUint16(bytes, portAt));
    if (endpoint !== null) out.push({ endpoint, flags: flags[i] ?? 0 });
  }
}

const sizeOf = (endpoint: Endpoint): number => encodeCompact(endpoint)?.length ?? 0;

function compact(endpoints: readonly Endpoint[]): Uint8Array {
  return new Uint8Array(Buffer.concat(endpoints.map((endpoint) => encodeCompact(endpoint) ?? new Uint8Array(0))));
}
