/** The window: the empty one before the first torrent, else toolbar, sidebar, list and details; over it drops and messages. */
import { useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import { isDoable } from '../../electron/contract/app-commands.js';
import { useElementSize } from '../components/canvas.js';
import { add } from '../stores/add.js';
import { useWordsRevision } from '../stores/language.js';
import { mini } from '../stores/mini.js';
import { overlay } from '../stores/overlay.js';
import { preferences } from '../stores/preferences.js';
import { platform, shell } from '../stores/shell.js';
import { torrents } from '../stores/torrents.js';
import { AddDialog } from '../views/add-torrent/add-dialog.js';
import { DropOverlay } from '../views/frame/drop-overlay.js';
import { EmptyWindow } from '../views/frame/empty-window.js';
import { FilterBar } from '../views/frame/filter-bar.js';
import { Sidebar } from '../views/frame/sidebar.js';
import { StatusBar } from '../views/frame/status-bar.js';
import { Toasts } from '../views/frame/toasts.js';
import { Toolbar } from '../views/frame/toolbar.js';
import { MiniWindow } from '../views/mini/mini-window.js';
import { Overlays } from '../views/overlays/overlays.js';
import { DetailsPane } from '../views/torrent-details/details-pane.js';
import { TorrentList } from '../views/torrent-list/torrent-list.js';
import { runCommand } from './run-command.js';
import { useGlobalInput } from './use-global-input.js';

/** What the list keeps at least: its head and two rows, and a name with its state. */
const LIST_LEAST = { height: 100, width: 380 } as const;
const LEAST_WINDOW = 720;

export function App() {
  useLook();
  useWordsRevision(); // every word is drawn below here
  useGlobalInput();
  const adding = useStore(add, (s) => s.items.length > 0);
  const loaded = useStore(torrents, (s) => s.loaded);
  const empty = useStore(torrents, (s) => s.structure >= 0 && s.rows.size === 0);
  const covered = useStore(overlay, (s) => s.open !== null);
  const small = useStore(mini, (s) => s.on);
  return (
    <>
      <div className="frame" inert={adding || covered}>
        {small ? <MiniWindow /> : !loaded && empty ? <div className="blank" /> : empty ? <EmptyWindow /> : <MainWindow />}
      </div>
      <Overlays run={(id) => isDoable(id) && runCommand(id)} />
      <AddDialog />
      <DropOverlay />
      <Toasts />
    </>
  );
}

/** Details stand beside the list only where both have room. */
const WIDE_ENOUGH = 900;

function MainWindow() {
  const { sidebarVisible, detailsVisible, detailsSide } = useStore(preferences, (s) => s.preferences);
  const main = useRef<HTMLElement>(null);
  const size = useElementSize(main);
  const width = size?.width || LEAST_WINDOW;
  const side = detailsSide === 'end' && width >= WIDE_ENOUGH ? 'end' : 'bottom';
  const most = side === 'end' ? width - LIST_LEAST.width : (size?.height || 600) - LIST_LEAST.height;
  return (
    <>
      <Toolbar />
      <div className="body">
        {sidebarVisible ? <Sidebar /> : null}
        <main ref={main} className={side === 'end' ? 'main across' : 'main'} data-testid="win-main">
          <div className="list-part">
            <FilterBar />
            <TorrentList />
          </div>
          {detailsVisible ? <DetailsPane side={side} most={most} /> : null}
        </main>
      </div>
      <StatusBar />
    </>
  );
}

/** Puts theme, density and platform on the root element, where the styles look for them. */
function useLook(): void {
  const { theme, density, accent } = useStore(preferences, (s) => s.preferences);
  const systemAccent = useStore(shell, (s) => s.info?.accent ?? null);
  useEffect(() => {
    const root = document.documentElement;
    if (theme === 'system') delete root.dataset.theme;
    else root.dataset.theme = theme;
    root.dataset.density = density;
    root.dataset.os = platform();
    const own = accent === 'own' || systemAccent === null;
    if (own) root.style.removeProperty('--system-accent');
    else root.style.setProperty('--system-accent', systemAccent);
    root.dataset.accent = own ? 'own' : 'system';
  }, [theme, density, accent, systemAccent]);
}
