/** The Library groups of the sidebar: which rows belong to which. Pure. */
import type { TorrentRow } from '../../electron/contract/index.js';

export const GROUPS = ['all', 'downloading', 'seeding', 'finished', 'paused', 'attention'] as const;
export type Group = (typeof GROUPS)[number];
export type GroupCounts = Readonly<Record<Group, number>>;

/** The group of a row besides `all`; null for none (checking something complete). */
export function groupOf(row: TorrentRow): Exclude<Group, 'all'> | null {
  switch (row.status.kind) {
    case 'seeding':
      return 'seeding';
    case 'finished':
      return 'finished';
    case 'paused':
      return 'paused';
    case 'needs-attention':
      return 'attention';
    case 'checking':
    case 'moving':
      return row.sizeBytes !== null && row.doneBytes >= row.wantedBytes ? null : 'downloading';
    default:
      return 'downloading';
  }
}

export function inGroup(row: TorrentRow, group: Group): boolean {
  return group === 'all' || groupOf(row) === group;
}
