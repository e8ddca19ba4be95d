/** The columns of the torrent list: what each is called, how wide it comes, and how what it holds is drawn. */

/** How a cell is drawn. `quantity`: digits with a unit in a box of its own; `pair`: a figure and a quieter one. */
export type CellKind = 'icon' | 'name' | 'strip' | 'quantity' | 'pair' | 'text' | 'code';

export interface ColumnSpec {
  readonly id: ColumnId;
  readonly kind: CellKind;
  /** CSS pixels; the name's is its least width. */
  readonly width: number;
  /** Ends where the column ends. */
  readonly numeric: boolean;
  /** There unless the person hides it, and as long as the name keeps this much room: the higher, the earlier it leaves. */
  readonly usual: number | null;
  /** A first click sorts from the highest down. */
  readonly fromTop: boolean;
}

/** In the order in which they come. The first twelve are usual. */
const SPECS = [
  ['state', 'icon', 16, 0],
  ['name', 'name', 180, 0],
  ['progress', 'strip', 150, 0],
  ['size', 'quantity', 58, 168],
  ['down', 'quantity', 76, 140],
  ['up', 'quantity', 76, 160],
  ['eta', 'text', 98, 130],
  ['seeds', 'pair', 70, 176],
  ['peers', 'pair', 54, 300],
  ['ratio', 'text', 40, 180],
  ['label', 'text', 90, 320],
  ['added', 'text', 64, 310],
  ['queue', 'text', 44, null],
  ['done', 'quantity', 58, null],
  ['left', 'quantity', 58, null],
  ['downloaded', 'quantity', 80, null],
  ['uploaded', 'quantity', 66, null],
  ['sessionDown', 'quantity', 92, null],
  ['sessionUp', 'quantity', 78, null],
  ['availability', 'text', 72, null],
  ['tracker', 'text', 150, null],
  ['downLimit', 'quantity', 80, null],
  ['upLimit', 'quantity', 76, null],
  ['priority', 'text', 64, null],
  ['completed', 'text', 72, null],
  ['activity', 'text', 84, null],
  ['seedingTime', 'text', 84, null],
  ['path', 'code', 200, null],
  ['private', 'text', 54, null],
  ['hashV1', 'code', 110, null],
  ['hashV2', 'code', 110, null],
  ['created', 'text', 76, null],
] as const satisfies readonly (readonly [string, CellKind, number, number | null])[];

export type ColumnId = (typeof SPECS)[number][0];

/** Texts begin where the column begins; figures, times and dates end where it ends. */
const AT_START = new Set<string>(['state', 'name', 'progress', 'label', 'tracker', 'priority', 'path', 'hashV1', 'hashV2']);
const FROM_BOTTOM = new Set<string>(['state', 'name', 'label', 'eta', 'queue', 'tracker', 'path', 'hashV1', 'hashV2']);

export const COLUMNS: readonly ColumnSpec[] = SPECS.map(([id, kind, width, usual]) => ({
  id,
  kind,
  width,
  usual,
  numeric: !AT_START.has(id),
  fromTop: !FROM_BOTTOM.has(id),
}));

/** They stay at the start, whatever else is moved or scrolled. */
export const FROZEN: ReadonlySet<ColumnId> = new Set<ColumnId>(['state', 'name']);

export const columnOf = (id: string): ColumnSpec | undefined => COLUMNS.find((column) => column.id === id);
