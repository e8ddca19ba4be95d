/**
 * Metadata exchange messages (BEP 9): request, data, reject. A data message is a dictionary and then the raw bytes of
 * one 16 KiB piece of the info dictionary.
 */
import type { DecodeError, Result } from '../../base/result.js';
import { err, ok } from '../../base/result.js';
import { decodePrefix } from '../../bencode/decode.js';
import { encode } from '../../bencode/encode.js';
import { integerField, isDictionary } from '../../bencode/value.js';
import { MAX_METADATA_BYTES } from './handshake.js';

/** Every piece of the metadata but the last has this size. */
export const METADATA_PIECE_BYTES = 16 * 1024;
const MAX_PIECE = MAX_METADATA_BYTES / METADATA_PIECE_BYTES - 1;
const LIMITS = { maxDepth: 4, maxTokens: 64, maxBytes: METADATA_PIECE_BYTES + 1024 };

const REQUEST = 0;
const DATA = 1;
const REJECT = 2;

export type UtMetadataMessage =
  | { readonly kind: 'request'; readonly piece: number }
  /** `bytes` has exactly the size that piece has in metadata of `totalBytes`; it is a view of the payload. */
  | { readonly kind: 'data'; readonly piece: number; readonly totalBytes: number; readonly bytes: Uint8Array }
  | { readonly kind: 'reject'; readonly piece: number }
  /** A message type that does not exist yet: to be ignored (BEP 9). */
  | { readonly kind: 'unknown' };

export const encodeMetadataRequest = (piece: number): Uint8Array => encode({ msg_type: REQUEST, piece });
export const encodeMetadataReject = (piece: number): Uint8Array => encode({ msg_type: REJECT, piece });

/** `bytes`: that piece of the info dictionary; `totalBytes`: the size of the whole. */
export function encodeMetadataData(piece: number, totalBytes: number, bytes: Uint8Array): Uint8Array {
  const head = encode({ msg_type: DATA, piece, total_size: totalBytes });
  const out = new Uint8Array(head.length + bytes.length);
  out.set(head, 0);
  out.set(bytes, head.length);
  return out;
}

/** Bytes that a piece of metadata has; 0 where there is no such piece. */
export function metadataPieceBytes(piece: number, totalBytes: number): number {
  return Math.max(0, Math.min(METADATA_PIECE_BYTES, totalBytes - piece * METADATA_PIECE_BYTES));
}

/** Errors: bencode and field codes; `ut-metadata` where the payload is no dictionary or the data has the wrong size. */
export function decodeUtMetadata(payload: Uint8Array): Result<UtMetadataMessage, DecodeError> {
  const decoded = decodePrefix(payload, LIMITS);
  if (!decoded.ok) return decoded;
  const { value, usedBytes } = decoded.value;
  if (!isDictionary(value)) return err({ code: 'ut-metadata', message: 'A metadata message is not a dictionary.' });
  const type = integerField(value, 'msg_type');
  if (!type.ok) return type;
  if (type.value !== REQUEST && type.value !== DATA && type.value !== REJECT) return ok({ kind: 'unknown' });
  const piece = integerField(value, 'piece', '', 0, MAX_PIECE);
  if (!piece.ok) return piece;
  if (type.value === REQUEST) return ok({ kind: 'request', piece: piece.value });
  if (type.value === REJECT) return ok({ kind: 'reject', piece: piece.value });
  const total = integerField(value, 'total_size', '', 1, MAX_METADATA_BYTES);
  if (!total.ok) return total;
  const bytes = payload.subarray(usedBytes);
  if (bytes.length === 0 || bytes.length !== metadataPieceBytes(piece.value, total.value)) {
    return err({ code: 'ut-metadata', message: `A piece of metadata has ${bytes.length} bytes.`, field: 'piece' });
  }
  return ok({ kind: 'data', piece: piece.value, totalBytes: total.value, bytes });
}
