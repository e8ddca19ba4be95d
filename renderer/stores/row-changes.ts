/**
 * Applies row messages to a map of rows. Rows that did not change keep their reference, which is what lets the list
 * skip them. Pure but for the map it is given.
 */
import type { RowChange, TorrentId, TorrentRow } from '../../electron/contract/index.js';

/** What a message did to the map. */
export interface RowsOutcome {
  /** Rows came or went. */
  readonly structure: boolean;
  /** Rows whose reference changed. */
  readonly changed: readonly TorrentId[];
}

/** Puts whole rows in; equal ones keep the old reference. */
export function putRows(rows: Map<TorrentId, TorrentRow>, incoming: readonly TorrentRow[]): RowsOutcome {
  let structure = false;
  const changed: TorrentId[] = [];
  for (const row of incoming) {
    const old = rows.get(row.id);
    if (old === undefined) structure = true;
    else if (sameRow(old, row)) continue;
    rows.set(row.id, row);
    changed.push(row.id);
  }
  return { structure, changed };
}

/** Merges changed fields. Changes for rows we do not know are dropped: a snapshot will bring them. */
export function changeRows(rows: Map<TorrentId, TorrentRow>, changes: readonly RowChange[]): RowsOutcome {
  const changed: TorrentId[] = [];
  for (const change of changes) {
    const old = rows.get(change.id);
    if (old === undefined) continue;
    rows.set(change.id, { ...old, ...change });
    changed.push(change.id);
  }
  return { structure: false, changed };
}

/** Takes rows out. */
export function dropRows(rows: Map<TorrentId, TorrentRow>, ids: readonly TorrentId[]): RowsOutcome {
  let structure = false;
  for (const id of ids) structure = rows.delete(id) || structure;
  return { structure, changed: [] };
}

function sameRow(a: TorrentRow, b: TorrentRow): boolean {
  for (const key of Object.keys(b) as (keyof TorrentRow)[]) {
    if (!sameValue(a[key], b[key])) return false;
  }
  return true;
}

function sameValue(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (a instanceof Uint8Array && b instanceof Uint8Array) return a.length === b.length && a.every((value, i) => value === b[i]);
  // states, reasons and errors: flat, tiny, plain data
  if (typeof a === 'object' && typeof b === 'object' && a !== null && b !== null) return JSON.stringify(a) === JSON.stringify(b);
  return false;
}
