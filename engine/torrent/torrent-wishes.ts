/** What a person changes of a torrent without its state moving: priorities, order, web seeds. */
import type { PieceOrder } from '../api/commands.js';
import type { FilePriority } from '../api/torrent-view.js';
import { MAX_WEB_SEEDS } from '../metainfo/limits.js';
import type { TorrentContent } from './torrent-content.js';
import type { TorrentDetails } from './torrent-details.js';
import type { TorrentNet } from './torrent-net.js';
import { priorityValue } from './wanted.js';
import type { WebSeeds } from './web-seeds.js';

/** The torrent. */
export interface Wisher {
  readonly content: TorrentContent | null;
  readonly details: TorrentDetails;
  readonly net: TorrentNet;
  readonly webSeeds: WebSeeds;
  order: PieceOrder;
  completedAt: number | null;
}

export type FilePriorities = readonly { readonly index: number; readonly priority: FilePriority }[];

/** Its long details must be in memory. */
export function changePriorities(torrent: Wisher, content: TorrentContent, files: FilePriorities): void {
  for (const { index, priority } of files) content.setPriority(index, priorityValue(priority));
  content.prioritiesChanged();
  if (!content.isComplete) torrent.completedAt = null;
  for (const peer of torrent.net.peers.values()) torrent.net.swarm.talk.updateInterest(peer);
}

export function changeOptions(torrent: Wisher, { superSeed, ...order }: { readonly superSeed?: boolean } & Partial<PieceOrder>): void {
  if (superSeed !== undefined) torrent.net.superSeed = superSeed;
  const { sequential, firstLast } = { ...torrent.order, ...order };
  torrent.order = { sequential, firstLast };
  torrent.content?.setOrder(torrent.order);
}

/** Takes in those that are not known yet; false when there are none. */
export function takeWebSeeds({ content, details, webSeeds }: Wisher, urls: readonly string[]): boolean {
  const { known, long } = details;
  if (known === null) return false;
  const all = [...new Set([...known.webSeeds, ...urls])].slice(0, MAX_WEB_SEEDS);
  const fresh = all.slice(known.webSeeds.length);
  if (fresh.length === 0) return false;
  details.known = { ...known, webSeeds: all };
  if (content !== null && long !== null) webSeeds.add({ ...long, webSeeds: fresh }, content);
  return true;
}
