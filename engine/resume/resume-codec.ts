/**
 * Resume records as bytes: a magic word, a SHA-256 of all that follows, and a bencoded dictionary with its schema
 * number. Invariant: what decodes is exactly what was encoded; any other bytes give a typed error. Whether the
 * numbers fit the torrent is asked by `validateRecord`, since a record can be read before its torrent is known.
 */
import { hash } from 'node:crypto';
import type { TorrentId } from '../api/ids.js';
import type { DecodeError, Result } from '../base/result.js';
import { err, ok } from '../base/result.js';
import { type BencodeInput, encode } from '../bencode/encode.js';
import type { Scan } from '../bencode/scan.js';
import { FieldReader } from './field-reader.js';
import { decodeGoals, encodeGoals } from './goals-codec.js';
import { decodeMetainfo, encodeMetainfo } from './metainfo-codec.js';
import { scanDictionary } from './own-dictionary.js';
import { packNumbers } from './packed-numbers.js';
import { RESUME_SCHEMA, type ResumeRecord } from './record.js';
import { upToDate } from './resume-migrations.js';

const MAGIC = Buffer.from('SHOALRES', 'latin1');
const CHECKSUM_BYTES = 32;
const HEAD_BYTES = MAGIC.length + CHECKSUM_BYTES;
/** Metadata of 32 MiB, its piece layers, and the paths and sizes of as many files as that can name. */
export const MAX_RECORD_BYTES = 256 * 1024 * 1024;
const INTENTS: readonly ResumeRecord['intent'][] = ['run', 'pause', 'hold'];

/** Encodes a record. Fractions are rounded and numbers that are none become 0: a record must always be writable. */
export function encodeRecord(record: ResumeRecord): Uint8Array {
  const body = encode({ schema: RESUME_SCHEMA, ...fieldsOf(record) });
  return Buffer.concat([MAGIC, checksum(body), body]);
}

/** Errors: `not-a-record`, `checksum`, `schema-newer`, `unknown-field`, and those of bencode and of single fields. */
export function decodeRecord(bytes: Uint8Array): Result<ResumeRecord, DecodeError> {
  if (bytes.length < HEAD_BYTES || MAGIC.compare(bytes, 0, MAGIC.length) !== 0) {
    return err({ code: 'not-a-record', message: 'The file is no saved state of a torrent.' });
  }
  const body = bytes.subarray(HEAD_BYTES);
  if (checksum(body).compare(bytes, MAGIC.length, HEAD_BYTES) !== 0) {
    return err({ code: 'checksum', message: 'The saved state was damaged.' });
  }
  const scanned = scanDictionary(body, MAX_RECORD_BYTES, { code: 'not-a-record', message: 'The saved state is no dictionary.' });
  if (!scanned.ok) return scanned;
  const current = upToDate(scanned.value);
  return current.ok ? readFields(current.value) : current;
}

function fieldsOf(record: ResumeRecord): Record<string, BencodeInput | undefined> {
  return {
    id: record.id,
    magnet: record.magnet ?? undefined,
    metainfo: record.metainfo === null ? undefined : encodeMetainfo(record.metainfo),
    trackers: record.trackers,
    savePath: record.savePath,
    paths: record.paths ?? undefined,
    intent: record.intent,
    have: record.have,
    partial: record.partial.map(({ blocks, piece }) => ({ blocks, piece })),
    priorities: record.priorities,
    created: record.created,
    fileSizes: packNumbers(record.fileSizes),
    fileMtimesMs: packNumbers(record.fileMtimesMs),
    downloadedBytes: whole(record.downloadedBytes),
    uploadedBytes: whole(record.uploadedBytes),
    wastedBytes: whole(record.wastedBytes),
    addedAt: whole(record.addedAt),
    completedAt: record.completedAt === null ? undefined : whole(record.completedAt),
    seedingSeconds: whole(record.seedingSeconds),
    maxDownBps: record.maxDownBps === null ? undefined : whole(record.maxDownBps),
    maxUpBps: record.maxUpBps === null ? undefined : whole(record.maxUpBps),
    queueRank: record.queueRank === null ? undefined : whole(record.queueRank),
    forced: record.forced ? 1 : undefined,
    superSeed: record.superSeed ? 1 : undefined,
    sequential: record.sequential ? 1 : undefined,
    firstLast: record.firstLast ? 1 : undefined,
    goals: record.goals === null ? undefined : encodeGoals(record.goals),
    peers: record.peers,
    bannedWebSeeds: record.bannedWebSeeds.map(({ url, why }) => ({ url, why })),
    clean: record.clean ? 1 : 0,
  };
}

function readFields(scan: Scan): Result<ResumeRecord, DecodeError> {
  const from = new FieldReader(scan, 0);
  from.integer('schema', RESUME_SCHEMA, RESUME_SCHEMA);
  const record: ResumeRecord = {
    // checked by the pattern
    id: from.text('id', /^[0-9a-f]{16}$/) as TorrentId,
    magnet: from.optional('magnet', () => from.text('magnet')),
    metainfo: from.optional('metainfo', () => from.nested('metainfo', decodeMetainfo)),
    trackers: from.list('trackers', (tier) => from.listOf(tier, (url) => from.textOf(url))),
    savePath: from.text('savePath'),
    paths: from.optional('paths', () => from.list('paths', (path) => from.textOf(path))),
    intent: from.oneOf('intent', INTENTS),
    have: from.bytes('have'),
    partial: from.list('partial', (entry) =>
      from.dictionaryOf(entry, (inner) => ({ piece: inner.integer('piece', 0), blocks: inner.bytes('blocks') })),
    ),
    priorities: from.bytes('priorities'),
    created: from.bytes('created'),
    fileSizes: from.numbers('fileSizes'),
    fileMtimesMs: from.numbers('fileMtimesMs'),
    downloadedBytes: from.integer('downloadedBytes', 0),
    uploadedBytes: from.integer('uploadedBytes', 0),
    wastedBytes: from.integer('wastedBytes', 0),
    addedAt: from.integer('addedAt', 0),
    completedAt: from.optional('completedAt', () => from.integer('completedAt', 0)),
    seedingSeconds: from.integer('seedingSeconds', 0),
    maxDownBps: from.optional('maxDownBps', () => from.integer('maxDownBps', 0)),
    maxUpBps: from.optional('maxUpBps', () => from.integer('maxUpBps', 0)),
    queueRank: from.optional('queueRank', () => from.integer('queueRank', 0)),
    forced: from.optional('forced', () => from.integer('forced', 0, 1)) === 1,
    superSeed: from.optional('superSeed', () => from.integer('superSeed', 0, 1)) === 1,
    sequential: from.optional('sequential', () => from.integer('sequential', 0, 1)) === 1,
    firstLast: from.optional('firstLast', () => from.integer('firstLast', 0, 1)) === 1,
    goals: from.optional('goals', () => from.nested('goals', decodeGoals)),
    peers: from.list('peers', (peer) => from.textOf(peer)),
    bannedWebSeeds: from.list('bannedWebSeeds', (entry) =>
      from.dictionaryOf(entry, (inner) => ({ url: inner.text('url'), why: inner.text('why') })),
    ),
    clean: from.integer('clean', 0, 1) === 1,
  };
  const problem = from.finish();
  return problem === null ? ok(record) : err(problem);
}

const checksum = (body: Uint8Array): Buffer => hash('sha256', body, 'buffer');

function whole(value: number): number {
  return Number.isFinite(value) ? Math.min(Number.MAX_SAFE_INTEGER, Math.max(0, Math.round(value))) : 0;
}
