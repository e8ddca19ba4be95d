/** All rows and the session line, fed by snapshots and deltas. The map is changed in place; `revision` tells that it was. */
import { createStore } from 'zustand/vanilla';
import type { SessionView, TorrentId, TorrentRow, ViewMessage } from '../../electron/contract/index.js';
import { forgetHaystack } from './haystack.js';
import { forgetName, noteName, resetNames } from './name-order.js';
import { changeRows, dropRows, putRows } from './row-changes.js';

export interface TorrentsState {
  readonly rows: ReadonlyMap<TorrentId, TorrentRow>;
  /** Counts every change of any row. */
  readonly revision: number;
  /** Counts rows that came or went. */
  readonly structure: number;
  readonly session: SessionView | null;
  /** The first snapshot is complete: from here on an empty list means that there are no torrents. */
  readonly loaded: boolean;
}

const rows = new Map<TorrentId, TorrentRow>();
/** Ids seen in the snapshot that is arriving; null between snapshots. */
let arriving: Set<TorrentId> | null = null;

export const torrents = createStore<TorrentsState>(() => ({ rows, revision: 0, structure: 0, session: null, loaded: false }));

/** Applies a rows message. Other kinds are not for this store and are ignored. */
export function applyRowsMessage(message: ViewMessage): void {
  if (message.kind === 'rows-snapshot') applySnapshot(message);
  else if (message.kind === 'rows-delta') applyDelta(message);
}

function applySnapshot(message: Extract<ViewMessage, { kind: 'rows-snapshot' }>): void {
  if (message.start || arriving === null) arriving = new Set();
  for (const row of message.rows) arriving.add(row.id);
  for (const { id, name } of message.rows) noteName(id, name);
  const put = putRows(rows, message.rows);
  let structure = put.structure;
  if (message.end) {
    const seen = arriving;
    const gone = [...rows.keys()].filter((id) => !seen.has(id));
    structure = drop(gone) || structure;
    arriving = null;
  }
  torrents.setState((state) => ({
    revision: state.revision + 1,
    structure: state.structure + (structure ? 1 : 0),
    session: message.session,
    loaded: state.loaded || message.end,
  }));
}

function applyDelta(message: Extract<ViewMessage, { kind: 'rows-delta' }>): void {
  for (const row of message.added) arriving?.add(row.id);
  const put = putRows(rows, message.added);
  const change = changeRows(rows, message.changed);
  for (const { id, name } of message.added) noteName(id, name);
  for (const { id, name } of message.changed) if (name !== undefined && rows.has(id)) noteName(id, name);
  const gone = drop(message.removed);
  const touched = put.changed.length > 0 || change.changed.length > 0 || gone;
  if (!touched && message.session === null) return;
  torrents.setState((state) => ({
    revision: state.revision + (touched ? 1 : 0),
    structure: state.structure + (put.structure || gone ? 1 : 0),
    session: message.session !== null && state.session !== null ? { ...state.session, ...message.session } : state.session,
  }));
}

function drop(ids: readonly TorrentId[]): boolean {
  for (const id of ids) {
    forgetName(id);
    forgetHaystack(id);
  }
  return dropRows(rows, ids).structure;
}

/** Forgets everything; for tests. */
export function resetTorrents(): void {
  rows.clear();
  resetNames();
  arriving = null;
  torrents.setState({ revision: 0, structure: 0, session: null, loaded: false });
}
