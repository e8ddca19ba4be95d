/**
 * A torrent's resume record. The order matters: what is verified is noted first, then the files are
 * made durable, and only then is the record built from the note; what was verified meanwhile waits for the next one.
 * Where its long details are put away, what a record says of them is taken from the record before.
 */
import type { ErrorView } from '../api/errors.js';
import { addressText } from '../base/address-text.js';
import type { ResumeRecord, SavedMetainfo, SavedPartial, SavedSummary } from '../resume/record.js';
import { unreadable } from './fetch-details.js';
import { mayBeWritten } from './found-files.js';
import type { Torrent } from './torrent.js';
import type { TorrentContent } from './torrent-content.js';

const KEPT_PEERS = 40;
const NOTHING_PARTED = { parted: new Uint8Array(0), partSlots: [] };
const NOTHING = new Uint8Array(0);
/** The names of so many files are in the record, so that they can be looked at without reading the description. */
const NAMED_FILES = 128;

/** Makes the data durable and resolves with the record, or with the error that stood in the way. */
export async function checkpoint(torrent: Torrent, clean: boolean): Promise<ResumeRecord | ErrorView> {
  torrent.dirty = false;
  if (!torrent.details.areHere) {
    const kept = await keptRecord(torrent, clean);
    if (kept !== null) return kept;
  }
  const { content } = torrent;
  if (content === null) return recordOf(torrent, NOTHING, [], [], clean);
  if (clean) await content.drained;
  const have = content.have.toWire();
  const partial = content.savedPartial();
  const recent = content.takeRecent();
  const synced = await new Promise<ErrorView | null>((resolve) =>
    content.storage.sync((answer) => resolve(answer.kind === 'failed' ? answer.error : null)),
  );
  if (synced !== null) {
    torrent.dirty = true;
    content.recent = [...recent, ...content.recent];
    return synced;
  }
  // how whole files look stays true; those of others only when nothing is written any more
  if ((clean || content.isWhole) && content.evidence === null) await lookAtFiles(content);
  return recordOf(torrent, have, partial, recent, clean);
}

async function lookAtFiles(content: TorrentContent): Promise<void> {
  await new Promise<void>((resolve) =>
    content.storage.stat((seen) => {
      if (!('failed' in seen)) content.noteLooks(seen);
      resolve();
    }),
  );
}

/** From the record before and what has changed since; null: the files have to be looked at, and the details are here for that. */
async function keptRecord(torrent: Torrent, clean: boolean): Promise<ResumeRecord | ErrorView | null> {
  const { id, services } = torrent;
  try {
    const kept = await services.saved.loadRecord(id);
    const webSeeds = torrent.details.known?.webSeeds ?? [];
    const metainfo = kept.metainfo === null ? null : { ...kept.metainfo, webSeeds };
    const hasAll = kept.clean && metainfo?.summary != null;
    if (hasAll || !clean) return { ...kept, ...changingPart(torrent), metainfo };
  } catch (thrown) {
    return unreadable(id, thrown instanceof Error ? thrown.message : String(thrown));
  }
  return await new Promise<ErrorView | null>((resolve) => torrent.details.need(() => resolve(null), resolve));
}

/** The record with given durable pieces and parts of pieces; nothing is touched. */
export function recordOf(
  torrent: Torrent,
  have: Uint8Array,
  partial: readonly SavedPartial[],
  recent: readonly number[],
  ended: boolean,
): ResumeRecord {
  const { content } = torrent;
  const looks = ended || content?.isWhole === true ? (content?.evidence ?? null) : null;
  const { known, long } = torrent.details;
  const { body } = content ?? {};
  return {
    ...changingPart(torrent),
    id: torrent.id,
    generation: 0,
    infoHashV1: torrent.init.infoHashV1,
    name: torrent.name,
    private: known?.private ?? false,
    magnet: torrent.init.magnet,
    metainfo: long === null ? null : savedMetainfo(torrent, long.infoBytes),
    savePath: torrent.savePath,
    finalPath: null,
    volume: null,
    moving: null,
    paths: body == null || (body.files.paths === long?.info.files.paths && body.files.count > NAMED_FILES) ? null : [...body.files.paths],
    have,
    recent,
    unsure: content?.doubts.toWire() ?? NOTHING,
    mustCheck: torrent.mustCheck || torrent.isNew, // where nobody has looked yet, there may be something
    partial,
    priorities: content?.priorities ?? torrent.init.priorities ?? NOTHING,
    created: body?.storage.createdFiles() ?? NOTHING,
    adopted: content == null || body == null ? NOTHING : mayBeWritten(content),
    ...(body?.placement.toSaved() ?? NOTHING_PARTED),
    fileSizes: looks?.sizes ?? [],
    fileMtimesMs: looks?.mtimesMs ?? [],
    clean: looks !== null,
  };
}

function savedMetainfo({ content, details, init, name }: Torrent, infoBytes: Uint8Array): SavedMetainfo | null {
  const { known } = details;
  if (known === null) return null;
  const { comment, createdBy, creationDate, infoHashV2, isFolder, pieceLength, private: isPrivate, source, version, webSeeds } = known;
  const { infoHashV1 } = init;
  const summary: SavedSummary | null =
    content === null
      ? null
      : {
          name,
          infoHashV1,
          infoHashV2,
          version,
          pieceLength,
          totalSize: content.geometry.totalSize,
          private: isPrivate,
          source,
          isFolder,
          shownCount: content.shownCount,
          shownBytes: content.shownBytes,
        };
  return { infoBytes, pieceLayers: null, summary, webSeeds, comment, createdBy, creationDate };
}

/** What changes without the files being touched. */
function changingPart(torrent: Torrent) {
  const { init, net, standing, traffic } = torrent;
  return {
    trackers: torrent.trackers,
    intent: torrent.intent,
    downloadedBytes: traffic.downloadedBytes,
    uploadedBytes: traffic.uploadedBytes,
    wastedBytes: torrent.allWastedBytes,
    addedAt: init.addedAt,
    completedAt: torrent.completedAt,
    seedingSeconds: Math.floor(standing.seeding.seconds(torrent.nowMs())),
    ...traffic.ownLimits,
    queueRank: standing.rank,
    forced: standing.forced,
    superSeed: torrent.superSeed,
    ...torrent.order,
    goals: standing.goals,
    wishes: { label: standing.label, priority: standing.priority, name: standing.ownName },
    peers: net.bestPeers(KEPT_PEERS).map(addressText),
    bannedWebSeeds: torrent.webSeedBans,
  };
}
