/** What a person changes of a torrent without its state moving: priorities, order, trackers, web seeds. */
import type { PieceOrder } from '../api/commands.js';
import type { ErrorView } from '../api/errors.js';
import type { FilePriority } from '../api/torrent-view.js';
import { MAX_WEB_SEEDS } from '../metainfo/limits.js';
import { clockSeeding, type StateFollower } from './follow-state.js';
import { placeFiles } from './place-files.js';
import { isOpen } from './torrent-state.js';
import { priorityValue } from './wanted.js';

/** The torrent. */
export interface Wisher extends StateFollower {
  order: PieceOrder;
  trackers: readonly (readonly string[])[];
  completedAt: number | null;
  /** Something has changed that a record holds. */
  changed(): void;
  onDiskFailed(error: ErrorView): void;
}

export type FilePriorities = readonly { readonly index: number; readonly priority: FilePriority }[];

/** At once, or when its long details have been read. */
export function setPriorities(torrent: Wisher, files: FilePriorities): void {
  const { content, details } = torrent;
  if (content === null) return;
  if (!details.areHere) return details.need(() => setPriorities(torrent, files));
  for (const { index, priority } of files) content.setPriority(index, priorityValue(priority));
  content.prioritiesChanged();
  if (!content.isComplete) torrent.completedAt = null;
  for (const peer of torrent.net.peers.values()) torrent.net.swarm.talk.updateInterest(peer);
  clockSeeding(torrent);
  torrent.changed();
  if (isOpen(torrent.state)) {
    placeFiles(content, (placed) => {
      if (placed.kind === 'failed') torrent.onDiskFailed(placed.error);
      else torrent.changed();
    });
  }
}

export function setOptions(torrent: Wisher, { superSeed, ...order }: { readonly superSeed?: boolean } & Partial<PieceOrder>): void {
  if (superSeed !== undefined) torrent.net.superSeed = superSeed;
  const { sequential, firstLast } = { ...torrent.order, ...order };
  torrent.order = { sequential, firstLast };
  torrent.content?.setOrder(torrent.order);
  torrent.changed();
}

export function setTrackers(torrent: Wisher, tiers: readonly (readonly string[])[]): void {
  torrent.trackers = tiers;
  torrent.net.replaceTrackers(tiers);
  torrent.changed();
}

/** Takes in those that are not known yet. */
export function addWebSeeds(torrent: Wisher, urls: readonly string[]): void {
  const { content, details, webSeeds } = torrent;
  const { known, long } = details;
  if (known === null) return;
  const all = [...new Set([...known.webSeeds, ...urls])].slice(0, MAX_WEB_SEEDS);
  const fresh = all.slice(known.webSeeds.length);
  if (fresh.length === 0) return;
  details.known = { ...known, webSeeds: all };
  if (content !== null && long !== null) webSeeds.add({ ...long, webSeeds: fresh }, content);
  torrent.changed();
}
