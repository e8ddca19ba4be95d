/** Items that the DHT stores (BEP 44): where they belong, and what proves them. Immutable ones are named by their own hash, mutable ones signed. */
import { createHash, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import { BencodeWriter } from '../bencode/writer.js';
import { type Item, KEY_BYTES, KRPC_ERROR, MAX_SALT_BYTES, MAX_VALUE_BYTES, type MutableItem } from './krpc.js';
import { type NodeId, nodeIdOf } from './node-id.js';

/** What comes before the 32 bytes of an Ed25519 key in its DER form (RFC 8410). */
const KEY_PREFIX = Buffer.from('302a300506032b6570032100', 'hex');

const sha1 = (...parts: readonly Uint8Array[]): NodeId => {
  const hash = createHash('sha1');
  for (const part of parts) hash.update(part);
  return nodeIdOf(hash.digest());
};

/** The id under which a mutable item lies. */
export const targetOfKey = (key: Uint8Array, salt: Uint8Array): NodeId => sha1(key, salt);
export const targetOf = (item: Item): NodeId => (item.kind === 'immutable' ? sha1(item.value) : targetOfKey(item.key, item.salt));

/** Why an item may not be stored: a code of BEP 44; null when it may. */
export function itemFault(item: Item): number | null {
  if (item.value.length > MAX_VALUE_BYTES) return KRPC_ERROR.valueTooBig;
  if (item.kind === 'immutable') return null;
  if (item.salt.length > MAX_SALT_BYTES) return KRPC_ERROR.saltTooBig;
  return isSigned(item) ? null : KRPC_ERROR.invalidSignature;
}

export function isSigned({ key, salt, seq, signature, value }: MutableItem): boolean {
  try {
    const publicKey = createPublicKey({ key: Buffer.concat([KEY_PREFIX, key]), format: 'der', type: 'spki' });
    return verify(null, signedBytes(salt, seq, value), publicKey, signature);
  } catch {
    return false; // bytes that are no key
  }
}

/** A mutable item of ours; `privateKey` is of the kind ed25519. */
export function signItem(privateKey: KeyObject, { salt, seq, value }: Pick<MutableItem, 'salt' | 'seq' | 'value'>): MutableItem {
  const der = createPublicKey(privateKey).export({ format: 'der', type: 'spki' });
  const key = new Uint8Array(der.subarray(der.length - KEY_BYTES));
  const signature = new Uint8Array(sign(null, signedBytes(salt, seq, value), privateKey));
  return { kind: 'mutable', value, key, salt, seq, signature };
}

/** A dictionary without its ends: salt where there is one, sequence number, value. */
function signedBytes(salt: Uint8Array, seq: bigint, value: Uint8Array): Uint8Array {
  const writer = new BencodeWriter();
  if (salt.length > 0) writer.string('salt').bytes(salt);
  return writer.string('seq').integer(seq).string('v').raw(value).take();
}
