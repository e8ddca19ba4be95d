/**
 * Ids of the DHT (BEP 5): 160 bits for nodes, torrents and items alike, compared by XOR. Held as byte strings of 20
 * characters (U+0000 to U+00FF): a third of the memory of a typed array, equal by `===`, and good as keys.
 */
import type { Random } from '../base/ports.js';
import { bytesToKey, keyToBytes } from '../bencode/value.js';

declare const brand: unique symbol;
export type NodeId = string & { readonly [brand]: 'NodeId' };

export const ID_BYTES = 20;
export const ID_BITS = 160;

/** Null when the bytes are not 20. */
export const readNodeId = (bytes: Uint8Array): NodeId | null => (bytes.length === ID_BYTES ? (bytesToKey(bytes) as NodeId) : null);
/** Throws RangeError when they are not 20: a mistake in the caller. */
export function nodeIdOf(bytes: Uint8Array): NodeId {
  const id = readNodeId(bytes);
  if (id === null) throw new RangeError(`an id of ${bytes.length} bytes`);
  return id;
}
export const bytesOfId = (id: NodeId): Uint8Array => keyToBytes(id);
/** For logs and tests. */
export const idText = (id: NodeId): string => Buffer.from(id, 'latin1').toString('hex');

export const randomId = (random: Random): NodeId => nodeIdOf(random.bytes(ID_BYTES));

/** How many leading bits two ids share, 0..160. */
export function sharedPrefix(a: NodeId, b: NodeId): number {
  for (let at = 0; at < ID_BYTES; at++) {
    const difference = a.charCodeAt(at) ^ b.charCodeAt(at);
    if (difference !== 0) return at * 8 + Math.clz32(difference) - 24;
  }
  return ID_BITS;
}

/** Negative when `a` is nearer to the target than `b`, positive when farther, 0 for the same id. */
export function compareDistance(target: NodeId, a: NodeId, b: NodeId): number {
  for (let at = 0; at < ID_BYTES; at++) {
    const byte = target.charCodeAt(at);
    const difference = (a.charCodeAt(at) ^ byte) - (b.charCodeAt(at) ^ byte);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** A random id that shares exactly `bits` leading bits (0..159) with the given one. */
export function randomIdSharing(id: NodeId, bits: number, random: Random): NodeId {
  const own = bytesOfId(id);
  const out = random.bytes(ID_BYTES);
  const last = bits >> 3;
  out.set(own.subarray(0, last));
  const kept = 0xff & (0xff00 >> (bits & 7)); // of the byte where they part, the bits before that
  const parting = 0x80 >> (bits & 7);
  const rest = (out[last] ?? 0) & ~kept & ~parting;
  out[last] = ((own[last] ?? 0) & kept) | (~(own[last] ?? 0) & parting) | rest;
  return nodeIdOf(out);
}
