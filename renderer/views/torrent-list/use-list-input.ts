/** Keys and pointers of the list. Everything is keyed by torrent; what a key or a click means is decided elsewhere. */
import { type KeyboardEvent, type MouseEvent, type RefObject, useCallback, useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import type { TorrentId, TorrentRow } from '../../../electron/contract/index.js';
import { applyFix, type Fix, openTorrent, showInFolder } from '../../stores/actions.js';
import { noteKey, order } from '../../stores/order.js';
import { clearSelection, clickTorrent, moveToTorrent, selection, selectTorrents, toggleFocusedTorrent } from '../../stores/selection.js';
import { torrentMenu } from '../../stores/torrent-menu.js';
import { torrents } from '../../stores/torrents.js';
import { findByName, listKey, TypeAhead } from './list-keys.js';
import type { ListPainter } from './list-painter.js';
import { type MarqueeBox, startMarquee } from './marquee.js';

export interface ListInputHost {
  readonly scroller: RefObject<HTMLDivElement | null>;
  readonly painter: RefObject<ListPainter | null>;
  readonly rowHeight: number;
  readonly headHeight: number;
  onMarquee(box: MarqueeBox | null): void;
}

const rowOf = (id: TorrentId | null): TorrentRow | undefined => (id === null ? undefined : torrents.getState().rows.get(id));

/** The torrent under an event; null beside the rows. */
function idAt(event: MouseEvent): TorrentId | null {
  const row = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-id]') : null;
  return (row?.dataset.id as TorrentId | undefined) ?? null;
}
const onControl = ({ target }: { readonly target: EventTarget }): boolean =>
  target instanceof Element && target.closest('button, input, .cols') !== null;

export function useListInput(host: ListInputHost) {
  const { scroller, painter, rowHeight, headHeight } = host;
  const focusWish = useStore(selection, (s) => s.focusWish);
  const typeAhead = useRef(new TypeAhead());

  const reveal = useCallback(
    (index: number): void => {
      const element = scroller.current;
      if (element === null) return;
      const top = index * rowHeight;
      const height = element.clientHeight - headHeight;
      if (top < element.scrollTop) element.scrollTop = top;
      else if (top + rowHeight > element.scrollTop + height) element.scrollTop = top + rowHeight - height;
    },
    [scroller, rowHeight, headHeight],
  );
  const focusRow = useCallback(
    (id: TorrentId): void => {
      const index = order.getState().ids.indexOf(id);
      if (index >= 0) painter.current?.elementAt(index)?.focus({ preventScroll: true });
    },
    [painter],
  );

  // a wish for focus: bring the row into view, and take the keyboard there if it is in the list already (or was, on a row now gone)
  useEffect(() => {
    const { focus } = selection.getState();
    const index = focus === null ? -1 : order.getState().ids.indexOf(focus);
    if (focusWish === 0 || focus === null || index < 0) return;
    reveal(index);
    const active = document.activeElement;
    if (active === null || active === document.body || scroller.current?.contains(active) === true) focusRow(focus);
  }, [focusWish, reveal, focusRow, scroller]);

  const onKeyDown = (event: KeyboardEvent): void => {
    noteKey(performance.now());
    if (onControl(event)) return;
    const { ids } = order.getState();
    const { focus } = selection.getState();
    const at = focus === null ? -1 : ids.indexOf(focus);
    const page = Math.max(1, Math.floor(((scroller.current?.clientHeight ?? rowHeight) - headHeight) / rowHeight) - 1);
    const key = listKey(event, at, ids.length, page);
    if (key === null) return;
    event.preventDefault();
    const modifiers = { shift: event.shiftKey, mod: event.ctrlKey || event.metaKey };
    const goTo = (index: number, how = modifiers): void => {
      const id = ids[index];
      if (id !== undefined) moveToTorrent(id, how);
    };
    const focused = rowOf(focus);
    if (key.kind === 'move') goTo(key.to);
    else if (key.kind === 'toggle') toggleFocusedTorrent();
    else if (key.kind === 'open' && focused !== undefined) openTorrent(focused);
    else if (key.kind === 'show' && focused !== undefined) showInFolder(focused.id);
    else if (key.kind === 'menu') void torrentMenu();
    else if (key.kind === 'type') {
      const text = typeAhead.current.push(key.letter, performance.now());
      const nameAt = (index: number): string => rowOf(ids[index] ?? null)?.name ?? '';
      goTo(findByName(nameAt, ids.length, at, text), { shift: false, mod: false });
    }
  };

  const onMouseDown = (event: MouseEvent): void => {
    if (onControl(event)) return;
    const id = idAt(event);
    const mod = event.ctrlKey || event.metaKey;
    const base = mod || event.shiftKey ? selection.getState().selected : new Set<TorrentId>();
    if (id === null) {
      if (!mod && !event.shiftKey) clearSelection();
    } else if (event.button === 0) clickTorrent(id, { shift: event.shiftKey, mod });
    else if (!selection.getState().selected.has(id)) clickTorrent(id, { shift: false, mod: false });
    const element = scroller.current;
    if (event.button !== 0 || element === null) return;
    startMarquee(
      {
        scroller: element,
        headHeight,
        ids: () => order.getState().ids,
        rowHeight: () => rowHeight,
        select: selectTorrents,
        draw: host.onMarquee,
      },
      event.nativeEvent,
      base,
    );
  };

  const onClick = (event: MouseEvent): void => {
    const button = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-action]') : null;
    const row = rowOf(idAt(event));
    if (button === null || row === undefined) return;
    if (button.dataset.action === 'choose') openTorrent(row);
    else applyFix(row.id, button.dataset.action as Fix);
  };
  const onContextMenu = (event: MouseEvent): void => {
    if (onControl(event)) return;
    event.preventDefault();
    if (idAt(event) !== null) void torrentMenu();
  };
  const onDoubleClick = (event: MouseEvent): void => {
    const row = rowOf(idAt(event));
    if (row !== undefined && !onControl(event)) openTorrent(row);
  };

  return { handlers: { onKeyDown, onMouseDown, onClick, onContextMenu, onDoubleClick }, focusRow };
}
