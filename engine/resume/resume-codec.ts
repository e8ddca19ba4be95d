/**
 * Resume records as bytes: a bencoded dictionary with its schema number, sealed in a frame (record-frame).
 * Invariant: what decodes is exactly what was encoded; any other bytes give a typed error. Whether the
 * numbers fit the torrent is asked by `validateRecord`, since a record can be read before its torrent is known.
 */
import type { DecodeError, Result } from '../base/result.js';
import { err, ok } from '../base/result.js';
import { encode } from '../bencode/encode.js';
import type { Scan } from '../bencode/scan.js';
import { atRest } from './at-rest.js';
import { FieldReader } from './field-reader.js';
import { scanDictionary } from './own-dictionary.js';
import { RESUME_SCHEMA, type ResumeRecord } from './record.js';
import { bodyFields, coreFields, READ, type RecordDraft } from './record-fields.js';
import { frame, unframe } from './record-frame.js';
import { upToDate } from './resume-migrations.js';

/** Metadata of 32 MiB, its piece layers, and the paths and sizes of as many files as that can name. */
export const MAX_RECORD_BYTES = 256 * 1024 * 1024;
const NO_BYTES = new Uint8Array(0);

/** Encodes a record. Fractions are rounded and numbers that are none become 0: a record must always be writable. */
export function encodeRecord(record: ResumeRecord): Uint8Array {
  return frame(encode(coreFields(record)), encode({ schema: RESUME_SCHEMA, ...bodyFields(record) }));
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

function decodeDraft(bytes: Uint8Array): Result<RecordDraft, DecodeError> {
  const body = unframe(bytes);
  if (!body.ok) return body;
  const scanned = scanDictionary(body.value, MAX_RECORD_BYTES, { code: 'not-a-record', message: 'The saved state is no dictionary.' });
  if (!scanned.ok) return scanned;
  const current = upToDate(scanned.value);
  return current.ok ? readFields(current.value) : current;
}

/**
 * One literal: thousands of these are made in a row, and must all have one shape. In the order of the keys, in which the reader finds
 * them at once.
 */
function readFields(scan: Scan): Result<RecordDraft, DecodeError> {
  const from = new FieldReader(scan, 0);
  const record: RecordDraft = {
    addedAt: READ.addedAt(from),
    adopted: READ.adopted(from),
    bannedWebSeeds: READ.bannedWebSeeds(from),
    clean: READ.clean(from),
    completedAt: READ.completedAt(from),
    created: READ.created(from),
    downloadedBytes: READ.downloadedBytes(from),
    fileMtimesMs: READ.fileMtimesMs(from),
    fileSizes: READ.fileSizes(from),
    finalPath: READ.finalPath(from),
    firstLast: READ.firstLast(from),
    forced: READ.forced(from),
    generation: READ.generation(from),
    goals: READ.goals(from),
    have: READ.have(from),
    id: READ.id(from),
    infoHashV1: READ.infoHashV1(from),
    intent: READ.intent(from),
    magnet: READ.magnet(from),
    maxDownBps: READ.maxDownBps(from),
    maxUpBps: READ.maxUpBps(from),
    metainfo: READ.metainfo(from),
    moving: READ.moving(from),
    mustCheck: READ.mustCheck(from),
    name: READ.name(from),
    partSlots: READ.partSlots(from),
    parted: READ.parted(from),
    partial: READ.partial(from),
    paths: READ.paths(from),
    peers: READ.peers(from),
    priorities: READ.priorities(from),
    private: READ.private(from),
    queueRank: READ.queueRank(from),
    recent: READ.recent(from),
    savePath: READ.savePath(from),
    seedingSeconds: READ.seedingSeconds(from),
    sequential: READ.sequential(from),
    superSeed: READ.superSeed(from),
    trackers: READ.trackers(from),
    unsure: READ.unsure(from),
    uploadedBytes: READ.uploadedBytes(from),
    volume: READ.volume(from),
    wastedBytes: READ.wastedBytes(from),
    wishes: READ.wishes(from),
  };
  from.integer('schema', RESUME_SCHEMA, RESUME_SCHEMA);
  const problem = from.finish();
  return problem === null ? ok(record) : err(problem);
}
