/**
 * Where each piece lies on the map. All in device pixels, so that cells are crisp at any scale. Below the smallest cell
 * a cell stands for several pieces. Pure.
 */

export const CELL_SIZES = [12, 11, 10, 9, 8, 7, 6, 5, 4] as const;
const SMALLEST = 4;

/** `fit` = the largest cell that needs no scrolling; a number = that cell in CSS pixels, one piece each. */
export type Zoom = 'fit' | number;

export interface MapGeometry {
  /** Cell size in CSS pixels. */
  readonly cell: number;
  /** Cell and gap in device pixels; a step is their sum. */
  readonly cellPx: number;
  readonly gapPx: number;
  readonly columns: number;
  /** Rows of the whole map, and rows that fit into the height (one more may show in part while scrolling). */
  readonly rows: number;
  readonly visibleRows: number;
  readonly piecesPerCell: number;
  readonly cells: number;
}

/** Lays out `count` pieces in an area of CSS pixels. */
export function layoutMap(count: number, width: number, height: number, scale: number, zoom: Zoom): MapGeometry {
  if (zoom !== 'fit') return layoutCells(count, width, height, scale, zoom, 1);
  for (const cell of CELL_SIZES) {
    const fit = layoutCells(count, width, height, scale, cell, 1);
    if (fit.rows <= fit.visibleRows) return fit;
  }
  const small = layoutCells(count, width, height, scale, SMALLEST, 1);
  const room = Math.max(1, small.columns * Math.max(1, small.visibleRows));
  return layoutCells(count, width, height, scale, SMALLEST, Math.ceil(count / room));
}

function layoutCells(count: number, width: number, height: number, scale: number, cell: number, piecesPerCell: number): MapGeometry {
  const gapPx = Math.max(1, Math.round(scale));
  const cellPx = Math.max(1, Math.round((cell + 1) * scale) - gapPx);
  const step = cellPx + gapPx;
  const columns = Math.max(1, Math.floor((Math.floor(width * scale) + gapPx) / step));
  const cells = Math.ceil(count / piecesPerCell);
  return {
    cell,
    cellPx,
    gapPx,
    columns,
    rows: Math.ceil(cells / columns),
    visibleRows: Math.max(1, Math.floor((Math.floor(height * scale) + gapPx) / step)),
    piecesPerCell,
    cells,
  };
}

/** The cell at a point in device pixels, given the first row on show; null outside. */
export function cellAt(map: MapGeometry, x: number, y: number, firstRow: number): number | null {
  const step = map.cellPx + map.gapPx;
  const column = Math.floor(x / step);
  const row = Math.floor(y / step) + firstRow;
  if (column < 0 || column >= map.columns || row < 0) return null;
  const cell = row * map.columns + column;
  return cell < map.cells ? cell : null;
}

/** Where a key moves the cursor; null for other keys. */
export function moveCell(map: MapGeometry, cell: number, key: string): number | null {
  const page = map.columns * Math.max(1, map.visibleRows - 1);
  const to: Readonly<Record<string, number>> = {
    ArrowLeft: cell - 1,
    ArrowRight: cell + 1,
    ArrowUp: cell - map.columns,
    ArrowDown: cell + map.columns,
    PageUp: cell - page,
    PageDown: cell + page,
    Home: 0,
    End: map.cells - 1,
  };
  const next = to[key];
  if (next === undefined) return null;
  const vertical = key === 'ArrowUp' || key === 'ArrowDown';
  if (vertical && (next < 0 || next >= map.cells)) return cell;
  return Math.min(map.cells - 1, Math.max(0, next));
}

/** The zoom one step larger or smaller than what is shown; `fit` below the smallest cell. */
export function nextZoom(map: MapGeometry, larger: boolean): Zoom {
  if (map.piecesPerCell > 1) return larger ? SMALLEST : 'fit';
  const next = map.cell + (larger ? 1 : -1);
  return next < SMALLEST ? 'fit' : Math.min(12, next);
}
