/**
 * Selecting by a rectangle: pressed anywhere but on a button, and dragged. Rows are as wide as the list, so what counts is
 * which rows lie between the two ends; near an edge the list scrolls along.
 */
import type { TorrentId } from '../../../electron/contract/index.js';

const FAR_ENOUGH = 5;
const EDGE = 24;
const SCROLL_STEP = 12;

export interface MarqueeHost {
  readonly scroller: HTMLElement;
  /** Where the rows begin, below the heads, in the scroller's content. */
  readonly headHeight: number;
  ids(): readonly TorrentId[];
  rowHeight(): number;
  /** The rows between the ends; `base` is what stays selected beside them. */
  select(ids: readonly TorrentId[], base: ReadonlySet<TorrentId>): void;
  /** The rectangle in the scroller's content, in CSS pixels from its corner; null at the end. */
  draw(box: MarqueeBox | null): void;
}
export interface MarqueeBox {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Follows the pointer from a press until it is let go. Nothing happens before it has gone some pixels. */
export function startMarquee(
  host: MarqueeHost,
  press: { readonly clientX: number; readonly clientY: number },
  base: ReadonlySet<TorrentId>,
): void {
  const { scroller } = host;
  const frame = scroller.getBoundingClientRect();
  const startX = press.clientX - frame.left;
  const startY = press.clientY - frame.top + scroller.scrollTop;
  let pointer = press;
  let active = false;
  let ticking = 0;

  const update = (): void => {
    const x = Math.min(frame.width, Math.max(0, pointer.clientX - frame.left));
    const y = Math.max(host.headHeight, pointer.clientY - frame.top + scroller.scrollTop);
    host.draw({ x: Math.min(x, startX), y: Math.min(y, startY), width: Math.abs(x - startX), height: Math.abs(y - startY) });
    const ids = host.ids();
    const at = (position: number): number => Math.floor((position - host.headHeight) / host.rowHeight());
    const first = Math.max(0, at(Math.min(y, startY)));
    const last = Math.min(ids.length - 1, at(Math.max(y, startY)));
    host.select(last < first ? [] : ids.slice(first, last + 1), base);
  };
  const scrollAlong = (): void => {
    const below = pointer.clientY > frame.bottom - EDGE;
    const above = pointer.clientY < frame.top + host.headHeight + EDGE;
    if (below || above) {
      scroller.scrollTop += below ? SCROLL_STEP : -SCROLL_STEP;
      update();
    }
    ticking = requestAnimationFrame(scrollAlong);
  };
  const move = (event: PointerEvent): void => {
    pointer = event;
    if (!active && Math.hypot(event.clientX - press.clientX, event.clientY - press.clientY) < FAR_ENOUGH) return;
    if (!active) {
      active = true;
      ticking = requestAnimationFrame(scrollAlong);
    }
    update();
  };
  const end = (): void => {
    cancelAnimationFrame(ticking);
    window.removeEventListener('pointermove', move);
    window.removeEventListener('pointerup', end);
    window.removeEventListener('pointercancel', end);
    host.draw(null);
  };
  window.addEventListener('pointermove', move);
  window.addEventListener('pointerup', end);
  window.addEventListener('pointercancel', end);
}
