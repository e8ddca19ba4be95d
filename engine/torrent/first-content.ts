/** The content of a torrent when its details are known: by its record, or by what was chosen when it was added. */
import type { PieceOrder } from '../api/commands.js';
import { Bitfield } from '../base/bitfield.js';
import { Geometry } from '../metainfo/geometry.js';
import type { TorrentInfo } from '../metainfo/torrent-info.js';
import type { ResumeRecord, SavedSummary } from '../resume/record.js';
import { makeBody } from './content-body.js';
import { basisOf } from './data-basis.js';
import type { ContentHost } from './payload-movers.js';
import type { TorrentServices } from './services.js';
import { TorrentContent } from './torrent-content.js';
import { type LastingInit, selectedPriorities } from './torrent-init.js';

/** The torrent. */
export interface ContentOwner {
  readonly init: LastingInit;
  readonly savePath: string;
  readonly order: PieceOrder;
  readonly services: TorrentServices;
}

/** Null where there are no v1 hashes to check pieces by. */
export function firstContent(
  info: TorrentInfo,
  record: ResumeRecord | null,
  { init, order, savePath, services }: ContentOwner,
  host: ContentHost,
): TorrentContent | null {
  if (info.pieceHashes === null) return null;
  const { pieceHashes } = info;
  const geometry = new Geometry(info.pieceLength, info.totalSize);
  const body = makeBody({ id: init.id, info, pieceHashes, geometry, savePath, record }, services.storage);
  const chosen = record?.priorities ?? init.priorities ?? selectedPriorities(info.files.count, init.select);
  const priorities = chosen?.length === info.files.count ? chosen.slice() : allNormal(info.files.count);
  const have = (record === null ? null : Bitfield.fromWire(record.have, geometry.pieceCount)) ?? new Bitfield(geometry.pieceCount);
  const { count: shownCount, totalBytes: shownBytes } = body.shown;
  const content = new TorrentContent({ id: init.id, geometry, body, savePath, priorities, have, shownCount, shownBytes }, host, services);
  if (record !== null) {
    content.kept.restore(record.partial, (piece) => geometry.blocksIn(piece));
    content.basis = basisOf(record);
  }
  content.setOrder(order);
  return content;
}

/** Of a torrent at rest, without its body. */
export function contentAtRest(
  { pieceLength, shownBytes, shownCount, totalSize }: SavedSummary,
  pieceCount: number,
  record: ResumeRecord,
  { init, order, savePath, services }: ContentOwner,
  host: ContentHost,
): TorrentContent {
  const geometry = new Geometry(pieceLength, totalSize);
  const priorities = record.priorities.length > 0 ? record.priorities : allNormal(record.fileSizes.length);
  const have = new Bitfield(pieceCount, true);
  const content = new TorrentContent(
    { id: init.id, geometry, body: null, savePath, priorities, have, shownCount, shownBytes },
    host,
    services,
  );
  content.basis = basisOf(record);
  content.setOrder(order);
  return content;
}

const allNormal = (fileCount: number): Uint8Array => new Uint8Array(fileCount).fill(2);
