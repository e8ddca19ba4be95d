/** The files as a tree: folders open and close, boxes say what is wanted, the keyboard does all of it. */
import { useVirtualizer } from '@tanstack/react-virtual';
import { type CSSProperties, type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import type { FileRow, TorrentRow } from '../../../electron/contract/index.js';
import { foreign } from '../../../i18n/format/visible-text.js';
import { t } from '../../../i18n/runtime/words.js';
import { Checkbox } from '../../components/checkbox.js';
import { Size } from '../../components/quantity.js';
import { readingKey } from '../../components/reading-direction.js';
import { useScrollGutter } from '../../components/scroll-gutter.js';
import { buildTree, type TreeRow, visibleRows } from '../../format/file-tree.js';
import { fileMenu, setPriorities } from '../../stores/file-priorities.js';
import { FILE_TRACKS, FileProgress, Priority, sumFiles } from './file-cells.js';
import { FileHead, TreeName } from './file-names.js';

const ROW = 26;

interface FileTreeProps {
  readonly row: TorrentRow;
  readonly files: readonly FileRow[];
  readonly matches: ((at: number) => boolean) | null;
}

export function FileTree({ row, files, matches }: FileTreeProps) {
  const scroller = useRef<HTMLDivElement>(null);
  useScrollGutter(scroller);
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const [focus, setFocus] = useState(0);
  const paths = files.map((file) => `${file.index} ${file.path}`).join('\n');
  // biome-ignore lint/correctness/useExhaustiveDependencies: the shape changes with the paths alone, not with the figures
  const tree = useMemo(() => buildTree(files), [paths]);
  const shown = visibleRows(tree, closed, matches);
  const pieceCount = files.reduce((most, file) => Math.max(most, file.lastPiece + 1), 0);
  const virtual = useVirtualizer({ count: shown.length, getScrollElement: () => scroller.current, estimateSize: () => ROW, overscan: 12 });
  const at = Math.min(focus, shown.length - 1);

  const filesOf = ({ node }: TreeRow): readonly FileRow[] =>
    (node.kind === 'file' ? [node.at] : node.files.filter((i) => matches === null || matches(i))).flatMap((i) => files[i] ?? []);
  const toggleOpen = (path: string, open: boolean): void => {
    const next = new Set(closed);
    if (open) next.delete(path);
    else next.add(path);
    setClosed(next);
  };
  const setWanted = (entry: TreeRow, wanted: boolean): void => {
    const change = filesOf(entry).filter((file) => (file.priority !== 'skip') !== wanted);
    setPriorities(
      row,
      change.map((file) => file.index),
      wanted ? 'normal' : 'skip',
    );
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
    const keys: Readonly<Record<string, () => void>> = {
      ArrowDown: () => move(at + 1),
      ArrowUp: () => move(at - 1),
      Home: () => move(0),
      End: () => move(shown.length - 1),
      ArrowRight: () => (node.kind === 'folder' && closed.has(node.path) ? toggleOpen(node.path, true) : move(at + 1)),
      ArrowLeft: () => {
        if (node.kind === 'folder' && !closed.has(node.path)) toggleOpen(node.path, false);
        else move(parentOf(shown, at));
      },
      ' ': () => setWanted(entry, sumFiles(filesOf(entry)).wanted !== true),
      ContextMenu: () => openMenu(entry),
    };
    const act = keys[readingKey(event.key)];
    if (act === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  };
  const openMenu = (entry: TreeRow): void => {
    const those = filesOf(entry);
    const { priority } = sumFiles(those);
    void fileMenu(
      row,
      those.map((file) => file.index),
      priority === 'mixed' ? null : priority,
    );
  };

  return (
    <div
      className="grid"
      role="treegrid"
      aria-label={t('files.label')}
      aria-rowcount={shown.length + 1}
      style={{ '--cols': FILE_TRACKS } as CSSProperties}
    >
      <FileHead />
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the rows inside are the controls */}
      <div ref={scroller} className="scroll" onKeyDown={onKeyDown}>
        <div className="length" role="rowgroup" style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map((item) => {
            const entry = shown[item.index];
            if (entry === undefined) return null;
            const { node, level } = entry;
            const sum = sumFiles(filesOf(entry));
            const folder = node.kind === 'folder';
            const open = folder && (matches !== null || !closed.has(node.path));
            return (
              <div
                key={folder ? node.path : node.at}
                role="row"
                className="row"
                data-at={item.index}
                data-testid={folder ? 'folder-row' : 'file-row'}
                aria-level={level + 1}
                aria-rowindex={item.index + 2}
                aria-expanded={folder ? open : undefined}
                tabIndex={item.index === at ? 0 : -1}
                style={{ transform: `translateY(${item.start}px)` }}
                onFocus={() => setFocus(item.index)}
                onContextMenu={(event) => {
                  event.preventDefault();
                  openMenu(entry);
                }}
              >
                <div role="gridcell">
                  <Checkbox
                    checked={sum.wanted}
                    tabIndex={-1}
                    aria-label={t('files.wantedFile', { name: foreign(node.name) })}
                    onChange={(on) => setWanted(entry, on)}
                  />
                </div>
                <TreeName entry={entry} open={open} onToggle={(path) => toggleOpen(path, !open)} />
                <div role="gridcell">
                  <FileProgress sum={sum} strip={row.strip} pieceCount={pieceCount} />
                </div>
                <div role="gridcell" className="num">
                  <Size bytes={sum.sizeBytes} />
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

/** The row of the folder that holds a row; the row itself at the top. */
function parentOf(rows: readonly TreeRow[], at: number): number {
  const level = rows[at]?.level ?? 0;
  for (let i = at - 1; i >= 0; i--) if ((rows[i]?.level ?? 0) < level) return i;
  return at;
}
