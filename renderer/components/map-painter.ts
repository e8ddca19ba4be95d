/**
 * Paints the piece map onto a canvas of the size of its view. Two layers: base colours as one image of one pixel a cell,
 * scaled up; on it the gaps, the rising parts, hatches by runs, and the cursor. A delta repaints its own cells only.
 */
import { AVAIL, type CellLook, HAVE, HELD_ALONE, lookAtCell, type MapMode, type MapPieces, MISS, NOBODY, TINTS } from './map-cells.js';
import type { MapGeometry } from './map-geometry.js';
import { type Palette, rgbOf } from './palette.js';

export interface MapScene {
  readonly map: MapGeometry;
  readonly data: MapPieces;
  readonly mode: MapMode;
  readonly anyPeers: boolean;
  /** First row on show. */
  readonly firstRow: number;
  /** Cell with the cursor; null for none. */
  readonly cursor: number | null;
  readonly scale: number;
  /** Room around the cells for the cursor's ring, device pixels. */
  readonly marginPx: number;
}

const look: CellLook = { tint: 0, fill: 0 };

export class MapPainter {
  private readonly base: HTMLCanvasElement;
  private readonly tints: Uint32Array;
  private hatchPattern: CanvasPattern | null = null;
  private hatchCell = 0;

  constructor(
    private readonly g: CanvasRenderingContext2D,
    private readonly palette: Palette,
  ) {
    this.base = document.createElement('canvas');
    this.tints = tintTable(palette);
  }

  /** Paints everything on show. */
  paint(scene: MapScene): void {
    const { map, firstRow, marginPx } = scene;
    const { g } = this;
    g.setTransform(1, 0, 0, 1, 0, 0);
    g.clearRect(0, 0, g.canvas.width, g.canvas.height);
    const rows = Math.min(map.visibleRows, map.rows - firstRow);
    if (rows <= 0) return;
    g.translate(marginPx, marginPx);
    const overlays = this.paintBase(scene, rows);
    this.paintGaps(map, rows);
    for (const cell of overlays) this.paintOverlay(scene, cell);
    this.paintCursor(scene);
  }

  /** Repaints the cells of some pieces. */
  paintPieces(scene: MapScene, pieces: readonly number[]): void {
    const { map, firstRow, marginPx } = scene;
    const { g } = this;
    g.setTransform(1, 0, 0, 1, marginPx, marginPx);
    const last = (firstRow + map.visibleRows) * map.columns;
    let done = -1;
    for (const piece of pieces) {
      const cell = Math.floor(piece / map.piecesPerCell);
      if (cell === done || cell < firstRow * map.columns || cell >= last) continue;
      done = cell;
      this.paintOne(scene, cell);
    }
    this.paintCursor(scene);
  }

  private paintBase(scene: MapScene, rows: number): number[] {
    const { map, firstRow, data, mode, anyPeers } = scene;
    const step = map.cellPx + map.gapPx;
    this.base.width = map.columns;
    this.base.height = rows;
    const b = this.base.getContext('2d');
    if (b === null) return [];
    const image = b.createImageData(map.columns, rows);
    const pixels = new Uint32Array(image.data.buffer);
    const overlays: number[] = [];
    const from = firstRow * map.columns;
    const to = Math.min(map.cells, from + rows * map.columns);
    for (let cell = from; cell < to; cell++) {
      lookAtCell(data, cell, map.piecesPerCell, mode, anyPeers, look);
      pixels[cell - from] = this.tints[look.tint] ?? 0;
      if (look.tint === NOBODY || (look.fill > 0 && look.fill < 1)) overlays.push(cell);
    }
    b.putImageData(image, 0, 0);
    this.g.imageSmoothingEnabled = false;
    this.g.drawImage(this.base, 0, 0, map.columns * step, rows * step);
    return overlays;
  }

  private paintGaps(map: MapGeometry, rows: number): void {
    const { g } = this;
    const step = map.cellPx + map.gapPx;
    g.fillStyle = this.palette['bg-surface'];
    for (let column = 1; column <= map.columns; column++) g.fillRect(column * step - map.gapPx, 0, map.gapPx, rows * step);
    for (let row = 1; row <= rows; row++) g.fillRect(0, row * step - map.gapPx, map.columns * step, map.gapPx);
  }

  private paintOne(scene: MapScene, cell: number): void {
    const { map, data, mode, anyPeers, firstRow } = scene;
    const step = map.cellPx + map.gapPx;
    const x = (cell % map.columns) * step;
    const y = (Math.floor(cell / map.columns) - firstRow) * step;
    lookAtCell(data, cell, map.piecesPerCell, mode, anyPeers, look);
    this.g.fillStyle = this.palette[tintName(look.tint)];
    this.g.fillRect(x, y, map.cellPx, map.cellPx);
    if (look.tint === NOBODY || (look.fill > 0 && look.fill < 1)) this.paintOverlay(scene, cell);
  }

  private paintOverlay(scene: MapScene, cell: number): void {
    const { map, data, mode, anyPeers, firstRow } = scene;
    const { g } = this;
    const step = map.cellPx + map.gapPx;
    const x = (cell % map.columns) * step;
    const y = (Math.floor(cell / map.columns) - firstRow) * step;
    lookAtCell(data, cell, map.piecesPerCell, mode, anyPeers, look);
    if (look.tint === NOBODY) {
      const pattern = this.hatchFor(map.cellPx, scene.scale);
      if (pattern !== null) {
        g.save();
        g.translate(x, y);
        g.fillStyle = pattern;
        g.fillRect(0, 0, map.cellPx, map.cellPx);
        g.restore();
      }
    }
    if (look.fill <= 0 || look.fill >= 1) return;
    const height = Math.min(map.cellPx - 1, Math.max(1, Math.round(map.cellPx * look.fill)));
    g.fillStyle = this.palette['map-have'];
    g.fillRect(x, y + map.cellPx - height, map.cellPx, height);
  }

  /** The hatch of one cell as a pattern: drawn once for a size, then only stamped. */
  private hatchFor(cellPx: number, scale: number): CanvasPattern | null {
    if (this.hatchPattern !== null && this.hatchCell === cellPx) return this.hatchPattern;
    const tile = document.createElement('canvas');
    tile.width = cellPx;
    tile.height = cellPx;
    const t = tile.getContext('2d');
    if (t === null) return null;
    t.strokeStyle = this.palette.danger;
    t.lineWidth = 1.25 * scale;
    t.beginPath();
    for (let k = -cellPx; k < cellPx * 2; k += 3 * scale) {
      t.moveTo(k, cellPx);
      t.lineTo(k + cellPx, 0);
    }
    t.stroke();
    this.hatchPattern = this.g.createPattern(tile, 'repeat');
    this.hatchCell = cellPx;
    return this.hatchPattern;
  }

  private paintCursor(scene: MapScene): void {
    const { map, cursor, firstRow, scale } = scene;
    if (cursor === null) return;
    const row = Math.floor(cursor / map.columns) - firstRow;
    if (row < 0 || row >= map.visibleRows) return;
    const { g } = this;
    const step = map.cellPx + map.gapPx;
    const x = (cursor % map.columns) * step;
    const y = row * step;
    g.strokeStyle = this.palette['bg-surface'];
    g.lineWidth = 4 * scale;
    g.strokeRect(x - 0.5 * scale, y - 0.5 * scale, map.cellPx + scale, map.cellPx + scale);
    this.paintOne({ ...scene, cursor: null }, cursor);
    g.strokeStyle = this.palette.fg;
    g.lineWidth = 1.5 * scale;
    g.strokeRect(x - 0.75 * scale, y - 0.75 * scale, map.cellPx + 1.5 * scale, map.cellPx + 1.5 * scale);
  }
}

type TintName = 'map-have' | 'bg-surface' | 'strip-track' | `miss-${1 | 2 | 3 | 4}` | `avail-${1 | 2 | 3 | 4 | 5 | 6}`;

function tintName(tint: number): TintName {
  if (tint === HAVE) return 'map-have';
  if (tint === NOBODY) return 'bg-surface';
  if (tint === HELD_ALONE) return 'strip-track';
  return tint < AVAIL ? (`miss-${tint - MISS + 1}` as TintName) : (`avail-${tint - AVAIL + 1}` as TintName);
}

/** The colours as 32-bit pixels in the machine's byte order. */
function tintTable(palette: Palette): Uint32Array {
  const table = new Uint32Array(TINTS);
  const bytes = new Uint8ClampedArray(table.buffer);
  for (let tint = 0; tint < TINTS; tint++) {
    const [r = 0, g = 0, b = 0] = rgbOf(palette[tintName(tint)]);
    bytes.set([r, g, b, 255], tint * 4);
  }
  return table;
}
