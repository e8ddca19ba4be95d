/** A torrent's file list: all of a short one, and the rows in view of a long one. */
import type { PreviewFile, TorrentId } from '../../electron/contract/index.js';
import { invoke } from '../bridge/client.js';
import { type AddItem, isLong } from './add-item.js';

/** A list up to this long is fetched at once; it is also the most rows of one answer. */
const SHORT = 5000;

export interface FileList {
  readonly total: number;
  /** All of them, or none of a long list. */
  readonly files: readonly PreviewFile[];
}

/** The files of a torrent; none when it is not known or the torrent is gone. */
export async function fetchFiles(id: TorrentId): Promise<FileList> {
  const first = await invoke('torrents.files', { id, first: 0, count: 1 });
  if (!first.ok) return { total: 0, files: [] };
  const { files, total } = first.value;
  if (total <= files.length || total > SHORT) return { total, files: total > SHORT ? [] : files };
  const all = await invoke('torrents.files', { id, first: 0, count: SHORT });
  return all.ok ? all.value : { total: 0, files: [] };
}

/** How many files a torrent has; 0 when that is not known. */
export async function countFilesOf(id: TorrentId): Promise<number> {
  const answer = await invoke('torrents.files', { id, first: 0, count: 1 });
  return answer.ok ? answer.value.total : 0;
}

/** Rows [first, first + count) of an entry of the Add dialog; null when they cannot be had. */
export async function fetchRows(item: AddItem, first: number, count: number): Promise<readonly PreviewFile[] | null> {
  const { bytes, id, infoHash } = item;
  if (id !== null) {
    const answer = await invoke('torrents.files', { id, first, count });
    return answer.ok ? answer.value.files : null;
  }
  if (bytes === null || infoHash === null) return null;
  for (let tries = 0; tries < 2; tries++) {
    const answer = await invoke('torrents.previewFiles', { infoHash, first, count });
    if (!answer.ok) return null;
    if (answer.value !== null) return answer.value.files;
    // forgotten, since others were looked at after it
    await invoke('torrents.preview', { source: { kind: 'file', bytes } });
  }
  return null;
}

/** Index of the last file of an entry with a long list, which only the engine knows as pads are left out; -1 where nobody needs it. */
export async function lastIndexOf(item: AddItem): Promise<number> {
  if (!isLong(item) || item.choice.except.size === 0) return -1;
  const rows = await fetchRows(item, item.fileCount - 1, 1);
  return rows?.[0]?.index ?? item.fileCount - 1;
}

/** The files that hold bytes of a piece: how many, and the first few; null when that is not known. */
export async function fetchFilesOfPiece(
  id: TorrentId,
  piece: number,
): Promise<{ readonly total: number; readonly files: readonly PreviewFile[] } | null> {
  const answer = await invoke('torrents.filesOfPiece', { id, piece });
  return answer.ok ? answer.value : null;
}
