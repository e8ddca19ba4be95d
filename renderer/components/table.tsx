/** A plain table for the details tabs: fixed row height, only the rows on show are in the page, columns may sort. */
import { useVirtualizer } from '@tanstack/react-virtual';
import { type CSSProperties, type ReactNode, useRef } from 'react';
import { Icon } from './icon.js';
import { useScrollGutter } from './scroll-gutter.js';

export interface TableColumn<Row> {
  readonly id: string;
  readonly label: string;
  /** A CSS grid track. */
  readonly track: string;
  readonly numeric?: boolean;
  cell(row: Row): ReactNode;
  /** Present: the column sorts by it. */
  readonly sort?: (a: Row, b: Row) => number;
}

interface TableProps<Row> {
  readonly columns: readonly TableColumn<Row>[];
  readonly rows: readonly Row[];
  readonly label: string;
  readonly empty: string;
  keyOf(row: Row): string | number;
  readonly sort?: { readonly column: string; readonly descending: boolean };
  onSort?(column: string): void;
}

const ROW = 26;

export function Table<Row>({ columns, rows, label, empty, keyOf, sort, onSort }: TableProps<Row>) {
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({ count: rows.length, getScrollElement: () => scroller.current, estimateSize: () => ROW, overscan: 12 });
  useScrollGutter(scroller);
  const style = { '--cols': columns.map((column) => column.track).join(' ') } as CSSProperties;
  return (
    <div className="grid" style={style} role="table" aria-label={label} aria-rowcount={rows.length + 1}>
      <div className="cols" role="row" aria-rowindex={1}>
        {columns.map((column) => (
          <ColumnHead key={column.id} column={column} sort={sort} onSort={onSort} />
        ))}
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by the keyboard */}
      <div ref={scroller} className="scroll" tabIndex={0} role="rowgroup">
        {rows.length === 0 ? <p className="nothing">{empty}</p> : null}
        <div className="length" style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map((item) => {
            const row = rows[item.index];
            if (row === undefined) return null;
            return (
              <div
                key={keyOf(row)}
                className="row"
                role="row"
                aria-rowindex={item.index + 2}
                style={{ transform: `translateY(${item.start}px)` }}
              >
                {columns.map((column) => (
                  <div key={column.id} role="cell" className={column.numeric === true ? 'num' : 'cut'}>
                    {column.cell(row)}
                  </div>
                ))}
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
}

function ColumnHead<Row>({
  column,
  sort,
  onSort,
}: {
  readonly column: TableColumn<Row>;
  readonly sort: TableProps<Row>['sort'];
  readonly onSort: TableProps<Row>['onSort'];
}) {
  const sorted = sort?.column === column.id ? (sort.descending ? 'descending' : 'ascending') : undefined;
  const className = column.numeric === true ? 'num' : undefined;
  if (column.sort === undefined || onSort === undefined) {
    return (
      <span role="columnheader" className={className}>
        {column.label}
      </span>
    );
  }
  return (
    <span role="columnheader" className={className} aria-sort={sorted ?? 'none'}>
      <button type="button" onClick={() => onSort(column.id)}>
        {column.label}
        {sorted === undefined ? null : <Icon name={sorted === 'descending' ? 'down' : 'up'} />}
      </button>
    </span>
  );
}
