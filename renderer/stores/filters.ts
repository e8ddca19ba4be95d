/** What the list is narrowed to: a Library group and words from the filter field. */
import { createStore } from 'zustand/vanilla';
import type { TorrentRow } from '../../electron/contract/index.js';
import { type Group, inGroup } from './groups.js';

export interface FiltersState {
  readonly group: Group;
  readonly text: string;
}

export const filters = createStore<FiltersState>(() => ({ group: 'all', text: '' }));

export const setGroup = (group: Group): void => filters.setState({ group });
export const setFilterText = (text: string): void => filters.setState({ text });
export const clearFilters = (): void => filters.setState({ group: 'all', text: '' });

/** A predicate for rows: in the group, and every word occurs in the name, the folder or an info-hash. */
export function rowFilter(state: FiltersState): (row: TorrentRow) => boolean {
  const words = state.text.toLowerCase().split(/\s+/).filter(Boolean);
  return (row) => {
    if (!inGroup(row, state.group)) return false;
    if (words.length === 0) return true;
    const hay = `${row.name}\n${row.savePath}\n${row.infoHashV1 ?? ''}\n${row.infoHashV2 ?? ''}`.toLowerCase();
    return words.every((word) => hay.includes(word));
  };
}
