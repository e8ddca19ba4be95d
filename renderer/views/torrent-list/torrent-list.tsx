/**
 * The torrent list: a grid of which only the rows on screen are in the page. One row is the tab stop; it stays in the
 * page wherever one scrolls, so that the keyboard never loses its place.
 */
import { defaultRangeExtractor, type Range, useVirtualizer } from '@tanstack/react-virtual';
import { type CSSProperties, type KeyboardEvent, type MouseEvent, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useStore } from 'zustand';
import type { TorrentId } from '../../../electron/contract/index.js';
import { foreign } from '../../../i18n/format/visible-text.js';
import { t } from '../../../i18n/runtime/words.js';
import { Button } from '../../components/button.js';
import { useElementSize } from '../../components/canvas.js';
import { useScrollGutter } from '../../components/scroll-gutter.js';
import { openTorrent, showInFolder, torrentMenu } from '../../stores/actions.js';
import { clearFilters, filters } from '../../stores/filters.js';
import { noteKey, notePointer, order } from '../../stores/order.js';
import { changePreferences, preferences } from '../../stores/preferences.js';
import { clearSelection, clickTorrent, moveToTorrent, selection, toggleFocusedTorrent } from '../../stores/selection.js';
import { torrents } from '../../stores/torrents.js';
import { COLUMNS, fitColumns, gridTemplate } from './column-fit.js';
import { Header } from './header.js';
import { findByName, listKey, TypeAhead } from './list-keys.js';
import { Row } from './row.js';
import { useVisibleRows } from './use-visible-rows.js';

export const ROW_HEIGHT = { compact: 26, default: 34, comfy: 52 } as const;
const OVERSCAN = 12;
const ASSUMED_WIDTH = 976;

export function TorrentList() {
  const ids = useStore(order, (s) => s.ids);
  useStore(torrents, (s) => s.revision); // draws anew at each change; rows that kept their reference are skipped
  const { rows } = torrents.getState();
  const { selected, focus, focusWish } = useStore(selection);
  const { density, sort, columns: kept } = useStore(preferences, (s) => s.preferences);
  const scroller = useRef<HTMLDivElement>(null);
  useScrollGutter(scroller);
  const size = useElementSize(scroller);
  const [dragged, setDragged] = useState<{ readonly id: string; readonly width: number } | null>(null);
  const columns = useMemo(
    () =>
      fitColumns(
        size?.width || ASSUMED_WIDTH,
        dragged === null ? kept : { ...kept, [dragged.id]: { ...kept[dragged.id], width: dragged.width } },
      ),
    [size?.width, kept, dragged],
  );

  const rowHeight = ROW_HEIGHT[density];
  const focusIndex = focus === null ? -1 : ids.indexOf(focus);
  const tabStopIndex = Math.max(0, focusIndex);
  const rangeExtractor = useCallback(
    (range: Range) => {
      const indexes = defaultRangeExtractor(range);
      if (tabStopIndex < range.count && !indexes.includes(tabStopIndex)) indexes.push(tabStopIndex);
      return indexes.sort((a, b) => a - b);
    },
    [tabStopIndex],
  );
  const virtual = useVirtualizer({
    count: ids.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: OVERSCAN,
    rangeExtractor,
    getItemKey: (index) => ids[index] ?? index,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: every row is as high as the density says
  useEffect(() => virtual.measure(), [rowHeight]);
  const range = virtual.range;
  useVisibleRows(ids, range?.startIndex ?? 0, range?.endIndex ?? -1);

  // a wish for focus: bring the row into view, and take the keyboard there if it is in the list already (or was, on a row now gone)
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a new wish moves the focus
  useEffect(() => {
    if (focusWish === 0 || focusIndex < 0) return;
    virtual.scrollToIndex(focusIndex, { align: 'auto' });
    const active = document.activeElement;
    const inside = active === null || active === document.body || scroller.current?.contains(active) === true;
    if (inside) scroller.current?.querySelector<HTMLElement>(`[data-id="${focus ?? ''}"]`)?.focus({ preventScroll: true });
  }, [focusWish]);

  const typeAhead = useRef(new TypeAhead());
  const onKeyDown = (event: KeyboardEvent): void => {
    noteKey(performance.now());
    if (event.target instanceof Element && event.target.closest('button') !== null) return;
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? rowHeight) / rowHeight) - 1);
    const key = listKey(event, focusIndex, ids.length, page);
    if (key === null) return;
    event.preventDefault();
    const modifiers = { shift: event.shiftKey, mod: event.ctrlKey || event.metaKey };
    const focused = focus === null ? undefined : rows.get(focus);
    const goTo = (index: number, how = modifiers): void => {
      const id = ids[index];
      if (id !== undefined) moveToTorrent(id, how);
    };
    if (key.kind === 'move') goTo(key.to);
    else if (key.kind === 'toggle') toggleFocusedTorrent();
    else if (key.kind === 'open' && focused !== undefined) openTorrent(focused);
    else if (key.kind === 'show' && focused !== undefined) showInFolder(focused.id);
    else if (key.kind === 'menu') void torrentMenu();
    else if (key.kind === 'type') {
      const text = typeAhead.current.push(key.letter, performance.now());
      const nameAt = (index: number): string => rows.get(ids[index] as TorrentId)?.name ?? '';
      goTo(findByName(nameAt, ids.length, focusIndex, text), { shift: false, mod: false });
    }
  };

  const idAt = (event: MouseEvent): TorrentId | null => {
    const row = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-id]') : null;
    return (row?.dataset.id as TorrentId | undefined) ?? null;
  };
  const onMouseDown = (event: MouseEvent): void => {
    if (event.target instanceof Element && event.target.closest('button') !== null) return;
    const id = idAt(event);
    if (id === null) {
      if (event.target === event.currentTarget || event.target === event.currentTarget.firstElementChild) clearSelection();
      return;
    }
    const mod = event.ctrlKey || event.metaKey;
    if (event.button === 0) clickTorrent(id, { shift: event.shiftKey, mod });
    else if (!selected.has(id)) clickTorrent(id, { shift: false, mod: false });
  };
  const onContextMenu = (event: MouseEvent): void => {
    event.preventDefault();
    if (idAt(event) !== null) void torrentMenu();
  };
  const onDoubleClick = (event: MouseEvent): void => {
    const id = idAt(event);
    const row = id === null ? undefined : rows.get(id);
    if (row !== undefined && !(event.target instanceof Element && event.target.closest('button') !== null)) openTorrent(row);
  };
  const onResize = (id: string, width: number, done: boolean): void => {
    setDragged(done ? null : { id, width });
    if (done) changePreferences({ columns: { ...kept, [id]: { ...kept[id], width } } });
  };
  const onSort = (column: string): void =>
    changePreferences({ sort: { column, descending: sort.column === column ? !sort.descending : startsDescending(column) } });

  return (
    <div
      className="list"
      role="grid"
      aria-label={t('list.label')}
      aria-multiselectable="true"
      aria-rowcount={ids.length + 1}
      aria-colcount={COLUMNS.length}
      data-testid="grid-torrents"
      style={{ '--cols': gridTemplate(columns) } as CSSProperties}
      onPointerDown={() => notePointer(true)}
      onPointerUp={() => notePointer(false)}
      onPointerCancel={() => notePointer(false)}
    >
      <Header columns={columns} sort={sort} onSort={onSort} onResize={onResize} />
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the rows inside are the controls; their events are taken here */}
      <div
        ref={scroller}
        className="scroll"
        onKeyDown={onKeyDown}
        onMouseDown={onMouseDown}
        onContextMenu={onContextMenu}
        onDoubleClick={onDoubleClick}
      >
        <div className="length" role="rowgroup" style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map((item) => {
            const id = ids[item.index];
            const row = id === undefined ? undefined : rows.get(id);
            if (row === undefined) return null;
            return (
              <Row
                key={row.id}
                row={row}
                index={item.index}
                top={item.start}
                columns={columns}
                selected={selected.has(row.id)}
                tabStop={item.index === tabStopIndex}
              />
            );
          })}
        </div>
        {ids.length === 0 ? <NothingShown /> : null}
      </div>
    </div>
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

/** Figures one wants to see from the top down. */
const startsDescending = (column: string): boolean =>
  ['progress', 'size', 'down', 'up', 'seeds', 'peers', 'ratio', 'added'].includes(column);
