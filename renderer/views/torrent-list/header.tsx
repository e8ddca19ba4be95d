/**
 * The column heads. A click sorts (with Shift as the second key), a drag puts a column elsewhere, the line before a head
 * sets its width and a double click on it fits it. One head is in the tab order; arrows go on from there.
 */
import { type KeyboardEvent, type PointerEvent, useRef, useState } from 'react';
import { t } from '../../../i18n/runtime/words.js';
import { Icon } from '../../components/icon.js';
import { forward, readingKey } from '../../components/reading-direction.js';
import type { Sort } from '../../stores/sorting.js';
import { MAX_COLUMN, MIN_COLUMN, type ShownColumn } from './column-layout.js';
import { type ColumnId, FROZEN } from './columns.js';
import { useColumnDrag } from './use-column-drag.js';

interface HeaderProps {
  readonly columns: readonly ShownColumn[];
  readonly sort: readonly Sort[];
  /** `also`: as the second key. */
  onSort(column: ColumnId, also: boolean): void;
  /** `done` is false while the line is being dragged. */
  onResize(column: ColumnId, width: number, done: boolean): void;
  onFit(column: ColumnId): void;
  /** Puts a column before another, or last. */
  onMove(column: ColumnId, before: ColumnId | null): void;
  onStep(column: ColumnId, side: 1 | -1): void;
  onMenu(): void;
}

const RESIZE_STEP = 8;

export function Header({ columns, sort, onSort, onResize, onFit, onMove, onStep, onMenu }: HeaderProps) {
  const bar = useRef<HTMLDivElement>(null);
  const [stop, setStop] = useState<ColumnId>('name');
  const drag = useColumnDrag(bar, columns, onMove);
  const tabStop = columns.some((column) => column.id === stop) ? stop : 'name';

  const onKeyDown = (event: KeyboardEvent, column: ShownColumn): void => {
    const key = readingKey(event.key);
    const side = key === 'ArrowLeft' ? -1 : key === 'ArrowRight' ? 1 : 0;
    if (side === 0) return;
    event.preventDefault();
    event.stopPropagation();
    if (event.altKey && event.shiftKey) {
      if (!FROZEN.has(column.id)) onResize(column.id, clamp(column.shownWidth + side * RESIZE_STEP), true);
    } else if ((event.ctrlKey || event.metaKey) && event.shiftKey) onStep(column.id, side);
    else {
      const next = columns[columns.indexOf(column) + side];
      if (next === undefined) return;
      setStop(next.id);
      bar.current?.querySelector<HTMLElement>(`[data-column="${next.id}"]`)?.focus();
    }
  };

  return (
    <div
      ref={bar}
      className="cols"
      role="row"
      aria-rowindex={1}
      data-testid="list-head"
      onContextMenu={(event) => {
        event.preventDefault();
        onMenu();
      }}
    >
      {columns.map((column, i) => {
        const at = sort.findIndex((key) => key.column === column.id);
        const key = sort[at];
        const name = t(`list.columns.${column.id}`);
        const direction = key === undefined ? 'none' : key.descending ? 'descending' : 'ascending';
        return (
          <div
            key={column.id}
            role="columnheader"
            aria-colindex={i + 1}
            aria-sort={at === 0 ? direction : 'none'}
            className={[column.numeric ? 'num' : '', column.id, drag.targetClass(column.id)].filter(Boolean).join(' ')}
            data-testid={`head-${column.id}`}
          >
            <button
              type="button"
              data-column={column.id}
              tabIndex={column.id === tabStop ? 0 : -1}
              aria-label={at > 0 ? t('list.sortedSecond', { name }) : name}
              title={name}
              onClick={(event) => {
                if (!drag.justDropped()) onSort(column.id, event.shiftKey);
              }}
              onKeyDown={(event) => onKeyDown(event, column)}
              onPointerDown={(event) => drag.start(event, column.id)}
            >
              {column.id === 'state' ? null : <span className="cut">{name}</span>}
              {key === undefined || column.id === 'state' ? null : (
                <span className={at === 0 ? 'arrow' : 'arrow second'}>
                  <Icon name={key.descending ? 'down' : 'up'} />
                </span>
              )}
            </button>
            {FROZEN.has(column.id) ? null : <Grip column={column} name={name} onResize={onResize} onFit={onFit} />}
          </div>
        );
      })}
    </div>
  );
}

/** The line before a column: what it moves is where the column begins, so a width grows backward. */
function Grip({
  column,
  name,
  onResize,
  onFit,
}: {
  readonly column: ShownColumn;
  readonly name: string;
  readonly onResize: HeaderProps['onResize'];
  readonly onFit: HeaderProps['onFit'];
}) {
  const start = useRef<{ readonly x: number; readonly width: number } | null>(null);
  const widthAt = (event: PointerEvent): number => {
    const from = start.current ?? { x: event.clientX, width: column.shownWidth };
    return clamp(from.width + (from.x - event.clientX) * forward());
  };
  return (
    <span
      className="grip"
      aria-hidden="true"
      title={t('list.resizeColumn', { name })}
      onDoubleClick={() => onFit(column.id)}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        start.current = { x: event.clientX, width: column.shownWidth };
      }}
      onPointerMove={(event) => start.current !== null && onResize(column.id, widthAt(event), false)}
      onPointerUp={(event) => {
        if (start.current !== null && start.current.x !== event.clientX) onResize(column.id, widthAt(event), true);
        start.current = null;
      }}
    />
  );
}

const clamp = (width: number): number => Math.round(Math.min(MAX_COLUMN, Math.max(MIN_COLUMN, width)));
