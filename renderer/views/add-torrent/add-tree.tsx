/** The files of an entry as a tree with boxes. Only the rows in view are in the page, however many files there are. */
import { useVirtualizer } from '@tanstack/react-virtual';
import { type CSSProperties, type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import type { PreviewFile } from '../../../electron/contract/index.js';
import { foreign } from '../../../i18n/format/visible-text.js';
import { t } from '../../../i18n/runtime/words.js';
import { Checkbox } from '../../components/checkbox.js';
import { Size } from '../../components/quantity.js';
import { readingKey } from '../../components/reading-direction.js';
import { buildTree, type TreeRow, visibleRows } from '../../format/file-tree.js';
import { setWanted } from '../../stores/add.js';
import { type AddItem, isWanted } from '../../stores/add-item.js';
import { TreeName } from '../torrent-details/file-names.js';

const ROW = 26;

export function AddTree({ item, matches }: { readonly item: AddItem; readonly matches: ((at: number) => boolean) | null }) {
  const scroller = useRef<HTMLDivElement>(null);
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const [focus, setFocus] = useState(0);
  const tree = useMemo(() => buildTree(item.files), [item.files]);
  const shown = useMemo(() => visibleRows(tree, closed, matches), [tree, closed, matches]);
  const virtual = useVirtualizer({ count: shown.length, getScrollElement: () => scroller.current, estimateSize: () => ROW, overscan: 12 });
  const at = Math.min(focus, shown.length - 1);

  const filesOf = ({ node }: TreeRow): readonly PreviewFile[] =>
    (node.kind === 'file' ? [node.at] : node.files.filter((i) => matches === null || matches(i))).flatMap((i) => item.files[i] ?? []);
  const wantedState = (files: readonly PreviewFile[]): boolean | 'mixed' => {
    const wanted = files.reduce((sum, file) => sum + (isWanted(item, file.index) ? 1 : 0), 0);
    return wanted === files.length ? true : wanted === 0 ? false : 'mixed';
  };
  const toggleOpen = (path: string): void => {
    const next = new Set(closed);
    if (!next.delete(path)) next.add(path);
    setClosed(next);
  };
  const moved = useRef(false);
  useEffect(() => {
    if (!moved.current) return;
    moved.current = false;
    virtual.scrollToIndex(at, { align: 'auto' });
    scroller.current?.querySelector<HTMLElement>(`[data-at="${at}"]`)?.focus({ preventScroll: true });
  });
  const onKeyDown = (event: KeyboardEvent): void => {
    const entry = shown[at];
    if (entry === undefined || event.ctrlKey || event.metaKey) return;
    const { node } = entry;
    const move = (to: number): void => {
      moved.current = true;
      setFocus(Math.min(shown.length - 1, Math.max(0, to)));
    };
    const isOpen = node.kind === 'folder' && !closed.has(node.path);
    const keys: Readonly<Record<string, () => void>> = {
      ArrowDown: () => move(at + 1),
      ArrowUp: () => move(at - 1),
      Home: () => move(0),
      End: () => move(shown.length - 1),
      ArrowRight: () => (node.kind === 'folder' && !isOpen ? toggleOpen(node.path) : move(at + 1)),
      ArrowLeft: () => (node.kind === 'folder' && isOpen ? toggleOpen(node.path) : move(at - 1)),
      ' ': () => setWanted(item.key, filesOf(entry), wantedState(filesOf(entry)) !== true),
    };
    const act = keys[readingKey(event.key)];
    if (act === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  };

  return (
    <div
      className="grid tree"
      role="treegrid"
      aria-label={t('files.label')}
      style={{ '--cols': '16px minmax(120px, 1fr) 56px' } as CSSProperties}
    >
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the rows inside are the controls */}
      <div ref={scroller} className="scroll" onKeyDown={onKeyDown}>
        <div className="length" role="rowgroup" style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map((line) => {
            const entry = shown[line.index];
            if (entry === undefined) return null;
            const { node, level } = entry;
            const folder = node.kind === 'folder';
            const open = folder && (matches !== null || !closed.has(node.path));
            const files = filesOf(entry);
            const size = folder ? node.sizeBytes : (item.files[node.at]?.sizeBytes ?? 0);
            return (
              <div
                key={folder ? node.path : node.at}
                role="row"
                className="row"
                data-at={line.index}
                data-testid={folder ? 'add-folder' : 'add-file'}
                aria-level={level + 1}
                aria-expanded={folder ? open : undefined}
                tabIndex={line.index === at ? 0 : -1}
                style={{ transform: `translateY(${line.start}px)` }}
                onFocus={() => setFocus(line.index)}
              >
                <div role="gridcell">
                  <Checkbox
                    checked={wantedState(files)}
                    tabIndex={-1}
                    aria-label={t('files.wantedFile', { name: foreign(node.name) })}
                    onChange={(on) => setWanted(item.key, files, on)}
                  />
                </div>
                <TreeName entry={entry} open={open} onToggle={toggleOpen} />
                <div role="gridcell" className="num">
                  <Size bytes={size} />
                </div>
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
}
