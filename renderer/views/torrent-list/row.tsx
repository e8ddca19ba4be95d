/** One row of the torrent list. Drawn again only when its row object, its place or its selection changes. */
import { memo, useMemo } from 'react';
import type { TorrentRow } from '../../../electron/contract/index.js';
import { errorWords } from '../../../i18n/format/error-words.js';
import { t } from '../../../i18n/runtime/words.js';
import { Button } from '../../components/button.js';
import { isSettled } from '../../format/status-words.js';
import { whySentence } from '../../format/why-sentence.js';
import { openTorrent } from '../../stores/actions.js';
import { useWordsRevision } from '../../stores/language.js';
import { cellContent, showsWord } from './cells.js';
import type { ShownColumn } from './column-fit.js';
import { Fixes } from './fixes.js';
import { rowLabel, rowTestId } from './row-label.js';

interface RowProps {
  readonly row: TorrentRow;
  readonly index: number;
  readonly top: number;
  readonly columns: readonly ShownColumn[];
  readonly selected: boolean;
  /** Has the grid's tab stop. */
  readonly tabStop: boolean;
}

/** Number of columns that stay in place when a message takes the rest of the row. */
const BEFORE_MESSAGE = 3;

export const Row = memo(function Row({ row, index, top, columns, selected, tabStop }: RowProps) {
  const words = useWordsRevision();
  // rebuilt when the state or the focus changes, not at every tick: a screen reader would read it out again and again
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  const label = useMemo(() => rowLabel(row), [row.name, row.status.kind, tabStop, words]);
  const { status } = row;
  const message = status.kind === 'needs-attention' || status.kind === 'awaiting-choice';
  const cells = message ? columns.slice(0, BEFORE_MESSAGE) : columns;
  return (
    <div
      role="row"
      className={isSettled(status) ? 'row rest' : 'row'}
      data-id={row.id}
      data-testid={rowTestId(row)}
      aria-rowindex={index + 2}
      aria-selected={selected}
      aria-label={label}
      tabIndex={tabStop ? 0 : -1}
      title={whySentence(row.why) ?? undefined}
      style={{ transform: `translateY(${top}px)` }}
    >
      {cells.map((column, i) => (
        // biome-ignore lint/a11y/useAriaPropsSupportedByRole: both roles support it
        <div
          key={column.id}
          role={column.id === 'name' ? 'rowheader' : 'gridcell'}
          aria-colindex={i + 1}
          className={cellClass(column, row)}
          data-testid={`cell-${column.id}`}
        >
          {cellContent(column.id, row)}
        </div>
      ))}
      {message ? (
        <div role="gridcell" aria-colindex={BEFORE_MESSAGE + 1} className="fault" data-testid="cell-message">
          {status.kind === 'needs-attention' ? (
            <>
              <p className="is-danger cut">{errorWords(status.error)}</p>
              <Fixes row={row} error={status.error} />
            </>
          ) : (
            <>
              <p className="muted cut">{t('list.awaitingChoice')}</p>
              <Button look="line" small data-testid="btn-choose" onClick={() => openTorrent(row)}>
                {t('list.chooseFiles')}
              </Button>
            </>
          )}
        </div>
      ) : null}
    </div>
  );
});

function cellClass(column: ShownColumn, row: TorrentRow): string {
  if (column.id === 'state') return 'state';
  if (column.id === 'name') return 'name';
  if (column.id === 'progress') return 'prog';
  return column.id === 'eta' && showsWord(row) ? 'num cut word' : 'num';
}
