/**
 * A whole state in one file. Each entry says its name, size and SHA-256 before its bytes, the last one how many there were and the
 * SHA-256 of all their heads, so that a file that is cut off, mixed up or changed is found out.
 *
 *   magic 8 | schema 4 | entries | 0 as a name's length 2 | count 4 | SHA-256 of all heads 32
 *   entry:  length of the name 2 | name | size 8 | SHA-256 32 | bytes
 */
import { readUint16, readUint32, writeUint16, writeUint32, writeUint64 } from '../base/big-endian.js';
import { type DecodeError, err, ok, type Result } from '../base/result.js';
import { isStatePath } from './state-files.js';

export const ARCHIVE_SCHEMA = 1;
const MAGIC = Buffer.from('SHOALARC', 'latin1');
export const HASH_BYTES = 32;
export const PREFACE_BYTES = MAGIC.length + 4;
export const NAME_LENGTH_BYTES = 2;
/** After the name. */
export const ENTRY_TAIL_BYTES = 8 + HASH_BYTES;
export const END_BYTES = 4 + HASH_BYTES;
/** What it says about itself comes first. */
export const ABOUT = 'about.json';
const MAX_NAME_BYTES = 64;
export const MAX_ENTRIES = 1_000_000;
/** The largest a record or a description can be. */
const MAX_ENTRY_BYTES = 256 * 1024 * 1024;
const HIGH = 4_294_967_296;

export interface EntryHead {
  readonly name: string;
  readonly sizeBytes: number;
  readonly sha256: Uint8Array;
}

export function encodePreface(): Uint8Array {
  const bytes = new Uint8Array(PREFACE_BYTES);
  bytes.set(MAGIC);
  writeUint32(bytes, MAGIC.length, ARCHIVE_SCHEMA);
  return bytes;
}

/** Errors: `not-an-archive`, `schema-newer`. */
export function decodePreface(bytes: Uint8Array): Result<null, DecodeError> {
  if (bytes.length < PREFACE_BYTES || MAGIC.compare(bytes, 0, MAGIC.length) !== 0)
    return refuse('not-an-archive', 'This is no saved state of Shoal.');
  const schema = readUint32(bytes, MAGIC.length);
  if (schema > ARCHIVE_SCHEMA) return refuse('schema-newer', 'This saved state was written by a newer version.');
  return schema === ARCHIVE_SCHEMA ? ok(null) : refuse('not-an-archive', 'This is no saved state of Shoal.');
}

/** An entry's head as it stands in the file, its name's length first. */
export function encodeHead({ name, sha256, sizeBytes }: EntryHead): Uint8Array {
  const nameBytes = Buffer.from(name, 'latin1');
  const bytes = new Uint8Array(NAME_LENGTH_BYTES + nameBytes.length + ENTRY_TAIL_BYTES);
  writeUint16(bytes, 0, nameBytes.length);
  bytes.set(nameBytes, NAME_LENGTH_BYTES);
  const at = writeUint64(bytes, NAME_LENGTH_BYTES + nameBytes.length, sizeBytes);
  bytes.set(sha256, at);
  return bytes;
}

/** The length of the next name: 0 at the end. Errors: `invalid-entry`. */
export function decodeNameLength(bytes: Uint8Array): Result<number, DecodeError> {
  const length = readUint16(bytes, 0);
  return length <= MAX_NAME_BYTES ? ok(length) : refuse('invalid-entry', 'The saved state was damaged.');
}

/** The head after its name's length; `leftBytes`: what the file has behind it. Errors: `invalid-entry`. */
export function decodeHead(bytes: Uint8Array, leftBytes: number): Result<EntryHead, DecodeError> {
  const nameBytes = bytes.length - ENTRY_TAIL_BYTES;
  const name = Buffer.from(bytes.subarray(0, nameBytes)).toString('latin1');
  const sizeBytes = readUint32(bytes, nameBytes) * HIGH + readUint32(bytes, nameBytes + 4);
  if (name !== ABOUT && !isStatePath(name)) return refuse('invalid-entry', 'The saved state holds something that does not belong there.');
  if (sizeBytes > MAX_ENTRY_BYTES || sizeBytes > leftBytes) return refuse('invalid-entry', 'The saved state is cut off.');
  return ok({ name, sizeBytes, sha256: bytes.slice(nameBytes + 8) });
}

export function encodeEnd(count: number, sha256: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(NAME_LENGTH_BYTES + END_BYTES);
  writeUint32(bytes, NAME_LENGTH_BYTES, count);
  bytes.set(sha256, NAME_LENGTH_BYTES + 4);
  return bytes;
}

/** Whether the end, after its zero, fits what came before it. */
export const endFits = (bytes: Uint8Array, count: number, sha256: Uint8Array): boolean =>
  bytes.length === END_BYTES && readUint32(bytes, 0) === count && Buffer.compare(bytes.subarray(4), sha256) === 0;

const refuse = (code: string, message: string) => err<DecodeError>({ code, message });
