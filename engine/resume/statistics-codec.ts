/**
 * The all-time statistics as bytes: a magic word, a SHA-256 of all that follows, and a bencoded dictionary with its
 * schema number. What decodes is exactly what was encoded; any other bytes give a typed error.
 */
import { hash } from 'node:crypto';
import type { AllTime } from '../api/statistics.js';
import type { DecodeError, Result } from '../base/result.js';
import { err, ok } from '../base/result.js';
import { encode } from '../bencode/encode.js';
import { FieldReader } from './field-reader.js';
import { scanDictionary } from './own-dictionary.js';

const SCHEMA = 1;
const MAGIC = Buffer.from('SHOALSUM', 'latin1');
const CHECKSUM_BYTES = 32;
const HEAD_BYTES = MAGIC.length + CHECKSUM_BYTES;
/** Far above what six numbers need. */
export const MAX_STATISTICS_BYTES = 4096;

/** Encodes; numbers that are none become 0, since it must always be writable. */
export function encodeStatistics(statistics: AllTime): Uint8Array {
  const { activeSeconds, downloadedBytes, sessions, since, uploadedBytes, wastedBytes } = statistics;
  const body = encode({
    schema: SCHEMA,
    activeSeconds: whole(activeSeconds),
    downloadedBytes: whole(downloadedBytes),
    sessions: whole(sessions),
    since: whole(since),
    uploadedBytes: whole(uploadedBytes),
    wastedBytes: whole(wastedBytes),
  });
  return Buffer.concat([MAGIC, checksum(body), body]);
}

/** Errors: `not-statistics`, `checksum`, `schema-newer`, and those of bencode and of single fields. */
export function decodeStatistics(bytes: Uint8Array): Result<AllTime, DecodeError> {
  if (bytes.length < HEAD_BYTES || bytes.length > MAX_STATISTICS_BYTES || MAGIC.compare(bytes, 0, MAGIC.length) !== 0)
    return err({ code: 'not-statistics', message: 'The file holds no statistics.' });
  const body = bytes.subarray(HEAD_BYTES);
  if (checksum(body).compare(bytes, MAGIC.length, HEAD_BYTES) !== 0)
    return err({ code: 'checksum', message: 'The statistics were damaged.' });
  const scanned = scanDictionary(body, MAX_STATISTICS_BYTES, { code: 'not-statistics', message: 'The statistics are no dictionary.' });
  if (!scanned.ok) return scanned;
  const from = new FieldReader(scanned.value, 0);
  const schema = from.integer('schema', 1);
  if (schema > SCHEMA) return err({ code: 'schema-newer', message: 'The statistics were written by a newer version.', field: 'schema' });
  const statistics: AllTime = {
    activeSeconds: from.integer('activeSeconds', 0),
    downloadedBytes: from.integer('downloadedBytes', 0),
    sessions: from.integer('sessions', 0),
    since: from.integer('since', 0),
    uploadedBytes: from.integer('uploadedBytes', 0),
    wastedBytes: from.integer('wastedBytes', 0),
  };
  const problem = from.finish();
  return problem === null ? ok(statistics) : err(problem);
}

const checksum = (body: Uint8Array): Buffer => hash('sha256', body, 'buffer');

function whole(value: number): number {
  return Number.isFinite(value) ? Math.min(Number.MAX_SAFE_INTEGER, Math.max(0, Math.round(value))) : 0;
}
