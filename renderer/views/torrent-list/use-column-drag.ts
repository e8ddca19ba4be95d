/** Dragging a column head to another place. A drag begins after some pixels, so that a click stays a click. */
import { type PointerEvent, type RefObject, useRef, useState } from 'react';
import { forward } from '../../components/reading-direction.js';
import type { ShownColumn } from './column-layout.js';
import { type ColumnId, FROZEN } from './columns.js';

const FAR_ENOUGH = 5;

interface Drag {
  readonly id: ColumnId;
  /** Before which it would be put; null: last. */
  readonly before: ColumnId | null;
}

export function useColumnDrag(
  bar: RefObject<HTMLElement | null>,
  columns: readonly ShownColumn[],
  onMove: (id: ColumnId, before: ColumnId | null) => void,
) {
  const [drag, setDrag] = useState<Drag | null>(null);
  const droppedAt = useRef(Number.NEGATIVE_INFINITY);

  /** The column whose middle lies behind the pointer. */
  const beforeAt = (x: number): ColumnId | null => {
    for (const { id } of columns) {
      if (FROZEN.has(id)) continue;
      const box = bar.current?.querySelector(`[data-column="${id}"]`)?.parentElement?.getBoundingClientRect();
      if (box !== undefined && (x - (box.left + box.right) / 2) * forward() < 0) return id;
    }
    return null;
  };

  const start = (event: PointerEvent<HTMLElement>, id: ColumnId): void => {
    if (event.button !== 0 || FROZEN.has(id)) return;
    const { clientX: from, pointerId } = event;
    const target = event.currentTarget;
    target.setPointerCapture(pointerId); // a quick hand is beside the head with its first step
    let current: Drag | null = null;
    const move = (moved: globalThis.PointerEvent): void => {
      if (current === null && Math.abs(moved.clientX - from) < FAR_ENOUGH) return;
      current = { id, before: beforeAt(moved.clientX) };
      setDrag(current);
    };
    const end = (ended: globalThis.PointerEvent): void => {
      target.removeEventListener('pointermove', move);
      target.removeEventListener('pointerup', end);
      target.removeEventListener('pointercancel', end);
      setDrag(null);
      if (current === null) return;
      droppedAt.current = performance.now();
      if (ended.type === 'pointerup') onMove(id, current.before);
    };
    target.addEventListener('pointermove', move);
    target.addEventListener('pointerup', end);
    target.addEventListener('pointercancel', end);
  };

  return {
    start,
    /** The click that ends a drag is none. */
    justDropped: (): boolean => performance.now() - droppedAt.current < 50,
    /** Marks the head that is dragged, and where it would go. */
    targetClass(id: ColumnId): string {
      if (drag === null) return '';
      if (drag.id === id) return 'dragged';
      if (drag.before === id) return 'drop-before';
      return drag.before === null && columns.at(-1)?.id === id ? 'drop-after' : '';
    },
  };
}
