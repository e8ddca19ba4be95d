/** Wires the bridge to the stores: what is pushed goes to its store, and the stores' own rhythms run here. */
import type { EngineEvent, Push, ShellPush } from '../../electron/contract/index.js';
import { client, invoke } from '../bridge/client.js';
import { openTargets, refreshHeld } from './add.js';
import { applyDetailsMessage } from './details.js';
import { filters } from './filters.js';
import { language, showUnits, speak } from './language.js';
import { notify, notifyError } from './notices.js';
import { LIVE_SORT_MS, order, reorder, reorderForStructure, reorderLive } from './order.js';
import { preferences, savePreferences, takePreferences } from './preferences.js';
import { pruneSelection } from './selection.js';
import { SAMPLE_MS, sampleSession } from './session-history.js';
import { shell } from './shell.js';
import { isLiveColumn } from './sorting.js';
import { applyRowsMessage, torrents } from './torrents.js';

/** What the first draw needs: the person's preferences, and the words. Without an answer it is drawn in English all the same. */
export async function prepareStores(): Promise<void> {
  const [preferred, info] = await Promise.all([invoke('preferences.get', {}), invoke('shell.info', {})]);
  if (preferred.ok) {
    takePreferences(preferred.value);
    showUnits(preferred.value.units);
  }
  if (info.ok) shell.setState({ info: info.value });
  await speak(info.ok ? info.value.language : language.getState().inUse);
}

/** Starts everything and returns what stops it. `onMenu` gets the commands of the app's menu. */
export function startStores(onMenu: (command: Extract<ShellPush, { kind: 'menu' }>['command']) => void): () => void {
  const bridge = client();
  const stops: (() => void)[] = [];
  stops.push(bridge.onPush((push) => takePush(push, onMenu)));
  stops.push(followRows(), followSort(), followVisibility(), followTime());
  window.addEventListener('pagehide', savePreferences);
  stops.push(() => window.removeEventListener('pagehide', savePreferences));
  bridge.send({ kind: 'ready' });
  return () => {
    for (const stop of stops) stop();
  };
}

function takePush(push: Push, onMenu: (command: Extract<ShellPush, { kind: 'menu' }>['command']) => void): void {
  if (push.kind === 'view') {
    if (push.message.kind === 'event') takeEvent(push.message.event);
    else if (push.message.kind === 'rows-snapshot' || push.message.kind === 'rows-delta') applyRowsMessage(push.message);
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
  }
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
  const stopFilters = filters.subscribe(reorder);
  const stopSort = preferences.subscribe((now, before) => {
    showUnits(now.preferences.units);
    if (now.preferences.sort !== before.preferences.sort) reorder();
  });
  return () => {
    stopFilters();
    stopSort();
  };
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
    const narrowed = filters.getState().group !== 'all';
    if (revision === sorted || !(narrowed || isLiveColumn(preferences.getState().preferences.sort.column))) return;
    sorted = revision;
    reorderLive(performance.now());
  }, LIVE_SORT_MS);
  const sample = setInterval(() => {
    if (document.visibilityState === 'visible') sampleSession(Date.now());
  }, SAMPLE_MS);
  return () => {
    clearInterval(live);
    clearInterval(sample);
  };
}
