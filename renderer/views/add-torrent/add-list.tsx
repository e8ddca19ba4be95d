/** The files of an entry with very many of them, as one long list by path. Only the rows in view, and some around them, are fetched. */
import { useVirtualizer } from '@tanstack/react-virtual';
import { type CSSProperties, useEffect, useRef, useState } from 'react';
import type { PreviewFile } from '../../../electron/contract/index.js';
import { baseName } from '../../../i18n/format/path.js';
import { foreign } from '../../../i18n/format/visible-text.js';
import { t } from '../../../i18n/runtime/words.js';
import { Checkbox } from '../../components/checkbox.js';
import { Size } from '../../components/quantity.js';
import { setWanted } from '../../stores/add.js';
import { type AddItem, isWanted } from '../../stores/add-item.js';
import { fetchRows } from '../../stores/torrent-files.js';
import { ListName } from '../torrent-details/file-names.js';

const ROW = 26;
/** Rows fetched at once, and the step in which the range moves. */
const WINDOW = 200;
const STEP = 50;

export function AddList({ item }: { readonly item: AddItem }) {
  const scroller = useRef<HTMLDivElement>(null);
  const [known, setKnown] = useState<{ readonly first: number; readonly rows: readonly PreviewFile[] }>({ first: 0, rows: [] });
  const virtual = useVirtualizer({ count: item.fileCount, getScrollElement: () => scroller.current, estimateSize: () => ROW, overscan: 8 });
  const first = Math.max(0, Math.floor(((virtual.range?.startIndex ?? 0) - STEP) / STEP) * STEP);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another choice is no other list
  useEffect(() => {
    let gone = false;
    void fetchRows(item, first, WINDOW).then((rows) => !gone && rows !== null && setKnown({ first, rows }));
    return () => {
      gone = true;
    };
  }, [item.key, first]);
  return (
    <div
      className="grid tree"
      role="grid"
      aria-label={t('files.label')}
      aria-rowcount={item.fileCount}
      style={{ '--cols': '16px minmax(120px, 1fr) 56px' } as CSSProperties}
    >
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by the keyboard */}
      <div ref={scroller} className="scroll" tabIndex={0}>
        <div className="length" role="rowgroup" style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map((line) => {
            const file = known.rows[line.index - known.first];
            if (file === undefined) return null;
            return (
              <div
                key={file.index}
                role="row"
                className="row"
                data-testid="add-file"
                aria-rowindex={line.index + 1}
                style={{ transform: `translateY(${line.start}px)` }}
              >
                <div role="gridcell">
                  <Checkbox
                    checked={isWanted(item, file.index)}
                    aria-label={t('files.wantedFile', { name: foreign(baseName(file.path)) })}
                    onChange={(on) => setWanted(item.key, [file], on)}
                  />
                </div>
                <ListName path={file.path} />
                <div role="gridcell" className="num">
                  <Size bytes={file.sizeBytes} />
                </div>
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
}
