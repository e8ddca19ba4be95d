/** Many files as one long list by path. Only the rows in view, and some around them, are asked for. */
import { useVirtualizer } from '@tanstack/react-virtual';
import { type CSSProperties, useEffect, useRef } from 'react';
import type { TorrentRow } from '../../../electron/contract/index.js';
import { baseName } from '../../../i18n/format/path.js';
import { foreign } from '../../../i18n/format/visible-text.js';
import { t } from '../../../i18n/runtime/words.js';
import { Checkbox } from '../../components/checkbox.js';
import { Size } from '../../components/quantity.js';
import { useScrollGutter } from '../../components/scroll-gutter.js';
import { type FilesRange, requestDetails } from '../../stores/details.js';
import { fileMenu, setPriorities } from '../../stores/file-priorities.js';
import { FILE_TRACKS, FileProgress, Priority, sumFiles } from './file-cells.js';
import { FileHead, ListName } from './file-names.js';

const ROW = 26;
/** Rows asked for at once, and the step in which the range moves. */
const WINDOW = 200;
const STEP = 50;

export function FileList({ row, range }: { readonly row: TorrentRow; readonly range: FilesRange }) {
  const scroller = useRef<HTMLDivElement>(null);
  useScrollGutter(scroller);
  const virtual = useVirtualizer({ count: range.total, getScrollElement: () => scroller.current, estimateSize: () => ROW, overscan: 8 });
  const top = virtual.range?.startIndex ?? 0;
  const first = Math.max(0, Math.floor((top - STEP) / STEP) * STEP);
  useEffect(() => requestDetails({ id: row.id, tab: 'files', range: { first, count: WINDOW } }), [row.id, first]);
  return (
    <div
      className="grid"
      role="grid"
      aria-label={t('files.label')}
      aria-rowcount={range.total + 1}
      style={{ '--cols': FILE_TRACKS } as CSSProperties}
    >
      <FileHead />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by the keyboard */}
      <div ref={scroller} className="scroll" tabIndex={0}>
        <div className="length" role="rowgroup" style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map((item) => {
            const file = range.rows[item.index - range.first];
            const style = { transform: `translateY(${item.start}px)` };
            if (file === undefined) return <div key={item.index} className="row" style={style} />;
            const sum = sumFiles([file]);
            return (
              <div
                key={item.index}
                role="row"
                className="row"
                data-testid="file-row"
                aria-rowindex={item.index + 2}
                style={style}
                onContextMenu={(event) => {
                  event.preventDefault();
                  void fileMenu(row, [file.index], file.priority);
                }}
              >
                <div role="gridcell">
                  <Checkbox
                    checked={sum.wanted}
                    aria-label={t('files.wantedFile', { name: foreign(baseName(file.path)) })}
                    onChange={(on) => setPriorities(row, [file.index], on ? 'normal' : 'skip')}
                  />
                </div>
                <ListName path={file.path} />
                <div role="gridcell">
                  <FileProgress sum={sum} strip={row.strip} pieceCount={0} />
                </div>
                <div role="gridcell" className="num">
                  <Size bytes={file.sizeBytes} />
                </div>
                <div role="gridcell">
                  <Priority priority={sum.priority} />
                </div>
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
}
