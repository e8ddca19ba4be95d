/**
 * A torrent's resume record. The order matters: what is verified is noted first, then the files are
 * made durable, and only then is the record built from the note; what was verified meanwhile waits for the next one.
 */
import type { ErrorView } from '../api/errors.js';
import { addressText } from '../base/address-text.js';
import type { ResumeRecord, SavedPartial } from '../resume/record.js';
import type { Torrent } from './torrent.js';

const KEPT_PEERS = 40;

/** Makes the data durable and resolves with the record, or with the error that stood in the way. */
export async function checkpoint(torrent: Torrent, clean: boolean): Promise<ResumeRecord | ErrorView> {
  const { content } = torrent;
  torrent.dirty = false;
  if (content === null) return recordOf(torrent, new Uint8Array(0), [], clean);
  if (clean) await content.drained;
  const have = content.have.toWire();
  const partial = content.savedPartial();
  const synced = await new Promise<ErrorView | null>((resolve) =>
    content.storage.sync((answer) => resolve(answer.kind === 'failed' ? answer.error : null)),
  );
  if (synced !== null) {
    torrent.dirty = true;
    return synced;
  }
  if (clean) {
    await new Promise<void>((resolve) =>
      content.storage.stat((seen) => {
        if (!('failed' in seen)) content.evidence = seen;
        resolve();
      }),
    );
  }
  return recordOf(torrent, have, partial, clean);
}

/** The record with given durable pieces and parts of pieces; nothing is touched. */
export function recordOf(torrent: Torrent, have: Uint8Array, partial: readonly SavedPartial[], clean: boolean): ResumeRecord {
  const { content, init, metainfo } = torrent;
  return {
    id: torrent.id,
    magnet: init.magnet,
    metainfo:
      metainfo === null
        ? null
        : {
            infoBytes: metainfo.infoBytes,
            pieceLayers: null,
            webSeeds: metainfo.webSeeds,
            comment: metainfo.comment,
            createdBy: metainfo.createdBy,
            creationDate: metainfo.creationDate,
          },
    trackers: torrent.trackers,
    savePath: torrent.savePath,
    paths: content === null || content.files.paths === metainfo?.info.files.paths ? null : [...content.files.paths],
    intent: torrent.intent,
    have,
    partial,
    priorities: content?.priorities ?? init.priorities ?? new Uint8Array(0),
    created: content?.storage.createdFiles() ?? new Uint8Array(0),
    fileSizes: (clean ? content?.evidence?.sizes : null) ?? [],
    fileMtimesMs: (clean ? content?.evidence?.mtimesMs : null) ?? [],
    downloadedBytes: torrent.traffic.downloadedBytes,
    uploadedBytes: torrent.traffic.uploadedBytes,
    wastedBytes: torrent.allWastedBytes,
    addedAt: init.addedAt,
    completedAt: torrent.completedAt,
    seedingSeconds: Math.floor(torrent.standing.seeding.seconds(torrent.nowMs())),
    maxDownBps: torrent.traffic.downLimit.rateBps,
    maxUpBps: torrent.traffic.upLimit.rateBps,
    queueRank: torrent.standing.rank,
    forced: torrent.standing.forced,
    superSeed: torrent.superSeed,
    ...torrent.order,
    goals: torrent.standing.goals,
    peers: torrent.net.bestPeers(KEPT_PEERS).map(addressText),
    clean: clean && content?.evidence != null,
  };
}
