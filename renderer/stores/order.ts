/**
 * The ids on show, filtered and sorted. Filters, sort and structure take effect at once; live keys every two seconds,
 * and not while the person points, types or has a menu open: a row never moves under the hand.
 */
import { createStore } from 'zustand/vanilla';
import type { TorrentId } from '../../electron/contract/index.js';
import { filters, rowFilter } from './filters.js';
import { preferences } from './preferences.js';
import { rowComparator } from './sorting.js';
import { torrents } from './torrents.js';

export interface OrderState {
  readonly ids: readonly TorrentId[];
}

export const LIVE_SORT_MS = 2000;
const KEY_QUIET_MS = 1500;

export const order = createStore<OrderState>(() => ({ ids: [] }));

let pointerDown = false;
let menuOpen = false;
let keyAt = Number.NEGATIVE_INFINITY;

export function notePointer(down: boolean): void {
  pointerDown = down;
}
export function noteMenu(open: boolean): void {
  menuOpen = open;
}
export function noteKey(now: number): void {
  keyAt = now;
}
/** The order must not change by itself now. */
export function isHeld(now: number): boolean {
  return pointerDown || menuOpen || now - keyAt < KEY_QUIET_MS;
}

/** Puts everything in order afresh. */
export function reorder(): void {
  const { rows } = torrents.getState();
  const keep = rowFilter(filters.getState());
  const compare = rowComparator(preferences.getState().preferences.sort);
  const shown = [];
  for (const row of rows.values()) if (keep(row)) shown.push(row);
  shown.sort(compare);
  setIds(shown.map((row) => row.id));
}

/** Rows came or went: gone ones leave at once; new ones wait at the end while the order is held. */
export function reorderForStructure(now: number): void {
  if (!isHeld(now)) {
    reorder();
    return;
  }
  const { rows } = torrents.getState();
  const keep = rowFilter(filters.getState());
  const old = order.getState().ids;
  const known = new Set(old);
  const ids = old.filter((id) => rows.has(id));
  for (const row of rows.values()) if (!known.has(row.id) && keep(row)) ids.push(row.id);
  setIds(ids);
}

/** Live keys moved: puts in order unless held. */
export function reorderLive(now: number): void {
  if (!isHeld(now)) reorder();
}

function setIds(ids: readonly TorrentId[]): void {
  const old = order.getState().ids;
  if (old.length === ids.length && ids.every((id, i) => id === old[i])) return;
  order.setState({ ids });
}
