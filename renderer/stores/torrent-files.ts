/** A torrent's file list in whole, fetched page by page. */
import type { PreviewFile, TorrentId } from '../../electron/contract/index.js';
import { invoke } from '../bridge/client.js';

/** Most rows of one answer. */
const PAGE = 5000;

/** Every file of a torrent; empty when it is not known or the torrent is gone. */
export async function fetchFiles(id: TorrentId): Promise<readonly PreviewFile[]> {
  const files: PreviewFile[] = [];
  let total = 1;
  while (files.length < total) {
    const page = await invoke('torrents.files', { id, first: files.length, count: PAGE });
    if (!page.ok || page.value.files.length === 0) break;
    files.push(...page.value.files);
    total = page.value.total;
  }
  return files;
}

/** How many files a torrent has; 0 when that is not known. */
export async function countFilesOf(id: TorrentId): Promise<number> {
  const answer = await invoke('torrents.files', { id, first: 0, count: 1 });
  return answer.ok ? answer.value.total : 0;
}
