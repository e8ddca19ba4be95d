/** The column heads: a click sorts, the line at the end of a head sets its width. One head is in the tab order. */
import { type KeyboardEvent, type PointerEvent, useRef, useState } from 'react';
import { t } from '../../../i18n/runtime/words.js';
import { Icon } from '../../components/icon.js';
import { forward, readingKey } from '../../components/reading-direction.js';
import type { Sort } from '../../stores/sorting.js';
import { MAX_COLUMN, MIN_COLUMN, type ShownColumn } from './column-fit.js';

interface HeaderProps {
  readonly columns: readonly ShownColumn[];
  readonly sort: Sort;
  onSort(column: string): void;
  /** `done` is false while the line is being dragged. */
  onResize(column: string, width: number, done: boolean): void;
}

const RESIZE_STEP = 8;

export function Header({ columns, sort, onSort, onResize }: HeaderProps) {
  const bar = useRef<HTMLDivElement>(null);
  const [stop, setStop] = useState<string>('name');
  const tabStop = columns.some((column) => column.id === stop) ? stop : 'name';

  const onKeyDown = (event: KeyboardEvent, column: ShownColumn): void => {
    const key = readingKey(event.key);
    const side = key === 'ArrowLeft' ? -1 : key === 'ArrowRight' ? 1 : 0;
    if (side === 0) return;
    event.preventDefault();
    event.stopPropagation();
    if (event.altKey && event.shiftKey) {
      if (column.id !== 'name' && column.id !== 'state') onResize(column.id, clamp(column.shownWidth + side * RESIZE_STEP), true);
      return;
    }
    const next = columns[columns.indexOf(column) + side];
    if (next === undefined) return;
    setStop(next.id);
    bar.current?.querySelector<HTMLElement>(`[data-column="${next.id}"]`)?.focus();
  };

  return (
    <div ref={bar} className="cols" role="row" aria-rowindex={1}>
      {columns.map((column, i) => {
        const sorted = sort.column === column.id ? (sort.descending ? 'descending' : 'ascending') : 'none';
        return (
          <div
            key={column.id}
            role="columnheader"
            aria-colindex={i + 1}
            aria-sort={sorted}
            className={column.numeric ? 'num' : undefined}
            data-testid={`head-${column.id}`}
          >
            <button
              type="button"
              data-column={column.id}
              tabIndex={column.id === tabStop ? 0 : -1}
              aria-label={t(`list.columns.${column.id}`)}
              onClick={() => onSort(column.id)}
              onKeyDown={(event) => onKeyDown(event, column)}
            >
              {column.id === 'state' ? null : t(`list.columns.${column.id}`)}
              {sorted === 'none' || column.id === 'state' ? null : <Icon name={sorted === 'descending' ? 'down' : 'up'} />}
            </button>
            {column.id === 'name' || column.id === 'state' ? null : <Grip column={column} onResize={onResize} />}
          </div>
        );
      })}
    </div>
  );
}

/** The line before a column: what it moves is where the column begins, so a width grows backward. */
function Grip({ column, onResize }: { readonly column: ShownColumn; onResize: HeaderProps['onResize'] }) {
  const start = useRef<{ readonly x: number; readonly width: number } | null>(null);
  const widthAt = (event: PointerEvent): number => {
    const from = start.current ?? { x: event.clientX, width: column.shownWidth };
    return clamp(from.width + (from.x - event.clientX) * forward());
  };
  return (
    <span
      className="grip"
      aria-hidden="true"
      title={t('list.resizeColumn', { name: t(`list.columns.${column.id}`) })}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        start.current = { x: event.clientX, width: column.shownWidth };
      }}
      onPointerMove={(event) => start.current !== null && onResize(column.id, widthAt(event), false)}
      onPointerUp={(event) => {
        onResize(column.id, widthAt(event), true);
        start.current = null;
      }}
    />
  );
}

const clamp = (width: number): number => Math.round(Math.min(MAX_COLUMN, Math.max(MIN_COLUMN, width)));
