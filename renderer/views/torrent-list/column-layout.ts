/**
 * Which columns are on show, in what order and how wide. The usual ones leave one by one as the list gets narrow, the
 * least important first; those that a person asked for stay, and the list scrolls sideways instead. Pure.
 */
import type { ColumnPreferences } from '../../../electron/contract/index.js';
import { COLUMNS, type ColumnId, type ColumnSpec, columnOf, FROZEN } from './columns.js';

export const GAP = 12;
export const EDGE = 16;
export const MIN_COLUMN = 38;
export const MAX_COLUMN = 800;
const LEAST_NAME = 100;

/** A column with the width it has now. */
export interface ShownColumn extends ColumnSpec {
  readonly shownWidth: number;
}

export interface ColumnLayout {
  readonly columns: readonly ShownColumn[];
  /** Width of a row: that of the list, or more where it scrolls sideways. */
  readonly rowWidth: number;
}

export const NO_ARRANGEMENT: ColumnPreferences = { order: [], widths: {}, shown: {} };

/** All columns in the person's order. One that was not known when it was arranged comes after its usual neighbour. */
export function orderedColumns({ order }: ColumnPreferences): readonly ColumnSpec[] {
  const usual = COLUMNS.map(({ id }) => id);
  const found: ColumnId[] = order.flatMap((id) => columnOf(id)?.id ?? []).filter((id, i, all) => all.indexOf(id) === i && !FROZEN.has(id));
  for (const id of usual) {
    if (FROZEN.has(id) || found.includes(id)) continue;
    const before = usual.slice(0, usual.indexOf(id)).reverse();
    const neighbour = before.find((each) => found.includes(each));
    found.splice(neighbour === undefined ? 0 : found.indexOf(neighbour) + 1, 0, id);
  }
  return [...FROZEN, ...found].flatMap((id) => columnOf(id) ?? []);
}

/** The column is one of those to be shown where there is room. */
export function isOn({ id, usual }: ColumnSpec, { shown }: ColumnPreferences): boolean {
  return FROZEN.has(id) || (shown[id] ?? usual !== null);
}

const widthOf = ({ id, width }: ColumnSpec, { widths }: ColumnPreferences): number =>
  id === 'state' ? width : Math.min(MAX_COLUMN, Math.max(Math.min(MIN_COLUMN, width), widths[id] ?? width));

/** The columns of a list of `listWidth` CSS pixels. */
export function layOut(listWidth: number, preferences: ColumnPreferences): ColumnLayout {
  const all = orderedColumns(preferences).filter((column) => isOn(column, preferences));
  const kept = new Set(all);
  const others = (): number =>
    [...kept].reduce((sum, column) => sum + (column.id === 'name' ? 0 : widthOf(column, preferences)), 0) +
    (kept.size - 1) * GAP +
    2 * EDGE;
  const leaving = all
    .filter((column) => (column.usual ?? 0) > 0 && preferences.shown[column.id] !== true)
    .sort((a, b) => (b.usual ?? 0) - (a.usual ?? 0));
  for (const column of leaving) if (listWidth - others() < (column.usual ?? 0)) kept.delete(column);
  const nameWidth = Math.max(leastName(preferences), listWidth - others());
  const columns = all
    .filter((column) => kept.has(column))
    .map((column) => ({ ...column, shownWidth: column.id === 'name' ? nameWidth : widthOf(column, preferences) }));
  return { columns, rowWidth: Math.max(listWidth, others() + nameWidth) };
}

/** What the name keeps when the list scrolls sideways. */
const leastName = ({ widths }: ColumnPreferences): number => Math.max(LEAST_NAME, widths.name ?? LEAST_NAME);

/** The columns as a CSS grid template. */
export const gridTemplate = (columns: readonly ShownColumn[]): string => columns.map((column) => `${column.shownWidth}px`).join(' ');

// ---- what a person does to them ----

const arrange = (preferences: ColumnPreferences, ids: readonly ColumnId[]): ColumnPreferences => ({ ...preferences, order: ids });

/** Puts a column before another, or last with null. */
export function moveColumn(preferences: ColumnPreferences, id: ColumnId, before: ColumnId | null): ColumnPreferences {
  if (FROZEN.has(id) || id === before) return preferences;
  const ids = orderedColumns(preferences).map((column) => column.id);
  const rest = ids.filter((each) => each !== id && !FROZEN.has(each));
  const at = before === null || FROZEN.has(before) ? (before === null ? rest.length : 0) : rest.indexOf(before);
  rest.splice(at, 0, id);
  return arrange(preferences, rest);
}

/** One place towards the start or the end, past what is on show. */
export function stepColumn(preferences: ColumnPreferences, shown: readonly ShownColumn[], id: ColumnId, side: 1 | -1): ColumnPreferences {
  const at = shown.findIndex((column) => column.id === id);
  const neighbour = shown[at + side];
  if (at < 0 || neighbour === undefined || FROZEN.has(neighbour.id)) return preferences;
  return moveColumn(preferences, id, side < 0 ? neighbour.id : (shown[at + 2]?.id ?? null));
}

export const resizeColumn = (preferences: ColumnPreferences, id: ColumnId, width: number): ColumnPreferences => ({
  ...withOrder(preferences),
  widths: { ...preferences.widths, [id]: Math.round(Math.min(MAX_COLUMN, Math.max(MIN_COLUMN, width))) },
});

/** Shows or hides a column; the name and the state cannot be hidden. */
export function toggleColumn(preferences: ColumnPreferences, id: ColumnId, on: boolean): ColumnPreferences {
  if (FROZEN.has(id)) return preferences;
  return { ...withOrder(preferences), shown: { ...preferences.shown, [id]: on } };
}

/** Whatever is arranged, the columns known today are remembered: those of later versions can then be told from them. */
const withOrder = (preferences: ColumnPreferences): ColumnPreferences =>
  preferences.order.length > 0
    ? preferences
    : arrange(
        preferences,
        orderedColumns(preferences).map(({ id }) => id),
      );
