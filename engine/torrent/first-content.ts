/** The content of a torrent when its details are known: by its record, or by what was chosen when it was added. */
import type { PieceOrder } from '../api/commands.js';
import type { TorrentInfo } from '../metainfo/torrent-info.js';
import type { ResumeRecord } from '../resume/record.js';
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
  const priorities = record?.priorities ?? init.priorities ?? selectedPriorities(info.files.count, init.select);
  const content = new TorrentContent(info, info.pieceHashes, savePath, record, priorities, host, services);
  content.setOrder(order);
  return content;
}
