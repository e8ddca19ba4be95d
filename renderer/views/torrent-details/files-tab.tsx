/**
 * The Files tab. A torrent with few files is shown as a tree, with live figures for its folders; one with many as a long
 * list of which only the rows in view are asked for.
 */
import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import type { FilePriority, TorrentRow } from '../../../electron/contract/index.js';
import { sizeOfSize } from '../../../i18n/format/size.js';
import { t } from '../../../i18n/runtime/words.js';
import { Button } from '../../components/button.js';
import { SearchField } from '../../components/search-field.js';
import { fileFilter } from '../../format/file-tree.js';
import { details, requestDetails } from '../../stores/details.js';
import { setPriorities } from '../../stores/file-priorities.js';
import { FileList } from './file-list.js';
import { FileTree } from './file-tree.js';

/** Up to here all files are asked for at once; a delta of so many rows stays far below its cap. */
export const TREE_MAX = 250;

export function FilesTab({ row }: { readonly row: TorrentRow }) {
  const files = useStore(details, (s) => s.files);
  const [text, setText] = useState('');
  useEffect(() => requestDetails({ id: row.id, tab: 'files', range: { first: 0, count: TREE_MAX } }), [row.id]);
  if (row.sizeBytes === null) return <p className="nothing big">{t('overview.waitingForDetails')}</p>;
  if (files === null) return null;
  const small = files.total <= TREE_MAX;
  const wanted = files.rows.filter((file) => file.priority !== 'skip');
  const matches = fileFilter(
    files.rows.map((file) => ({ path: file.path, sizeBytes: file.sizeBytes })),
    text,
  );
  const setAll = (priority: FilePriority): void => {
    const changed = files.rows.filter(
      (file, at) => (matches === null || matches(at)) && (file.priority === 'skip') !== (priority === 'skip'),
    );
    setPriorities(
      row,
      changed.map((file) => file.index),
      priority,
    );
  };
  return (
    <>
      <div className="bar">
        {small ? (
          <>
            <SearchField value={text} hint={t('files.filterHint')} label={t('files.filterHint')} testId="field-files" onChange={setText} />
            <Button small data-testid="btn-files-all" onClick={() => setAll('normal')}>
              {t('files.all')}
            </Button>
            <Button small data-testid="btn-files-none" onClick={() => setAll('skip')}>
              {t('files.none')}
            </Button>
          </>
        ) : null}
        <span className="grow" />
        <span className="muted">
          {small
            ? t('files.summary', { wanted: wanted.length, total: files.total, size: sizeOfSize(row.wantedBytes, row.sizeBytes) })
            : t('files.total', { total: files.total })}
        </span>
      </div>
      {small ? <FileTree row={row} files={files.rows} matches={matches} /> : <FileList row={row} range={files} />}
    </>
  );
}
