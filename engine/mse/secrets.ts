/** What both sides work out from the shared secret (S) and the info-hash (SKEY): hashes that name, keys that encrypt. */
import { createHash } from 'node:crypto';
import { Rc4 } from './rc4.js';

export const HASH_BYTES = 20;
/** The beginning of each key stream is thrown away: it tells something of the key. */
const SKIPPED_BYTES = 1024;

const hash = (name: string, ...parts: readonly Uint8Array[]): Uint8Array => {
  const sha1 = createHash('sha1').update(name, 'latin1');
  for (const part of parts) sha1.update(part);
  return new Uint8Array(sha1.digest());
};

/** What the dialling side's third step begins with, after any padding. */
export const syncMark = (secret: Uint8Array): Uint8Array => hash('req1', secret);

/** The name a torrent goes by in encrypted handshakes: found without telling its info-hash. */
export const hiddenName = (infoHash: Uint8Array): Uint8Array => hash('req2', infoHash);

/** Puts a mask that only these two sides know on a torrent's hidden name, or takes it off. */
export function masked(name: Uint8Array, secret: Uint8Array): Uint8Array {
  const mask = hash('req3', secret);
  return name.map((byte, at) => byte ^ (mask[at] ?? 0));
}

/** The stream of the side that dialled, and that of the other. */
export interface CipherPair {
  readonly dialler: Rc4;
  readonly accepter: Rc4;
}

export function ciphersOf(secret: Uint8Array, infoHash: Uint8Array): CipherPair {
  const cipher = (name: string): Rc4 => {
    const made = new Rc4(hash(name, secret, infoHash));
    made.skip(SKIPPED_BYTES);
    return made;
  };
  return { dialler: cipher('keyA'), accepter: cipher('keyB') };
}
