/** How many torrents each entry of the sidebar stands for: one pass over all rows. Pure. */
import type { TorrentId, TorrentRow } from '../../electron/contract/index.js';
import { type GroupCounts, groupOf } from './groups.js';

export interface SidebarCounts {
  readonly groups: GroupCounts;
  readonly labels: ReadonlyMap<string, number>;
  readonly trackers: ReadonlyMap<string, number>;
}

export function sidebarCounts(rows: ReadonlyMap<TorrentId, TorrentRow>): SidebarCounts {
  const groups = { all: rows.size, downloading: 0, seeding: 0, finished: 0, paused: 0, attention: 0 };
  const labels = new Map<string, number>();
  const trackers = new Map<string, number>();
  for (const row of rows.values()) {
    const group = groupOf(row);
    if (group !== null) groups[group]++;
    if (row.label !== null) labels.set(row.label, (labels.get(row.label) ?? 0) + 1);
    for (const host of row.trackers) trackers.set(host, (trackers.get(host) ?? 0) + 1);
  }
  return { groups, labels, trackers };
}
