/** What a person can do to torrents. Every failure becomes a notice; nothing here throws. */
import type { TorrentId, TorrentMenuAction, TorrentRow } from '../../electron/contract/index.js';
import { t } from '../../i18n/runtime/words.js';
import { client, invoke } from '../bridge/client.js';
import { canPause, canResume } from '../format/status-words.js';
import { openHeld } from './add.js';
import { details } from './details.js';
import { notify, notifyError } from './notices.js';
import { noteMenu } from './order.js';
import { changePreferences } from './preferences.js';
import { removeTorrents, removeWithData } from './removal.js';
import { selectedRows } from './selection.js';
import { torrents } from './torrents.js';

type IdsCommand =
  | 'torrents.pause'
  | 'torrents.resume'
  | 'torrents.forceStart'
  | 'torrents.recheck'
  | 'torrents.announce'
  | 'torrents.restore';

/** Runs a command that takes ids and reports a failure. */
export async function runOn(name: IdsCommand, ids: readonly TorrentId[]): Promise<boolean> {
  if (ids.length === 0) return true;
  const answer = await invoke(name, { ids });
  if (!answer.ok) notifyError(answer.error);
  return answer.ok;
}

export const pauseSelected = (): void => void runOn('torrents.pause', idsOf(selectedRows().filter(canPause)));
export const resumeSelected = (): void => void runOn('torrents.resume', idsOf(selectedRows().filter(canResume)));
/** One key for both: pauses if anything selected runs, else resumes. */
export function pauseOrResumeSelected(): void {
  if (selectedRows().some(canPause)) pauseSelected();
  else resumeSelected();
}
export const pauseAll = (): void => void runOn('torrents.pause', idsOf(allRows().filter(canPause)));
export const resumeAll = (): void => void runOn('torrents.resume', idsOf(allRows().filter((row) => row.status.kind === 'paused')));

export function showInFolder(id: TorrentId, fileIndex?: number): void {
  void invoke('shell.showInFolder', fileIndex === undefined ? { id } : { id, fileIndex }).then((answer) => {
    if (!answer.ok) notifyError(answer.error);
  });
}

/** Enter or a double click: a finished torrent shows its files, one that waits asks, any other shows its details. */
export function openTorrent(row: TorrentRow): void {
  if (row.status.kind === 'awaiting-choice') void openHeld(row);
  else if (row.sizeBytes !== null && row.doneBytes >= row.wantedBytes) showInFolder(row.id);
  else changePreferences({ detailsVisible: true });
}

/** The native context menu for the selection. */
export async function torrentMenu(): Promise<void> {
  const rows = selectedRows();
  if (rows.length === 0) return;
  noteMenu(true);
  const answer = await invoke('shell.torrentMenu', {
    count: rows.length,
    canPause: rows.some(canPause),
    canResume: rows.some(canResume),
    forced: rows.every(({ forced }) => forced),
    ...optionsOf(rows),
  });
  noteMenu(false);
  if (answer.ok && answer.value !== null) runMenuAction(answer.value, rows);
}

const QUEUE_MOVES = { 'queue-top': 'top', 'queue-up': 'up', 'queue-down': 'down', 'queue-bottom': 'bottom' } as const;

async function moveInQueue(ids: readonly TorrentId[], to: 'up' | 'down' | 'top' | 'bottom'): Promise<void> {
  const answer = await invoke('torrents.moveInQueue', { ids, to });
  if (!answer.ok) notifyError(answer.error);
}

/** What holds for all of them. */
const optionsOf = (rows: readonly TorrentRow[]) => ({
  sequential: rows.every(({ sequential }) => sequential),
  firstLast: rows.every(({ firstLast }) => firstLast),
  superSeed: rows.every(({ superSeed }) => superSeed),
});
async function setOptions(
  rows: readonly TorrentRow[],
  options: { readonly sequential?: boolean; readonly firstLast?: boolean; readonly superSeed?: boolean },
): Promise<void> {
  const answer = await invoke('torrents.setOptions', { ids: idsOf(rows), ...options });
  if (!answer.ok) notifyError(answer.error);
}

/** Runs an action that the context menu gave back. */
export function runMenuAction(action: TorrentMenuAction, rows: readonly TorrentRow[]): void {
  const first = rows[0];
  if (first === undefined) return;
  switch (action) {
    case 'open':
    case 'show':
      showInFolder(first.id);
      break;
    case 'pause':
      void runOn('torrents.pause', idsOf(rows.filter(canPause)));
      break;
    case 'resume':
      void runOn('torrents.resume', idsOf(rows.filter(canResume)));
      break;
    case 'force-start':
      void runOn(rows.every(({ forced }) => forced) ? 'torrents.resume' : 'torrents.forceStart', idsOf(rows));
      break;
    case 'queue-top':
    case 'queue-up':
    case 'queue-down':
    case 'queue-bottom':
      void moveInQueue(idsOf(rows), QUEUE_MOVES[action]);
      break;
    case 'sequential':
      void setOptions(rows, { sequential: !optionsOf(rows).sequential });
      break;
    case 'first-last':
      void setOptions(rows, { firstLast: !optionsOf(rows).firstLast });
      break;
    case 'super-seed':
      void setOptions(rows, { superSeed: !optionsOf(rows).superSeed });
      break;
    case 'recheck':
      void runOn('torrents.recheck', idsOf(rows));
      break;
    case 'announce':
      void runOn('torrents.announce', idsOf(rows));
      break;
    case 'copy-magnet':
      copyMagnets(rows);
      break;
    case 'remove':
      void removeTorrents(rows);
      break;
    case 'remove-data':
      void removeWithData(rows);
      break;
  }
}

/** Copies text and says so. */
export function copyText(text: string, said: string): void {
  void invoke('shell.copyText', { text }).then((answer) => {
    if (answer.ok) notify({ kind: 'info', text: said });
    else notifyError(answer.error);
  });
}

export function copyMagnets(rows: readonly TorrentRow[]): void {
  copyText(rows.map(magnetOf).join('\n'), t('notices.copiedMagnet'));
}

function magnetOf(row: TorrentRow): string {
  const open = details.getState();
  if (open.request?.id === row.id && open.overview !== null) return open.overview.magnet;
  const topics = [
    row.infoHashV1 === null ? null : `xt=urn:btih:${row.infoHashV1}`,
    row.infoHashV2 === null ? null : `xt=urn:btmh:1220${row.infoHashV2}`,
  ].filter((topic) => topic !== null);
  return `magnet:?${[...topics, `dn=${encodeURIComponent(row.name)}`].join('&')}`;
}

/** Opens the file dialog of the shell; what is chosen comes back as a push. */
export function openFileDialog(): void {
  void invoke('shell.openTorrentDialog', {}).then((answer) => {
    if (!answer.ok) notifyError(answer.error);
  });
}
/** Takes a link from the clipboard. */
export function pasteLink(): void {
  void invoke('shell.pasteLink', {}).then((answer) => {
    if (!answer.ok) notifyError(answer.error);
    else if (!answer.value.found) notify({ kind: 'info', text: t('notices.noLink') });
  });
}
/** Hands dropped files and texts to the shell, which reads them. */
export function openDropped(files: readonly File[], texts: readonly string[]): void {
  const paths = files.map((file) => client().pathOf(file)).filter((path) => path !== '');
  if (paths.length === 0 && texts.length === 0) return;
  void invoke('shell.openDropped', { paths, texts }).then((answer) => {
    if (!answer.ok) notifyError(answer.error);
  });
}

const idsOf = (rows: readonly TorrentRow[]): readonly TorrentId[] => rows.map((row) => row.id);
const allRows = (): readonly TorrentRow[] => [...torrents.getState().rows.values()];

/** Asks for another folder for new downloads. */
export async function changeDownloadFolder(): Promise<void> {
  const current = torrents.getState().session?.downloadFolder ?? '';
  const answer = await invoke('shell.chooseFolder', { current });
  if (!answer.ok) notifyError(answer.error);
  if (!answer.ok || answer.value === null) return;
  const set = await invoke('settings.set', { changes: { downloadFolder: answer.value } });
  if (!set.ok) notifyError(set.error);
}

/** Tries peers given by the person: addresses with ports, parted by spaces or commas. */
export function addPeers(id: TorrentId, text: string): void {
  const peers = text.split(/[\s,]+/).filter(Boolean);
  if (peers.length === 0) return;
  void invoke('torrents.addPeers', { id, peers }).then((answer) => {
    if (!answer.ok) notifyError(answer.error);
  });
}
