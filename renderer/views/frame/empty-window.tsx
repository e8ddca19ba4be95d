/** The window before the first torrent: the fish, the ways in, and where things will go. */
import { useStore } from 'zustand';
import { Button } from '../../components/button.js';
import { Fish } from '../../components/fish.js';
import { shortPath } from '../../format/path.js';
import { formatSize } from '../../format/size.js';
import { visibleText } from '../../format/visible-text.js';
import { t } from '../../i18n/messages.js';
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
      <header className="toolbar clear" role="toolbar" aria-label={t.main}>
        <span className="grow" />
        <MoreMenu />
      </header>
      <main className="blank" data-testid="win-empty">
        <Fish />
        <h1>{t.emptyTitle}</h1>
        <div className="ways">
          <Button look="primary" data-testid="btn-add" onClick={openFileDialog}>
            {t.openFile}
            <kbd>{shortcut('O')}</kbd>
          </Button>
          <Button look="line" data-testid="btn-paste" onClick={pasteLink}>
            {t.pasteLink}
            <kbd>{shortcut('V')}</kbd>
          </Button>
        </div>
        {session === null || session.downloadFolder === '' ? null : (
          <p className="under muted">
            {t.savesTo} <b>{visibleText(shortPath(session.downloadFolder, home))}</b>
            {session.freeBytes === null ? '.' : t.freeAfter(formatSize(session.freeBytes))}{' '}
            <button type="button" className="link" data-testid="btn-change-folder" onClick={() => void changeDownloadFolder()}>
              {t.change}
            </button>
          </p>
        )}
      </main>
      <StatusBar bare />
    </>
  );
}
