/** Wires the bridge to the stores: what is pushed goes to its store, and the stores' own rhythms run here. */
import type { DoableCommandId } from '../../electron/contract/app-commands.js';
import type { EngineEvent, Push, ViewMessage } from '../../electron/contract/index.js';
import { client, invoke } from '../bridge/client.js';
import { stopWallClock, wallNow } from '../format/wall-clock.js';
import { openTargets, refreshHeld } from './add.js';
import { applyDetailsMessage } from './details.js';
import { followFileSearch } from './file-find.js';
import { filters, isNarrowed } from './filters.js';
import { keepSelection } from './kept-selection.js';
import { language, showUnits, speak } from './language.js';
import { reorderNames } from './name-order.js';
import { notify, notifyError } from './notices.js';
import { isUnsettled, LIVE_SORT_MS, order, refilter, reorder, reorderForStructure, reorderLive } from './order.js';
import { preferences, savePreferences, takePreferences } from './preferences.js';
import { pruneSelection } from './selection.js';
import { SAMPLE_MS, sampleSession } from './session-history.js';
import { shell, takeAccent } from './shell.js';
import { isLiveSort } from './sorting.js';
import { applyRowsMessage, torrents } from './torrents.js';

/** What the first draw needs: the person's preferences, and the words. Without an answer it is drawn in English all the same. */
export async function prepareStores(): Promise<void> {
  const [preferred, info] = await Promise.all([invoke('preferences.get', {}), invoke('shell.info', {})]);
  if (preferred.ok) {
    takePreferences(preferred.value);
    showUnits(preferred.value.units);
  }
  if (info.ok) shell.setState({ info: info.value });
  if (info.ok && info.value.frozenAt !== null) stopWallClock(info.value.frozenAt);
  await speak(info.ok ? info.value.language : language.getState().inUse);
}

/** Starts everything and returns what stops it. `onMenu` gets the commands of the app's menu. */
export function startStores(onMenu: (command: DoableCommandId) => void): () => void {
  const bridge = client();
  const stops: (() => void)[] = [];
  stops.push(bridge.onPush((push) => takePush(push, onMenu)));
  stops.push(followRows(), followSort(), followFileSearch(), followLanguage(), followVisibility(), followTime(), keepSelection());
  window.addEventListener('pagehide', savePreferences);
  stops.push(() => window.removeEventListener('pagehide', savePreferences));
  bridge.send({ kind: 'ready' });
  return () => {
    for (const stop of stops) stop();
  };
}

function takePush(push: Push, onMenu: (command: DoableCommandId) => void): void {
  if (push.kind === 'view') {
    if (push.message.kind === 'event') takeEvent(push.message.event);
    else if (push.message.kind === 'rows-snapshot' || push.message.kind === 'rows-delta') takeRows(push.message);
    else applyDetailsMessage(push.message);
    return;
  }
  switch (push.push.kind) {
    case 'open-targets':
      void openTargets(push.push.targets);
      break;
    case 'menu':
      onMenu(push.push.command);
      break;
    case 'preferences':
      takePreferences(push.push.preferences);
      break;
    case 'language':
      void speak(push.push.inUse);
      break;
    case 'accent':
      takeAccent(push.push.colour);
      break;
  }
}

function takeRows(message: ViewMessage): void {
  applyRowsMessage(message);
  if (message.kind === 'rows-snapshot' && !message.end) client().send({ kind: 'more' });
}

function takeEvent(event: EngineEvent): void {
  switch (event.kind) {
    case 'torrent-complete':
      notify({ kind: 'complete', ids: [event.id], names: [event.name] });
      break;
    case 'session-error':
      notifyError(event.error);
      break;
    default:
      break; // the rows themselves tell the rest
  }
}

function followRows(): () => void {
  return torrents.subscribe((now, before) => {
    if (now.structure !== before.structure) {
      const old = order.getState().ids;
      reorderForStructure(performance.now());
      pruneSelection(old, order.getState().ids);
    }
    if (now.revision !== before.revision) void refreshHeld();
  });
}

function followSort(): () => void {
  const stopFilters = filters.subscribe(refilter);
  const stopSort = preferences.subscribe((now, before) => {
    showUnits(now.preferences.units);
    if (now.preferences.sort !== before.preferences.sort) reorder();
  });
  return () => {
    stopFilters();
    stopSort();
  };
}

/** Names have another order in another language. */
function followLanguage(): () => void {
  return language.subscribe((now, before) => {
    if (now.inUse.locale === before.inUse.locale) return;
    reorderNames();
    reorder();
  });
}

function followVisibility(): () => void {
  const tell = (): void => client().send({ kind: 'visible', visible: document.visibilityState === 'visible' });
  document.addEventListener('visibilitychange', tell);
  return () => document.removeEventListener('visibilitychange', tell);
}

function followTime(): () => void {
  let sorted = -1;
  const live = setInterval(() => {
    const { revision } = torrents.getState();
    const moves = isNarrowed(filters.getState()) || isLiveSort(preferences.getState().preferences.sort);
    if (!isUnsettled() && (revision === sorted || !moves)) return;
    if (reorderLive(performance.now())) sorted = revision;
  }, LIVE_SORT_MS);
  const sample = setInterval(() => {
    if (document.visibilityState === 'visible') sampleSession(wallNow());
  }, SAMPLE_MS);
  return () => {
    clearInterval(live);
    clearInterval(sample);
  };
}
