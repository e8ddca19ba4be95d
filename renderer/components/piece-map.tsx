/**
 * The piece map. The canvas is as large as its view and never larger; scrolling picks the rows. The cursor follows the
 * pointer and the arrow keys; what it stands on is told by `onCursor`, and the page says it in text.
 */
import { type KeyboardEvent, type PointerEvent, type ReactNode, type RefObject, useEffect, useMemo, useRef, useState } from 'react';
import { type CanvasSize, useElementSize } from './canvas.js';
import type { MapMode, MapPieces } from './map-cells.js';
import { cellAt, layoutMap, type MapGeometry, moveCell, type Zoom } from './map-geometry.js';
import { MapPainter, type MapScene } from './map-painter.js';
import { type Palette, usePalette } from './palette.js';
import { forward, readingKey } from './reading-direction.js';

/** Room around the cells for the cursor's ring, CSS pixels; the styles pull the element out by as much. */
const MARGIN = 3;
/** Height of the line of text below, with its distance, CSS pixels. */
const FOOT = 28;

interface PieceMapProps {
  /** A new object at each change; its arrays may be the same. */
  readonly data: MapPieces & { readonly version: number; readonly dirty: readonly number[] | null };
  readonly mode: MapMode;
  readonly anyPeers: boolean;
  readonly zoom: Zoom;
  /** The piece under the cursor; null for none. */
  readonly cursor: number | null;
  readonly label: string;
  /** A line of text right below the cells. */
  readonly children: ReactNode;
  onCursor(piece: number): void;
  onGeometry(map: MapGeometry): void;
}

export function PieceMap({ data, mode, anyPeers, zoom, cursor, label, children, onCursor, onGeometry }: PieceMapProps) {
  const room = useRef<HTMLDivElement>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const size = useMapSize(room);
  const palette = usePalette();
  const [firstRow, setFirstRow] = useState(0);
  const count = data.pieceCount;
  const map = useMemo(
    () => (size === null ? null : layoutMap(count, size.width - 2 * MARGIN, size.height - 2 * MARGIN, size.scale, zoom)),
    [count, size, zoom],
  );
  useEffect(() => {
    if (map !== null) onGeometry(map);
  }, [map, onGeometry]);

  const painted = useRef<{
    readonly palette: Palette;
    readonly painter: MapPainter;
    readonly scene: MapScene;
    readonly version: number;
  } | null>(null);
  useEffect(() => {
    const element = canvas.current;
    if (element === null || map === null || size === null) return;
    fit(element, size);
    const g = element.getContext('2d');
    if (g === null) return;
    const scene: MapScene = {
      map,
      data,
      mode,
      anyPeers,
      firstRow,
      cursor: cursor === null ? null : Math.floor(cursor / map.piecesPerCell),
      scale: size.scale,
      marginPx: Math.round(MARGIN * size.scale),
    };
    const last = painted.current;
    const painter = last !== null && last.palette === palette ? last.painter : new MapPainter(g, palette);
    const partly = last !== null && last.painter === painter && last.version + 1 === data.version && sameView(last.scene, scene);
    if (partly && data.dirty !== null) painter.paintPieces(scene, data.dirty);
    else painter.paint(scene);
    painted.current = { palette, painter, scene, version: data.version };
  }, [map, size, data, mode, anyPeers, firstRow, cursor, palette]);

  const stepPx = map === null || size === null ? 1 : (map.cellPx + map.gapPx) / size.scale;
  const overflow = map !== null && map.rows > map.visibleRows;

  const moveTo = (cell: number): void => {
    if (map === null) return;
    onCursor(cell * map.piecesPerCell);
    const row = Math.floor(cell / map.columns);
    const first = Math.min(row, Math.max(firstRow, row - map.visibleRows + 1));
    if (first !== firstRow) scroller.current?.scrollTo({ top: first * stepPx });
  };
  const onPointerMove = (event: PointerEvent<HTMLCanvasElement>): void => {
    if (map === null || size === null) return;
    const box = event.currentTarget.getBoundingClientRect();
    const across = forward() === 1 ? event.clientX - box.left : box.right - event.clientX;
    const x = (across - MARGIN) * size.scale;
    const y = (event.clientY - box.top - MARGIN) * size.scale;
    const cell = cellAt(map, x, y, firstRow);
    if (cell !== null) onCursor(cell * map.piecesPerCell);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (map === null || event.ctrlKey || event.metaKey || event.altKey) return;
    const to = moveCell(map, cursor === null ? 0 : Math.floor(cursor / map.piecesPerCell), readingKey(event.key));
    if (to === null) return;
    event.preventDefault();
    event.stopPropagation();
    moveTo(to);
  };

  const used = map === null ? 0 : Math.min(map.rows, map.visibleRows) * stepPx + 2 * MARGIN;
  return (
    <div ref={room} className="map-room">
      <div
        ref={scroller}
        className={overflow ? 'map-scroll over' : 'map-scroll'}
        style={{ height: used }}
        onScroll={(event) => setFirstRow(Math.round(event.currentTarget.scrollTop / stepPx))}
      >
        <canvas
          ref={canvas}
          className="map"
          data-testid="map-canvas"
          tabIndex={0}
          role="img"
          aria-label={label}
          onPointerMove={onPointerMove}
          onKeyDown={onKeyDown}
        />
        {overflow && map !== null ? <div className="map-length" style={{ height: (map.rows - map.visibleRows) * stepPx }} /> : null}
      </div>
      {children}
    </div>
  );
}

/** The room for cells: that of the element, without the line of text below and with the margin that sticks out. */
function useMapSize(room: RefObject<HTMLElement | null>): CanvasSize | null {
  const size = useElementSize(room);
  return useMemo(
    () =>
      size === null ? null : { width: size.width + 2 * MARGIN, height: Math.max(0, size.height - FOOT) + 2 * MARGIN, scale: size.scale },
    [size],
  );
}

function fit(canvas: HTMLCanvasElement, size: CanvasSize): void {
  const width = Math.min(4096, Math.round(size.width * size.scale));
  const height = Math.min(4096, Math.round(size.height * size.scale));
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
  canvas.style.width = `${width / size.scale}px`;
  canvas.style.height = `${height / size.scale}px`;
}

function sameView(a: MapScene, b: MapScene): boolean {
  return a.map === b.map && a.mode === b.mode && a.anyPeers === b.anyPeers && a.firstRow === b.firstRow && a.cursor === b.cursor;
}
