/** What an Add window and `inspect` show of a torrent before it is added: pure, no network. Unknown things are null. */
import type { TorrentPreview } from '../api/commands.js';
import type { TorrentId } from '../api/ids.js';
import { ShownFiles } from './shown-files.js';
import type { Magnet, Metainfo } from './torrent-info.js';

/** A list longer than this is shown by visible range, and asked for so. */
export const MAX_PREVIEW_FILES = 5_000;
const FIRST_ROWS = 200;

export function previewMetainfo(
  { comment, info, trackers }: Metainfo,
  duplicateOf: TorrentId | null = null,
  shown = new ShownFiles(info.files),
): TorrentPreview {
  const { infoHashV1, infoHashV2, name, pieceCount, pieceLength, version } = info;
  const files = shown.rows(0, shown.count > MAX_PREVIEW_FILES ? FIRST_ROWS : shown.count);
  const facts = { name, version, infoHashV1, infoHashV2, totalBytes: shown.totalBytes, pieceLength, pieceCount, private: info.private };
  return { ...facts, files, fileCount: shown.count, trackers, comment, duplicateOf };
}

export function previewMagnet({ infoHashV1, infoHashV2, name, trackers }: Magnet, duplicateOf: TorrentId | null = null): TorrentPreview {
  const unknown = { version: null, totalBytes: null, pieceLength: null, pieceCount: null, private: null, comment: null };
  const shownName = name ?? infoHashV1 ?? infoHashV2 ?? '';
  const noFiles = { files: null, fileCount: null };
  return { ...unknown, ...noFiles, name: shownName, infoHashV1, infoHashV2, trackers: trackers.map((url) => [url]), duplicateOf };
}
