/** The window before the first torrent: the fish, the ways in, and where things will go. */
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import { shortPath } from '../../../i18n/format/path.js';
import { formatSize } from '../../../i18n/format/size.js';
import { rich, t } from '../../../i18n/runtime/words.js';
import { Button } from '../../components/button.js';
import { Fish } from '../../components/fish.js';
import { richText, textOf } from '../../components/rich-text.js';
import { Text } from '../../components/text.js';
import { changeDownloadFolder, openFileDialog, pasteLink } from '../../stores/actions.js';
import { shell } from '../../stores/shell.js';
import { torrents } from '../../stores/torrents.js';
import { shortcut } from './keys.js';
import { MoreMenu } from './more-menu.js';
import { StatusBar } from './status-bar.js';

export function EmptyWindow() {
  const session = useStore(torrents, (s) => s.session);
  const home = useStore(shell, (s) => s.info?.homePath ?? '');
  return (
    <>
      <header className="toolbar clear" role="toolbar" aria-label={t('toolbar.label')}>
        <span className="grow" />
        <MoreMenu />
      </header>
      <main className="blank" data-testid="win-empty">
        <Fish />
        <h1>{t('welcome.title')}</h1>
        <div className="ways">
          <Button look="primary" data-testid="btn-add" onClick={openFileDialog}>
            {t('welcome.openFile')}
            <kbd>{shortcut('open-file')}</kbd>
          </Button>
          <Button look="line" data-testid="btn-paste" onClick={pasteLink}>
            {t('toolbar.pasteLink')}
            <kbd>{shortcut('paste')}</kbd>
          </Button>
        </div>
        {session === null || session.downloadFolder === '' ? null : (
          <p className="under muted">
            {savesTo(shortPath(session.downloadFolder, home), session.freeBytes)}{' '}
            <button type="button" className="link" data-testid="btn-change-folder" onClick={() => void changeDownloadFolder()}>
              {t('common.change')}
            </button>
          </p>
        )}
      </main>
      <StatusBar bare />
    </>
  );
}

function savesTo(folder: string, freeBytes: number | null): ReactNode {
  const tags = {
    place: (children: readonly ReactNode[]) => (
      <b>
        <Text ltr>{textOf(children)}</Text>
      </b>
    ),
  };
  if (freeBytes === null) return richText(rich('welcome.savesTo', tags, { folder }));
  return richText(rich('welcome.savesToFree', tags, { folder, size: formatSize(freeBytes) }));
}
