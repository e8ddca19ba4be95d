/**
 * The ids on show, filtered and sorted. Filters, sort and structure take effect at once; live keys every two seconds,
 * and not while the person points, types, renames or has a menu open: a row never moves under the hand.
 */
import { createStore } from 'zustand/vanilla';
import type { TorrentId, TorrentRow } from '../../electron/contract/index.js';
import { wallNow } from '../format/wall-clock.js';
import { filters, rowFilter } from './filters.js';
import { preferences } from './preferences.js';
import { sortRows } from './sorting.js';
import { torrents } from './torrents.js';

export interface OrderState {
  readonly ids: readonly TorrentId[];
}

export const LIVE_SORT_MS = 2000;
const KEY_QUIET_MS = 1500;

export const order = createStore<OrderState>(() => ({ ids: [] }));

/** All torrents as they were last sorted, shown or not: what comes next is nearly in order already. */
let sorted: readonly TorrentId[] = [];
let pointerDown = false;
let menuOpen = false;
let renaming = false;
/** New rows wait at the end. */
let unsettled = false;
let keyAt = Number.NEGATIVE_INFINITY;

export function notePointer(down: boolean): void {
  pointerDown = down;
}
export function noteMenu(open: boolean): void {
  menuOpen = open;
}
export function noteRenaming(on: boolean): void {
  renaming = on;
}
export function noteKey(now: number): void {
  keyAt = now;
}
/** The order must not change by itself now. */
export function isHeld(now: number): boolean {
  return pointerDown || menuOpen || renaming || now - keyAt < KEY_QUIET_MS;
}

/** Every row, those sorted before in their order. */
function rowsInOrder(): readonly TorrentRow[] {
  const { rows } = torrents.getState();
  const found: TorrentRow[] = [];
  const seen = new Set<TorrentId>();
  for (const id of sorted) {
    const row = rows.get(id);
    if (row === undefined) continue;
    found.push(row);
    seen.add(id);
  }
  if (found.length < rows.size) for (const row of rows.values()) if (!seen.has(row.id)) found.push(row);
  return found;
}

/** Rows came while the order was held: it is to be put right as soon as it is not. */
export const isUnsettled = (): boolean => unsettled;

/** Puts everything in order afresh. */
export function reorder(): void {
  unsettled = false;
  const all = sortRows(rowsInOrder(), preferences.getState().preferences.sort);
  sorted = all.map((row) => row.id);
  show(all);
}

/** Narrows what is in order already: for another filter. */
export function refilter(): void {
  const { rows } = torrents.getState();
  if (sorted.length !== rows.size) return reorder();
  const all: TorrentRow[] = [];
  for (const id of sorted) {
    const row = rows.get(id);
    if (row === undefined) return reorder();
    all.push(row);
  }
  show(all);
}

/** Rows came or went: gone ones leave at once; new ones wait at the end while the order is held. */
export function reorderForStructure(now: number): void {
  if (!isHeld(now)) {
    reorder();
    return;
  }
  unsettled = true;
  const { rows } = torrents.getState();
  const keep = rowFilter(filters.getState(), wallNow());
  const old = order.getState().ids;
  const known = new Set(sorted);
  const ids = old.filter((id) => rows.has(id));
  for (const row of rows.values()) if (!known.has(row.id) && keep(row)) ids.push(row.id);
  sorted = [...sorted.filter((id) => rows.has(id)), ...[...rows.keys()].filter((id) => !known.has(id))];
  setIds(ids);
}

/** Live keys moved: puts in order unless held. False: it is held, and still to be done. */
export function reorderLive(now: number): boolean {
  if (isHeld(now)) return false;
  reorder();
  return true;
}

function show(all: readonly TorrentRow[]): void {
  const keep = rowFilter(filters.getState(), wallNow());
  const ids: TorrentId[] = [];
  for (const row of all) if (keep(row)) ids.push(row.id);
  setIds(ids);
}

function setIds(ids: readonly TorrentId[]): void {
  const old = order.getState().ids;
  if (old.length === ids.length && ids.every((id, i) => id === old[i])) return;
  order.setState({ ids });
}
