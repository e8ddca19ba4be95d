/** Taking torrents out of the list: with undo, or together with their files after a question. */
import type { TorrentId, TorrentRow } from '../../electron/contract/index.js';
import { invoke } from '../bridge/client.js';
import { notifyError } from './notices.js';
import { noteMenu } from './order.js';
import { countFilesOf } from './torrent-files.js';
import { remember } from './undo.js';

const idsOf = (rows: readonly TorrentRow[]): readonly TorrentId[] => rows.map((row) => row.id);

/** Takes torrents out of the list; their files stay, and it can be undone. */
export async function removeTorrents(rows: readonly TorrentRow[]): Promise<void> {
  if (rows.length === 0) return;
  const ids = idsOf(rows);
  const answer = await invoke('torrents.remove', { ids, deleteData: false });
  if (!answer.ok) {
    notifyError(answer.error);
    return;
  }
  remember({ kind: 'removed', ids, names: rows.map((row) => row.name) }, async () => {
    const again = await invoke('torrents.restore', { ids });
    return again.ok ? null : again.error;
  });
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
