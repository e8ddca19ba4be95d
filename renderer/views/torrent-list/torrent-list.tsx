/**
 * The torrent list: a grid of which only the rows on screen are in the page. Here is what moves it (stores, scrolling, keys
 * and pointers); the rows are drawn by the painter. One row is the tab stop, and stays in the page wherever one scrolls.
 */
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { useStore } from 'zustand';
import type { ColumnPreferences, TorrentId } from '../../../electron/contract/index.js';
import { foreign } from '../../../i18n/format/visible-text.js';
import { t } from '../../../i18n/runtime/words.js';
import { Button } from '../../components/button.js';
import { useElementSize } from '../../components/canvas.js';
import { usePalette } from '../../components/palette.js';
import { stripColours } from '../../components/strip-pixels.js';
import { clearFilters, filters } from '../../stores/filters.js';
import { useWordsRevision } from '../../stores/language.js';
import { notePointer, order } from '../../stores/order.js';
import { changePreferences, preferences } from '../../stores/preferences.js';
import { renaming, stopRenaming } from '../../stores/renaming.js';
import { selection } from '../../stores/selection.js';
import { torrents } from '../../stores/torrents.js';
import { EDGE, GAP, layOut, moveColumn, resizeColumn, stepColumn } from './column-layout.js';
import { COLUMNS, type ColumnId, columnOf } from './columns.js';
import { columnsMenu } from './columns-menu.js';
import { fittingWidth } from './fitting-width.js';
import { Header } from './header.js';
import { ListPainter } from './list-painter.js';
import type { MarqueeBox } from './marquee.js';
import { RenameField } from './rename-field.js';
import { useListInput } from './use-list-input.js';
import { useVisibleRows } from './use-visible-rows.js';

export const ROW_HEIGHT = { compact: 26, default: 34, comfy: 52 } as const;
export const HEAD_HEIGHT = 28;
const ASSUMED = { width: 976, height: 600 };

export function TorrentList() {
  const count = useStore(order, (s) => s.ids.length);
  const { density, sort, columns: arranged } = useStore(preferences, (s) => s.preferences);
  const words = useWordsRevision();
  const palette = usePalette();
  const scroller = useRef<HTMLDivElement>(null);
  const body = useRef<HTMLDivElement>(null);
  const painter = useRef<ListPainter>(null);
  const size = useElementSize(scroller);
  const [dragged, setDragged] = useState<ColumnPreferences | null>(null);
  const [box, setBox] = useState<MarqueeBox | null>(null);
  const width = size?.width || ASSUMED.width;
  const layout = useMemo(() => layOut(width, dragged ?? arranged), [width, dragged, arranged]);
  const rowHeight = ROW_HEIGHT[density];
  const scale = size?.scale ?? 1;
  const look = useMemo(() => ({ colours: stripColours(palette), scale, tall: density === 'comfy' }), [palette, scale, density]);

  const paint = useRef(() => {});
  paint.current = () => {
    const element = scroller.current;
    if (body.current === null || element === null) return;
    painter.current ??= new ListPainter(body.current);
    const { ids } = order.getState();
    const { selected, focus } = selection.getState();
    const view = { scrollTop: element.scrollTop, height: (element.clientHeight || ASSUMED.height) - HEAD_HEIGHT };
    painter.current.paint({ ids, rows: torrents.getState().rows, selected, focus, layout, look, words, rowHeight }, view);
    visibleRows(ids, ...painter.current.range(view, rowHeight, ids.length));
  };
  const visibleRows = useVisibleRows();
  useLayoutEffect(() => paint.current());
  useEffect(() => followStores(() => paint.current()), []);
  useAnchoredScroll(scroller, rowHeight);
  const input = useListInput({ scroller, painter, rowHeight, headHeight: HEAD_HEIGHT, onMarquee: setBox });

  const onResize = (id: ColumnId, to: number, done: boolean): void => {
    const next = resizeColumn(arranged, id, to);
    setDragged(done ? null : next);
    if (done) changePreferences({ columns: next });
  };
  const onSort = (column: ColumnId, also: boolean): void => {
    const at = sort.findIndex((key) => key.column === column);
    const key = { column, descending: at >= 0 ? !sort[at]?.descending : (columnOf(column)?.fromTop ?? false) };
    const [first] = sort;
    if (!also || first === undefined)
      changePreferences({ sort: [at <= 0 ? key : { ...key, descending: columnOf(column)?.fromTop ?? false }] });
    else changePreferences({ sort: at === 0 ? [key, ...sort.slice(1)] : [first, key] });
  };

  return (
    <div
      className="list"
      role="grid"
      aria-label={t('list.label')}
      aria-multiselectable="true"
      aria-rowcount={count + 1}
      aria-colcount={COLUMNS.length}
      data-testid="grid-torrents"
      onPointerDown={() => notePointer(true)}
      onPointerUp={() => notePointer(false)}
      onPointerCancel={() => notePointer(false)}
    >
      <div ref={scroller} className="scroll" onScroll={() => paint.current()} {...input.handlers}>
        <div
          className="sheet"
          style={{
            width: layout.rowWidth,
            ['--cols' as string]: layout.columns.map((column) => `${column.shownWidth}px`).join(' '),
            ['--view' as string]: `${width}px`,
          }}
        >
          <Header
            columns={layout.columns}
            sort={sort}
            onSort={onSort}
            onResize={onResize}
            onFit={(id) => changePreferences({ columns: resizeColumn(arranged, id, fittingWidth(scroller.current, id)) })}
            onMove={(id, before) => changePreferences({ columns: moveColumn(arranged, id, before) })}
            onStep={(id, side) => changePreferences({ columns: stepColumn(arranged, layout.columns, id, side) })}
            onMenu={() => void columnsMenu()}
          />
          <div ref={body} className="length" role="rowgroup" style={{ height: count * rowHeight }} />
          <Renaming
            nameStart={EDGE + 16 + GAP}
            nameWidth={layout.columns[1]?.shownWidth ?? 0}
            rowHeight={rowHeight}
            onRefocus={input.focusRow}
          />
          {box === null ? null : <div className="marquee" style={{ left: box.x, top: box.y, width: box.width, height: box.height }} />}
        </div>
        {count === 0 ? <NothingShown /> : null}
      </div>
    </div>
  );
}

/** Rows that changed are drawn in the next frame, order and selection at once. */
function followStores(paint: () => void): () => void {
  let frame = 0;
  const soon = (): void => {
    frame ||= requestAnimationFrame(() => {
      frame = 0;
      paint();
    });
  };
  const stops = [torrents.subscribe(soon), order.subscribe(paint), selection.subscribe(paint)];
  return () => {
    cancelAnimationFrame(frame);
    for (const stop of stops) stop();
  };
}

/** When rows change places the one with the keyboard's focus stays where it is on the screen, if it is on it. */
function useAnchoredScroll(scroller: React.RefObject<HTMLDivElement | null>, rowHeight: number): void {
  useEffect(
    () =>
      order.subscribe((now, before) => {
        const element = scroller.current;
        const { focus } = selection.getState();
        if (element === null || focus === null) return;
        const from = before.ids.indexOf(focus) * rowHeight - element.scrollTop;
        const to = now.ids.indexOf(focus);
        if (to < 0 || from < 0 || from > element.clientHeight - HEAD_HEIGHT - rowHeight) return;
        element.scrollTop = Math.max(0, to * rowHeight - from);
      }),
    [scroller, rowHeight],
  );
}

function Renaming(props: {
  readonly nameStart: number;
  readonly nameWidth: number;
  readonly rowHeight: number;
  onRefocus(id: TorrentId): void;
}) {
  const { id } = useStore(renaming);
  const ids = useStore(order, (s) => s.ids);
  const row = useStore(torrents, (s) => (id === null || s.revision < 0 ? undefined : s.rows.get(id)));
  if (id === null || row === undefined) return null;
  return (
    <RenameField
      key={id}
      row={row}
      start={props.nameStart - 8}
      top={HEAD_HEIGHT + ids.indexOf(id) * props.rowHeight}
      width={props.nameWidth + 8}
      height={props.rowHeight}
      onDone={(refocus) => {
        stopRenaming();
        if (refocus) props.onRefocus(id);
      }}
    />
  );
}

function NothingShown() {
  const { text } = useStore(filters);
  return (
    <div className="no-match">
      <p>{text === '' ? t('list.nothingHere') : t('list.noMatch', { text: foreign(text) })}</p>
      <Button look="line" onClick={clearFilters} data-testid="btn-clear-filter">
        {text === '' ? t('list.showAll') : t('common.clearFilter')}
      </Button>
    </div>
  );
}
