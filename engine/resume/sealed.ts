/**
 * Small state as bytes: a magic word, a SHA-256 of all that follows, and a bencoded dictionary with its schema number.
 * What decodes is exactly what was encoded; any other bytes give a typed error.
 */
import { hash } from 'node:crypto';
import type { DecodeError, Result } from '../base/result.js';
import { err, ok } from '../base/result.js';
import { type BencodeInput, encode } from '../bencode/encode.js';
import { FieldReader } from './field-reader.js';
import { scanDictionary } from './own-dictionary.js';

const CHECKSUM_BYTES = 32;

export interface SealKind {
  /** Eight characters. */
  readonly magic: string;
  readonly schema: number;
  readonly maxBytes: number;
  /** For sentences, in the plural: `statistics`; also part of an error code. */
  readonly what: string;
}

export function seal({ magic, schema }: SealKind, fields: Readonly<Record<string, BencodeInput | undefined>>): Uint8Array {
  const body = encode({ schema, ...fields });
  return Buffer.concat([Buffer.from(magic, 'latin1'), checksum(body), body]);
}

/** Reads the fields. Errors: `not-<what>`, `checksum`, `schema-newer`, and those of bencode and of single fields. */
export function unseal<T>(bytes: Uint8Array, kind: SealKind, read: (from: FieldReader) => T): Result<T, DecodeError> {
  const magic = Buffer.from(kind.magic, 'latin1');
  const { maxBytes, what } = kind;
  const headBytes = magic.length + CHECKSUM_BYTES;
  const none = (message: string): DecodeError => ({ code: `not-${what.toLowerCase().replaceAll(' ', '-')}`, message });
  if (bytes.length < headBytes || bytes.length > maxBytes || magic.compare(bytes, 0, magic.length) !== 0)
    return err(none(`The file holds no ${what}.`));
  const body = bytes.subarray(headBytes);
  if (checksum(body).compare(bytes, magic.length, headBytes) !== 0) return err({ code: 'checksum', message: `The ${what} were damaged.` });
  const scanned = scanDictionary(body, maxBytes, none(`The ${what} are no dictionary.`));
  if (!scanned.ok) return scanned;
  const from = new FieldReader(scanned.value, 0);
  if (from.integer('schema', 1) > kind.schema)
    return err({ code: 'schema-newer', message: `The ${what} were written by a newer version.`, field: 'schema' });
  const value = read(from);
  const problem = from.finish();
  return problem === null ? ok(value) : err(problem);
}

const checksum = (body: Uint8Array): Buffer => hash('sha256', body, 'buffer');
