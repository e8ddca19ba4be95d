/** From what a person gave (file bytes, magnet, resume record) to what makes a torrent. Errors are EngineErrors to throw. */
import type { AddArgs } from '../api/commands.js';
import { EngineError } from '../api/errors.js';
import type { InfoHashV1, TorrentId } from '../api/ids.js';
import type { Random } from '../base/ports.js';
import { parseMagnet, parseMagnetOrHash } from '../metainfo/magnet.js';
import type { FileAnswer, InfoAnswer, MetainfoReader } from '../metainfo/metainfo-reader.js';
import type { Magnet, Metainfo } from '../metainfo/torrent-info.js';
import type { AtRest } from '../resume/at-rest.js';
import type { ResumeRecord } from '../resume/record.js';
import { validateRecord, withoutMisfits } from '../resume/validate-record.js';
import type { TorrentInit } from '../torrent/torrent-init.js';

const NO_NODES: readonly string[] = [];

export type ReadSource =
  | { readonly kind: 'file'; readonly metainfo: Metainfo }
  | { readonly kind: 'magnet'; readonly magnet: Magnet; readonly uri: string };

/** Reads a source. Rejects with `torrent-invalid` or `magnet-invalid`. */
export async function readSource(source: AddArgs['source'], reader: MetainfoReader): Promise<ReadSource> {
  if (source.kind === 'magnet') {
    const magnet = parseMagnetOrHash(source.uri);
    if (!magnet.ok) throw new EngineError('magnet-invalid', magnet.error.message, { reason: magnet.error.code });
    return { kind: 'magnet', magnet: magnet.value, uri: source.uri };
  }
  const metainfo = await new Promise<Parameters<FileAnswer>[0]>((answer) => reader.readFile(source.bytes, answer));
  if (!metainfo.ok) {
    throw new EngineError('torrent-invalid', metainfo.error.message, { reason: metainfo.error.code, field: metainfo.error.field ?? '' });
  }
  return { kind: 'file', metainfo: metainfo.value };
}

/** The v1 hash to meet peers by. Throws `torrent-v2-only` when there is none. */
export function swarmHash(read: ReadSource): InfoHashV1 {
  const hash = read.kind === 'file' ? read.metainfo.info.infoHashV1 : read.magnet.infoHashV1;
  if (hash === null) {
    throw new EngineError('torrent-v2-only', 'This torrent is v2 only, which Shoal cannot transfer yet. Ask for a v1 or hybrid one.');
  }
  return hash;
}

export function initFromSource(read: ReadSource, args: AddArgs, id: TorrentId, wallNow: number): TorrentInit {
  const wanted = args.wanted == null ? null : rangesOf(args.wanted);
  const common = {
    id,
    infoHashV1: swarmHash(read),
    savePath: args.savePath,
    priorities: null,
    order: { sequential: args.sequential ?? false, firstLast: args.firstLast ?? false },
    addedAt: wallNow,
    seedOnly: args.seed ?? false,
    record: null,
  };
  if (read.kind === 'file') {
    return {
      ...common,
      name: read.metainfo.info.name,
      magnet: null,
      metainfo: read.metainfo,
      trackers: read.metainfo.trackers,
      intent: args.paused ? 'pause' : 'run',
      select: wanted,
    };
  }
  return {
    ...common,
    name: read.magnet.name ?? common.infoHashV1,
    magnet: read.uri,
    metainfo: null,
    trackers: read.magnet.trackers.map((url) => [url]),
    intent: args.hold ? 'hold' : args.paused ? 'pause' : 'run',
    select: wanted ?? read.magnet.select,
  };
}

/** Inclusive ranges; neighbours in the list become one. */
function rangesOf(indexes: readonly number[]): [number, number][] {
  const ranges: [number, number][] = [];
  for (const index of indexes) {
    const last = ranges.at(-1);
    if (last !== undefined && index === last[1] + 1) last[1] = index;
    else ranges.push([index, index]);
  }
  return ranges;
}

/** From a saved record; null when it holds nothing to start from (it goes to quarantine). */
export async function initFromRecord(record: ResumeRecord, reader: MetainfoReader): Promise<TorrentInit | null> {
  const saved = record.metainfo;
  if (saved === null) {
    const magnet = record.magnet === null ? null : parseMagnetOrHash(record.magnet);
    if (magnet === null || !magnet.ok || magnet.value.infoHashV1 === null) return null;
    const hash = magnet.value.infoHashV1;
    return restored(record, hash, magnet.value.name ?? hash, null, magnet.value.select);
  }
  const info = await new Promise<Parameters<InfoAnswer>[0]>((answer) => reader.readInfo(saved.infoBytes, null, answer));
  if (!info.ok || info.value.infoHashV1 === null) return null;
  const { comment, createdBy, creationDate, infoBytes, webSeeds } = saved;
  const metainfo = { info: info.value, infoBytes, webSeeds, comment, createdBy, creationDate, nodes: NO_NODES };
  const fitting = validateRecord(record, info.value).ok ? record : withoutMisfits(record);
  return restored(fitting, info.value.infoHashV1, info.value.name, metainfo, null);
}

/** Of a torrent at rest: nothing of its description is read. */
export function initAtRest(record: ResumeRecord, atRest: AtRest): TorrentInit {
  const { infoHashV1, name } = atRest.summary;
  return restored(record, infoHashV1, name, null, null, atRest);
}

/** One literal and no copies of others: thousands of these are made at once, and each copy would get a shape of its own. */
function restored(
  record: ResumeRecord,
  infoHashV1: InfoHashV1,
  name: string,
  metainfo: TorrentInit['metainfo'],
  select: TorrentInit['select'],
  atRest: TorrentInit['atRest'] = null,
): TorrentInit {
  return {
    id: record.id,
    infoHashV1,
    name,
    magnet: record.magnet,
    metainfo,
    atRest,
    trackers: record.trackers,
    savePath: record.savePath,
    intent: record.intent,
    priorities: metainfo !== null && record.priorities.length > 0 ? record.priorities : null,
    select,
    addedAt: record.addedAt,
    seedOnly: false,
    record,
  };
}

/** `x.pe` peers of a magnet. */
export const magnetPeers = (uri: string): readonly string[] => {
  const magnet = parseMagnet(uri);
  return magnet.ok ? magnet.value.peers : [];
};

/** A new id: 16 hex digits. */
export const newTorrentId = (random: Random): TorrentId => Buffer.from(random.bytes(8)).toString('hex') as TorrentId;
