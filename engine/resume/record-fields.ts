/** The fields of a record, each with how it is written and read: one by one, so that of a damaged record those can be had that are left. */
import type { TorrentId } from '../api/ids.js';
import type { BencodeInput } from '../bencode/encode.js';
import type { FieldReader } from './field-reader.js';
import { decodeGoals, encodeGoals } from './goals-codec.js';
import { decodeMetainfo, encodeMetainfo, type MetainfoDraft } from './metainfo-codec.js';
import { packNumbers } from './packed-numbers.js';
import type { ResumeRecord, SavedMove } from './record.js';
import { decodeWishes, encodeWishes, NO_WISHES } from './wishes-codec.js';

const INTENTS: readonly ResumeRecord['intent'][] = ['run', 'pause', 'hold'];
const STEPS: readonly SavedMove['step'][] = ['copy', 'arrive', 'rename'];
const INFO_HASH = /^(?:[0-9a-f]{40})?$/;

type Fields = Record<string, BencodeInput | undefined>;
type FieldReaders = { readonly [K in keyof RecordDraft]: (from: FieldReader) => RecordDraft[K] };

/** A record whose info dictionary is still a view of the bytes. */
export type RecordDraft = ResumeRecord & { readonly metainfo: MetainfoDraft | null };

/** What a torrent cannot be found again without: kept twice more, in the core of a record. */
export type RecordCore = Pick<
  ResumeRecord,
  'id' | 'infoHashV1' | 'name' | 'private' | 'magnet' | 'trackers' | 'savePath' | 'finalPath' | 'addedAt'
>;

export function coreFields(record: ResumeRecord): Fields {
  return {
    id: record.id,
    infoHashV1: record.infoHashV1,
    name: record.name,
    private: flag(record.private),
    magnet: record.magnet ?? undefined,
    trackers: record.trackers,
    savePath: record.savePath,
    finalPath: record.finalPath ?? undefined,
    addedAt: whole(record.addedAt),
  };
}

export function bodyFields(record: ResumeRecord): Fields {
  return {
    ...coreFields(record),
    generation: whole(record.generation),
    metainfo: record.metainfo === null ? undefined : encodeMetainfo(record.metainfo),
    volume: record.volume ?? undefined,
    moving: record.moving === null ? undefined : { ...record.moving, paths: record.moving.paths ?? undefined },
    paths: record.paths ?? undefined,
    intent: record.intent,
    have: record.have,
    recent: packNumbers(record.recent),
    unsure: record.unsure,
    mustCheck: flag(record.mustCheck),
    partial: record.partial.map(({ blocks, piece }) => ({ blocks, piece })),
    priorities: record.priorities,
    created: record.created,
    adopted: record.adopted,
    parted: record.parted,
    partSlots: packNumbers(record.partSlots),
    fileSizes: packNumbers(record.fileSizes),
    fileMtimesMs: packNumbers(record.fileMtimesMs),
    downloadedBytes: whole(record.downloadedBytes),
    uploadedBytes: whole(record.uploadedBytes),
    wastedBytes: whole(record.wastedBytes),
    completedAt: record.completedAt === null ? undefined : whole(record.completedAt),
    seedingSeconds: whole(record.seedingSeconds),
    maxDownBps: record.maxDownBps === null ? undefined : whole(record.maxDownBps),
    maxUpBps: record.maxUpBps === null ? undefined : whole(record.maxUpBps),
    queueRank: record.queueRank === null ? undefined : whole(record.queueRank),
    forced: flag(record.forced),
    superSeed: flag(record.superSeed),
    sequential: flag(record.sequential),
    firstLast: flag(record.firstLast),
    goals: record.goals === null ? undefined : encodeGoals(record.goals),
    wishes: encodeWishes(record.wishes),
    peers: record.peers,
    bannedWebSeeds: record.bannedWebSeeds.map(({ url, why }) => ({ url, why })),
    clean: record.clean ? 1 : 0,
  };
}

/** How each field is read. */
export const READ: FieldReaders = {
  // checked by the pattern
  id: (from) => from.text('id', /^[0-9a-f]{16}$/) as TorrentId,
  infoHashV1: (from) => from.text('infoHashV1', INFO_HASH),
  name: (from) => from.text('name'),
  private: (from) => from.flag('private'),
  magnet: (from) => from.textOrNull('magnet'),
  trackers: (from) => from.list('trackers', (tier) => from.listOf(tier, (url) => from.textOf(url))),
  savePath: (from) => from.text('savePath'),
  finalPath: (from) => from.textOrNull('finalPath'),
  addedAt: (from) => from.integer('addedAt', 0),
  generation: (from) => from.integer('generation', 0),
  metainfo: (from) => from.optional('metainfo', () => from.nested('metainfo', decodeMetainfo)),
  volume: (from) => from.textOrNull('volume'),
  moving: (from) => from.optional('moving', () => from.nested('moving', readMove)),
  paths: (from) => from.optional('paths', () => from.list('paths', (path) => from.textOf(path))),
  intent: (from) => from.oneOf('intent', INTENTS),
  have: (from) => from.bytes('have'),
  recent: (from) => from.numbers('recent'),
  unsure: (from) => from.bytes('unsure'),
  mustCheck: (from) => from.flag('mustCheck'),
  partial: (from) =>
    from.list('partial', (entry) =>
      from.dictionaryOf(entry, (inner) => ({ blocks: inner.bytes('blocks'), piece: inner.integer('piece', 0) })),
    ),
  priorities: (from) => from.bytes('priorities'),
  created: (from) => from.bytes('created'),
  adopted: (from) => from.bytes('adopted'),
  parted: (from) => from.bytes('parted'),
  partSlots: (from) => from.numbers('partSlots'),
  fileSizes: (from) => from.numbers('fileSizes'),
  fileMtimesMs: (from) => from.numbers('fileMtimesMs'),
  downloadedBytes: (from) => from.integer('downloadedBytes', 0),
  uploadedBytes: (from) => from.integer('uploadedBytes', 0),
  wastedBytes: (from) => from.integer('wastedBytes', 0),
  completedAt: (from) => from.integerOrNull('completedAt', 0),
  seedingSeconds: (from) => from.integer('seedingSeconds', 0),
  maxDownBps: (from) => from.integerOrNull('maxDownBps', 0),
  maxUpBps: (from) => from.integerOrNull('maxUpBps', 0),
  queueRank: (from) => from.integerOrNull('queueRank', 0),
  forced: (from) => from.flag('forced'),
  superSeed: (from) => from.flag('superSeed'),
  sequential: (from) => from.flag('sequential'),
  firstLast: (from) => from.flag('firstLast'),
  goals: (from) => from.optional('goals', () => from.nested('goals', decodeGoals)),
  wishes: (from) => from.optional('wishes', () => from.nested('wishes', decodeWishes)) ?? NO_WISHES,
  peers: (from) => from.list('peers', (peer) => from.textOf(peer)),
  bannedWebSeeds: (from) =>
    from.list('bannedWebSeeds', (entry) => from.dictionaryOf(entry, (inner) => ({ url: inner.text('url'), why: inner.text('why') }))),
  clean: (from) => from.integer('clean', 0, 1) === 1,
};

const flag = (value: boolean): 1 | undefined => (value ? 1 : undefined);

function readMove(from: FieldReader): SavedMove {
  return {
    step: from.oneOf('step', STEPS),
    from: from.text('from'),
    to: from.text('to'),
    paths: from.optional('paths', () => from.list('paths', (path) => from.textOf(path))),
  };
}

function whole(value: number): number {
  return Number.isFinite(value) ? Math.min(Number.MAX_SAFE_INTEGER, Math.max(0, Math.round(value))) : 0;
}
