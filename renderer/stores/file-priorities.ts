/** What a person can do to the files of a torrent. Failures become notices. */
import type { FilePriority, TorrentRow } from '../../electron/contract/index.js';
import { invoke } from '../bridge/client.js';
import { showInFolder } from './actions.js';
import { notifyError } from './notices.js';

/** Sets the priority of files, by index. */
export function setPriorities(row: TorrentRow, indexes: readonly number[], priority: FilePriority): void {
  if (indexes.length === 0) return;
  void invoke('torrents.setPriorities', { id: row.id, files: indexes.map((index) => ({ index, priority })) }).then((answer) => {
    if (!answer.ok) notifyError(answer.error);
  });
}

/** The native menu for files (one, or a folder's): priorities, and where they are. */
export async function fileMenu(row: TorrentRow, indexes: readonly number[], priority: FilePriority | null): Promise<void> {
  const answer = await invoke('shell.fileMenu', { priority });
  if (!answer.ok || answer.value === null) return;
  if ('priority' in answer.value) setPriorities(row, indexes, answer.value.priority);
  else showInFolder(row.id, indexes[0]);
}
