/** What a person can do to torrents. Every failure becomes a notice; nothing here throws. */
import type { TorrentId, TorrentRow } from '../../electron/contract/index.js';
import { t } from '../../i18n/runtime/words.js';
import { client, invoke } from '../bridge/client.js';
import { canPause } from '../format/status-words.js';
import { openHeld } from './add.js';
import { details } from './details.js';
import { notify, notifyError } from './notices.js';
import { changePreferences } from './preferences.js';
import { torrents } from './torrents.js';

export type Fix = 'resume' | 'recheck' | 'show';

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

export const pauseAll = (): void => void runOn('torrents.pause', idsOf(allRows().filter(canPause)));
export const resumeAll = (): void => void runOn('torrents.resume', idsOf(allRows().filter((row) => row.status.kind === 'paused')));

/** One command for both: pauses if anything runs, else resumes. */
export function pauseOrResumeAll(): void {
  if (allRows().some(canPause)) pauseAll();
  else resumeAll();
}

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

/** One of the ways out that a torrent in need offers. */
export function applyFix(id: TorrentId, fix: Fix): void {
  if (fix === 'show') showInFolder(id);
  else void runOn(fix === 'resume' ? 'torrents.resume' : 'torrents.recheck', [id]);
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
