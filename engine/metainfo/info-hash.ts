/** Info-hashes: made from raw bytes, written as hex, and back to bytes for the wire (BEP 3, BEP 52). */
import { createHash } from 'node:crypto';
import type { InfoHashV1, InfoHashV2 } from '../api/ids.js';

export const hashInfoV1 = (infoBytes: Uint8Array): InfoHashV1 => createHash('sha1').update(infoBytes).digest('hex') as InfoHashV1;
export const hashInfoV2 = (infoBytes: Uint8Array): InfoHashV2 => createHash('sha256').update(infoBytes).digest('hex') as InfoHashV2;

/** 40 hex digits of either case, or null. */
export const readInfoHashV1 = (text: string): InfoHashV1 | null =>
  /^[0-9a-f]{40}$/i.test(text) ? (text.toLowerCase() as InfoHashV1) : null;
/** 64 hex digits of either case, or null. */
export const readInfoHashV2 = (text: string): InfoHashV2 | null =>
  /^[0-9a-f]{64}$/i.test(text) ? (text.toLowerCase() as InfoHashV2) : null;

/** 20 bytes for v1, 32 for v2. */
export const infoHashBytes = (hash: InfoHashV1 | InfoHashV2): Uint8Array => new Uint8Array(Buffer.from(hash, 'hex'));

/** The first 20 bytes of a v2 hash: what handshakes and trackers carry for it (BEP 52). */
export const truncateInfoHashV2 = (hash: InfoHashV2): InfoHashV1 => hash.slice(0, 40) as InfoHashV1;
