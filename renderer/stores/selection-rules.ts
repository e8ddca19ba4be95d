/** The rules of selecting rows, without a store or a screen. Everything is keyed by id and given the order on show. */
import type { TorrentId } from '../../electron/contract/index.js';

export interface Selection {
  readonly selected: ReadonlySet<TorrentId>;
  /** Where a Shift range starts. */
  readonly anchor: TorrentId | null;
  /** The row with the tab stop. */
  readonly focus: TorrentId | null;
}
export interface Modifiers {
  readonly shift: boolean;
  /** Ctrl, or Cmd on a Mac. */
  readonly mod: boolean;
}

export const EMPTY_SELECTION: Selection = { selected: new Set(), anchor: null, focus: null };

/** A click on a row: alone selects it, Mod toggles it, Shift takes the range from the anchor (with Mod: adds it). */
export function clickRow(state: Selection, id: TorrentId, { shift, mod }: Modifiers, ids: readonly TorrentId[]): Selection {
  if (shift && state.anchor !== null) {
    const range = rangeOf(ids, state.anchor, id);
    return { selected: mod ? new Set([...state.selected, ...range]) : new Set(range), anchor: state.anchor, focus: id };
  }
  if (mod) return { selected: toggled(state.selected, id), anchor: id, focus: id };
  return { selected: new Set([id]), anchor: id, focus: id };
}

/** A move by the keyboard to a row: alone selects, Shift extends, Mod moves the focus only. */
export function moveTo(state: Selection, id: TorrentId, { shift, mod }: Modifiers, ids: readonly TorrentId[]): Selection {
  if (mod && !shift) return { ...state, focus: id };
  if (shift) {
    const anchor = state.anchor ?? state.focus ?? id;
    return { selected: new Set(rangeOf(ids, anchor, id)), anchor, focus: id };
  }
  return { selected: new Set([id]), anchor: id, focus: id };
}

/** Space: toggles the row with the focus. */
export function toggleFocused(state: Selection): Selection {
  if (state.focus === null) return state;
  return { selected: toggled(state.selected, state.focus), anchor: state.focus, focus: state.focus };
}

/** Selects every row on show. */
export function selectAll(state: Selection, ids: readonly TorrentId[]): Selection {
  return { selected: new Set(ids), anchor: state.anchor ?? ids[0] ?? null, focus: state.focus ?? ids[0] ?? null };
}

/** Rows have gone (`exists` is false for them): they leave the selection, and the focus goes to what now stands in its place. */
export function prune(
  state: Selection,
  exists: (id: TorrentId) => boolean,
  before: readonly TorrentId[],
  after: readonly TorrentId[],
): Selection {
  const lost = [...state.selected].some((id) => !exists(id));
  const focusGone = state.focus !== null && !exists(state.focus);
  const anchorGone = state.anchor !== null && !exists(state.anchor);
  if (!lost && !focusGone && !anchorGone) return state;
  const selected = lost ? new Set([...state.selected].filter(exists)) : state.selected;
  let focus = state.focus;
  if (focusGone && focus !== null) {
    const at = before.indexOf(focus);
    focus = (at < 0 ? null : (before.slice(at + 1).find(exists) ?? after[after.length - 1])) ?? null;
    if (selected.size === 0 && focus !== null) return { selected: new Set([focus]), anchor: focus, focus };
  }
  return { selected, anchor: anchorGone ? focus : state.anchor, focus };
}

function rangeOf(ids: readonly TorrentId[], from: TorrentId, to: TorrentId): readonly TorrentId[] {
  const a = ids.indexOf(from);
  const b = ids.indexOf(to);
  if (b < 0) return [];
  if (a < 0) return [to];
  return ids.slice(Math.min(a, b), Math.max(a, b) + 1);
}

function toggled(set: ReadonlySet<TorrentId>, id: TorrentId): ReadonlySet<TorrentId> {
  const next = new Set(set);
  if (!next.delete(id)) next.add(id);
  return next;
}
