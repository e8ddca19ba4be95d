/** What every list of files shows alike, in the Files tab and in the Add dialog: the head, and how a file or folder is named. */

import { baseName, folderInTorrent } from '../../../i18n/format/path.js';
import { visibleText } from '../../../i18n/format/visible-text.js';
import { t } from '../../../i18n/runtime/words.js';
import { Icon } from '../../components/icon.js';
import { Text } from '../../components/text.js';
import type { TreeRow } from '../../format/file-tree.js';
import { fileIcon } from './file-cells.js';

const LEVEL_PX = 20;
/** Room of the arrow that a file does not have. */
const ARROW_PX = 22;

/** The head of the Files tab's columns. */
export function FileHead() {
  return (
    <div className="cols" role="row" aria-rowindex={1}>
      <span role="columnheader" aria-label={t('files.wanted')} />
      <span role="columnheader">{t('list.columns.name')}</span>
      <span role="columnheader">{t('list.columns.progress')}</span>
      <span role="columnheader" className="num">
        {t('list.columns.size')}
      </span>
      <span role="columnheader">{t('files.priority')}</span>
    </div>
  );
}

/** A file of a long list: its name, and its folder beside it. */
export function ListName({ path }: { readonly path: string }) {
  const name = baseName(path);
  return (
    <div role="rowheader" className="nm cut" title={visibleText(path)}>
      <Icon name={fileIcon(name)} className="muted" />
      <Text className="cut">{name}</Text>
      <Text className="subtle cut">{folderInTorrent(path)}</Text>
    </div>
  );
}

interface TreeNameProps {
  readonly entry: TreeRow;
  /** Its folder is open; false for a file. */
  readonly open: boolean;
  onToggle(path: string): void;
}

/** A file or folder of a tree, set in by its level. */
export function TreeName({ entry: { node, level }, open, onToggle }: TreeNameProps) {
  const folder = node.kind === 'folder';
  return (
    <div role="rowheader" className="nm cut" style={{ paddingInlineStart: level * LEVEL_PX + (folder ? 0 : ARROW_PX) }}>
      {folder ? (
        <button type="button" className="twist" tabIndex={-1} aria-hidden="true" onClick={() => onToggle(node.path)}>
          <Icon name={open ? 'chevron' : 'next'} className="subtle" />
        </button>
      ) : null}
      <Icon name={folder ? 'folder' : fileIcon(node.name)} className="muted" />
      <Text className="cut">{node.name}</Text>
      {folder ? <span className="subtle">{t('files.total', { total: node.files.length })}</span> : null}
    </div>
  );
}
