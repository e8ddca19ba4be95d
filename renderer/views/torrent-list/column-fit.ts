/**
 * The columns of the torrent list: their widths, and which of them there is room for. The name takes what is left and
 * never gets less than its least width; the least important columns leave first. Pure.
 */
export type ColumnId = 'state' | 'name' | 'progress' | 'size' | 'down' | 'up' | 'eta' | 'seeds' | 'peers' | 'ratio' | 'added';

export interface ColumnSpec {
  readonly id: ColumnId;
  /** CSS pixels; the name's is its least width. */
  readonly width: number;
  readonly numeric: boolean;
  /** The name must keep this much for the column to stay; the higher, the earlier it leaves. */
  readonly needsName: number;
}

export const COLUMNS: readonly ColumnSpec[] = [
  { id: 'state', width: 16, numeric: false, needsName: 0 },
  { id: 'name', width: 180, numeric: false, needsName: 0 },
  { id: 'progress', width: 150, numeric: false, needsName: 0 },
  { id: 'size', width: 58, numeric: true, needsName: 168 },
  { id: 'down', width: 76, numeric: true, needsName: 140 },
  { id: 'up', width: 76, numeric: true, needsName: 160 },
  { id: 'eta', width: 98, numeric: true, needsName: 130 },
  { id: 'seeds', width: 70, numeric: true, needsName: 176 },
  { id: 'peers', width: 54, numeric: true, needsName: 300 },
  { id: 'ratio', width: 38, numeric: true, needsName: 180 },
  { id: 'added', width: 60, numeric: true, needsName: 310 },
];

export const GAP = 12;
export const EDGE = 16;
export const MIN_COLUMN = 38;
export const MAX_COLUMN = 400;

export type ColumnWidths = Readonly<Record<string, { readonly width?: number; readonly hidden?: boolean }>>;

/** A column with the width it has now. */
export interface ShownColumn extends ColumnSpec {
  readonly shownWidth: number;
}

/** The columns that fit into a list of `listWidth` CSS pixels, in order. */
export function fitColumns(listWidth: number, widths: ColumnWidths): readonly ShownColumn[] {
  const widthOf = (column: ColumnSpec): number =>
    column.id === 'name' ? 0 : Math.min(MAX_COLUMN, Math.max(Math.min(MIN_COLUMN, column.width), widths[column.id]?.width ?? column.width));
  const shown = new Set(COLUMNS.filter((column) => column.id === 'name' || widths[column.id]?.hidden !== true));
  const leaving = [...shown].filter((column) => column.needsName > 0).sort((a, b) => b.needsName - a.needsName);
  for (const column of leaving) {
    const used = [...shown].reduce((sum, each) => sum + widthOf(each), 0) + (shown.size - 1) * GAP + 2 * EDGE;
    if (listWidth - used < column.needsName) shown.delete(column);
  }
  return COLUMNS.filter((column) => shown.has(column)).map((column) => ({ ...column, shownWidth: widthOf(column) }));
}

/** The columns as a CSS grid template. */
export function gridTemplate(columns: readonly ShownColumn[]): string {
  return columns.map((column) => (column.id === 'name' ? 'minmax(100px, 1fr)' : `${column.shownWidth}px`)).join(' ');
}
