/** The window: the empty one before the first torrent, else toolbar, sidebar, list and details; over it drops and messages. */
import { useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import { useElementSize } from '../components/canvas.js';
import { add } from '../stores/add.js';
import { useWordsRevision } from '../stores/language.js';
import { preferences } from '../stores/preferences.js';
import { platform } from '../stores/shell.js';
import { torrents } from '../stores/torrents.js';
import { AddDialog } from '../views/add-torrent/add-dialog.js';
import { DropOverlay } from '../views/frame/drop-overlay.js';
import { EmptyWindow } from '../views/frame/empty-window.js';
import { Sidebar } from '../views/frame/sidebar.js';
import { StatusBar } from '../views/frame/status-bar.js';
import { Toasts } from '../views/frame/toasts.js';
import { Toolbar } from '../views/frame/toolbar.js';
import { DetailsPane } from '../views/torrent-details/details-pane.js';
import { TorrentList } from '../views/torrent-list/torrent-list.js';
import { useGlobalInput } from './use-global-input.js';

/** What the list keeps at least: its head and two rows. */
const LIST_LEAST = 100;

export function App() {
  useLook();
  useWordsRevision(); // every word is drawn below here
  useGlobalInput();
  const adding = useStore(add, (s) => s.items.length > 0);
  const loaded = useStore(torrents, (s) => s.loaded);
  const empty = useStore(torrents, (s) => s.structure >= 0 && s.rows.size === 0);
  return (
    <>
      <div className="frame" inert={adding}>
        {!loaded && empty ? <div className="blank" /> : empty ? <EmptyWindow /> : <MainWindow />}
      </div>
      <AddDialog />
      <DropOverlay />
      <Toasts />
    </>
  );
}

function MainWindow() {
  const { sidebarVisible, detailsVisible } = useStore(preferences, (s) => s.preferences);
  const main = useRef<HTMLElement>(null);
  const size = useElementSize(main);
  return (
    <>
      <Toolbar />
      <div className="body">
        {sidebarVisible ? <Sidebar /> : null}
        <main ref={main} className="main" data-testid="win-main">
          <TorrentList />
          {detailsVisible ? <DetailsPane maxHeight={(size?.height || 600) - LIST_LEAST} /> : null}
        </main>
      </div>
      <StatusBar />
    </>
  );
}

/** Puts theme, density and platform on the root element, where the styles look for them. */
function useLook(): void {
  const { theme, density } = useStore(preferences, (s) => s.preferences);
  useEffect(() => {
    const root = document.documentElement;
    if (theme === 'system') delete root.dataset.theme;
    else root.dataset.theme = theme;
    root.dataset.density = density;
    root.dataset.os = platform();
  }, [theme, density]);
}
