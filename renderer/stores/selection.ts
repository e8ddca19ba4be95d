/** Which rows are selected. Survives sort, filter and every update; only a row that is gone leaves it. */
import { createStore } from 'zustand/vanilla';
import type { TorrentId, TorrentRow } from '../../electron/contract/index.js';
import { order } from './order.js';
import { clickRow, EMPTY_SELECTION, type Modifiers, moveTo, prune, type Selection, selectAll, toggleFocused } from './selection-rules.js';
import { torrents } from './torrents.js';

export interface SelectionState extends Selection {
  /** Counts wishes to move the keyboard focus to the focused row and to bring it into view. */
  readonly focusWish: number;
}

export const selection = createStore<SelectionState>(() => ({ ...EMPTY_SELECTION, focusWish: 0 }));

const ids = (): readonly TorrentId[] => order.getState().ids;

export const clickTorrent = (id: TorrentId, modifiers: Modifiers): void => selection.setState((s) => clickRow(s, id, modifiers, ids()));
export const moveToTorrent = (id: TorrentId, modifiers: Modifiers): void =>
  selection.setState((s) => ({ ...moveTo(s, id, modifiers, ids()), focusWish: s.focusWish + 1 }));
export const toggleFocusedTorrent = (): void => selection.setState((s) => toggleFocused(s));
export const selectAllTorrents = (): void => selection.setState((s) => selectAll(s, ids()));
/** Selects by a rectangle: these, and what was selected before. */
export const selectTorrents = (found: readonly TorrentId[], base: ReadonlySet<TorrentId>): void =>
  selection.setState((s) => {
    const selected = new Set([...base, ...found]);
    if (selected.size === s.selected.size && found.every((id) => s.selected.has(id))) return s;
    return { selected, anchor: found[0] ?? s.anchor, focus: found.at(-1) ?? s.focus };
  });
export const clearSelection = (): void => selection.setState((s) => ({ selected: new Set(), anchor: s.focus }));

/** Selects one torrent and brings it into view, without taking the keyboard focus from elsewhere. */
export function revealTorrent(id: TorrentId): void {
  selection.setState((s) => ({ selected: new Set([id]), anchor: id, focus: id, focusWish: s.focusWish + 1 }));
}

/** Rows may have gone: see `prune`. */
export function pruneSelection(before: readonly TorrentId[], after: readonly TorrentId[]): void {
  const { rows } = torrents.getState();
  selection.setState((s) => {
    const next = prune(s, (id) => rows.has(id), before, after);
    return next === s ? s : { ...next, focusWish: s.focusWish + (next.focus === s.focus ? 0 : 1) };
  });
}

/** Selects again what was selected in an earlier run, as far as it is there. */
export function restoreSelection(ids: readonly TorrentId[], focus: TorrentId | null): void {
  const { rows } = torrents.getState();
  const selected = new Set(ids.filter((id) => rows.has(id)));
  const place = focus !== null && rows.has(focus) ? focus : ([...selected][0] ?? null);
  selection.setState({ selected, anchor: place, focus: place });
}

/** The selected rows, in no particular order. */
export function selectedRows(): readonly TorrentRow[] {
  const { rows } = torrents.getState();
  const found: TorrentRow[] = [];
  for (const id of selection.getState().selected) {
    const row = rows.get(id);
    if (row !== undefined) found.push(row);
  }
  return found;
}
