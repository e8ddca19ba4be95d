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
import { atRest } from './at-rest.js';
import { FieldReader } from './field-reader.js';
import { decodeGoals, encodeGoals } from './goals-codec.js';
import { decodeMetainfo, encodeMetainfo, type MetainfoDraft } from './metainfo-codec.js';
import { scanDictionary } from './own-dictionary.js';
import { packNumbers } from './packed-numbers.js';
import { RESUME_SCHEMA, type ResumeRecord } from './record.js';
import { upToDate } from './resume-migrations.js';
import { decodeWishes, encodeWishes, NO_WISHES } from './wishes-codec.js';

const MAGIC = Buffer.from('SHOALRES', 'latin1');
const CHECKSUM_BYTES = 32;
const HEAD_BYTES = MAGIC.length + CHECKSUM_BYTES;
/** Metadata of 32 MiB, its piece layers, and the paths and sizes of as many files as that can name. */
export const MAX_RECORD_BYTES = 256 * 1024 * 1024;
const NO_BYTES = new Uint8Array(0);
const INTENTS: readonly ResumeRecord['intent'][] = ['run', 'pause', 'hold'];

/** Encodes a record. Fractions are rounded and numbers that are none become 0: a record must always be writable. */
export function encodeRecord(record: ResumeRecord): Uint8Array {
  const body = encode({ schema: RESUME_SCHEMA, ...fieldsOf(record) });
  return Buffer.concat([MAGIC, checksum(body), body]);
}

/** Errors: `not-a-record`, `checksum`, `schema-newer`, `unknown-field`, and those of bencode and of single fields. */
export const decodeRecord = (bytes: Uint8Array): Result<ResumeRecord, DecodeError> => decodeWith(bytes, () => true);

/** The same for a start: of a torrent at rest the info dictionary, which is most of its record, is left out. */
export const decodeForStart = (bytes: Uint8Array): Result<ResumeRecord, DecodeError> =>
  decodeWith(bytes, (record) => atRest(record) === null);

function decodeWith(bytes: Uint8Array, needsInfo: (record: ResumeRecord) => boolean): Result<ResumeRecord, DecodeError> {
  const decoded = decodeDraft(bytes);
  if (!decoded.ok) return decoded;
  const { metainfo } = decoded.value;
  if (metainfo !== null) metainfo.infoBytes = needsInfo(decoded.value) ? new Uint8Array(metainfo.infoBytes) : NO_BYTES;
  return decoded;
}

/** A record whose info dictionary is still a view of the bytes. */
type Draft = ResumeRecord & { readonly metainfo: MetainfoDraft | null };

function decodeDraft(bytes: Uint8Array): Result<Draft, DecodeError> {
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
    wishes: encodeWishes(record.wishes),
    peers: record.peers,
    bannedWebSeeds: record.bannedWebSeeds.map(({ url, why }) => ({ url, why })),
    clean: record.clean ? 1 : 0,
  };
}

/** In the order of the keys, in which the reader finds them at once. */
function readFields(scan: Scan): Result<Draft, DecodeError> {
  const from = new FieldReader(scan, 0);
  const record: Draft = {
    addedAt: from.integer('addedAt', 0),
    bannedWebSeeds: from.list('bannedWebSeeds', (entry) =>
      from.dictionaryOf(entry, (inner) => ({ url: inner.text('url'), why: inner.text('why') })),
    ),
    clean: from.integer('clean', 0, 1) === 1,
    completedAt: from.integerOrNull('completedAt', 0),
    created: from.bytes('created'),
    downloadedBytes: from.integer('downloadedBytes', 0),
    fileMtimesMs: from.numbers('fileMtimesMs'),
    fileSizes: from.numbers('fileSizes'),
    firstLast: from.flag('firstLast'),
    forced: from.flag('forced'),
    goals: from.optional('goals', () => from.nested('goals', decodeGoals)),
    have: from.bytes('have'),
    // checked by the pattern
    id: from.text('id', /^[0-9a-f]{16}$/) as TorrentId,
    intent: from.oneOf('intent', INTENTS),
    magnet: from.textOrNull('magnet'),
    maxDownBps: from.integerOrNull('maxDownBps', 0),
    maxUpBps: from.integerOrNull('maxUpBps', 0),
    metainfo: from.optional('metainfo', () => from.nested('metainfo', decodeMetainfo)),
    partial: from.list('partial', (entry) =>
      from.dictionaryOf(entry, (inner) => ({ blocks: inner.bytes('blocks'), piece: inner.integer('piece', 0) })),
    ),
    paths: from.optional('paths', () => from.list('paths', (path) => from.textOf(path))),
    peers: from.list('peers', (peer) => from.textOf(peer)),
    priorities: from.bytes('priorities'),
    queueRank: from.integerOrNull('queueRank', 0),
    savePath: from.text('savePath'),
    seedingSeconds: from.integer('seedingSeconds', 0),
    sequential: from.flag('sequential'),
    superSeed: from.flag('superSeed'),
    trackers: from.list('trackers', (tier) => from.listOf(tier, (url) => from.textOf(url))),
    uploadedBytes: from.integer('uploadedBytes', 0),
    wastedBytes: from.integer('wastedBytes', 0),
    wishes: from.optional('wishes', () => from.nested('wishes', decodeWishes)) ?? NO_WISHES,
  };
  from.integer('schema', RESUME_SCHEMA, RESUME_SCHEMA);
  const problem = from.finish();
  return problem === null ? ok(record) : err(problem);
}

const checksum = (body: Uint8Array): Buffer => hash('sha256', body, 'buffer');

function whole(value: number): number {
  return Number.isFinite(value) ? Math.min(Number.MAX_SAFE_INTEGER, Math.max(0, Math.round(value))) : 0;
}
