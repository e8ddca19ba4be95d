/** Taking torrents out of the list: with undo, or together with their files after a question. */
import type { TorrentId, TorrentRow } from '../../electron/contract/index.js';
import { t } from '../../i18n/runtime/words.js';
import { invoke } from '../bridge/client.js';
import { dismiss, notify, notifyError } from './notices.js';
import { noteMenu } from './order.js';
import { countFilesOf } from './torrent-files.js';

const idsOf = (rows: readonly TorrentRow[]): readonly TorrentId[] => rows.map((row) => row.id);

/** What can still be undone, newest last. Lives until the app quits. */
const undoStack: { ids: readonly TorrentId[]; notice: number }[] = [];

/** Takes torrents out of the list; their files stay, and it can be undone. */
export async function removeTorrents(rows: readonly TorrentRow[]): Promise<void> {
  if (rows.length === 0) return;
  const ids = idsOf(rows);
  const answer = await invoke('torrents.remove', { ids, deleteData: false });
  if (!answer.ok) {
    notifyError(answer.error);
    return;
  }
  undoStack.push({ ids, notice: notify({ kind: 'removed', ids, names: rows.map((row) => row.name) }) });
}

/** Puts the last removed torrents back, or those of a given notice. */
export async function undoRemove(notice?: number): Promise<void> {
  const at = notice === undefined ? undoStack.length - 1 : undoStack.findIndex((entry) => entry.notice === notice);
  const entry = undoStack[at];
  if (entry === undefined) return;
  undoStack.splice(at, 1);
  dismiss(entry.notice);
  const answer = await invoke('torrents.restore', { ids: entry.ids });
  if (answer.ok) notify({ kind: 'info', text: t('notices.restored') });
  else notifyError(answer.error);
}

/** Asks, then removes torrents together with their files. */
export async function removeWithData(rows: readonly TorrentRow[]): Promise<void> {
  const first = rows[0];
  if (first === undefined) return;
  const fileCount = await countFiles(rows);
  const bytes = rows.reduce((sum, row) => sum + row.doneBytes, 0);
  noteMenu(true);
  const asked = await invoke('shell.confirmRemoveData', { names: rows.map((row) => row.name), fileCount, bytes, folder: first.savePath });
  noteMenu(false);
  if (!asked.ok) notifyError(asked.error);
  if (!asked.ok || !asked.value) return;
  const answer = await invoke('torrents.remove', { ids: idsOf(rows), deleteData: true });
  if (!answer.ok) notifyError(answer.error);
}

const COUNTED = 50;
async function countFiles(rows: readonly TorrentRow[]): Promise<number> {
  const counts = await Promise.all(rows.slice(0, COUNTED).map((row) => countFilesOf(row.id)));
  return counts.reduce((sum, count) => sum + count, 0);
}
