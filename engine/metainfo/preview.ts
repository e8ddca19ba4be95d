/** What an Add window and `inspect` show of a torrent before it is added: pure, no network. Unknown things are null. */
import type { PreviewFile, TorrentPreview } from '../api/commands.js';
import type { TorrentId } from '../api/ids.js';
import { FILE_PAD, type FileTable, type Magnet, type Metainfo } from './torrent-info.js';

export function previewMetainfo({ comment, info, trackers }: Metainfo, duplicateOf: TorrentId | null = null): TorrentPreview {
  const { infoHashV1, infoHashV2, name, pieceCount, pieceLength, version } = info;
  const files = previewFiles(info.files);
  const totalBytes = files.reduce((sum, file) => sum + file.sizeBytes, 0);
  const shown = { name, version, infoHashV1, infoHashV2, totalBytes, pieceLength, pieceCount, private: info.private };
  return { ...shown, files, trackers, comment, duplicateOf };
}

export function previewMagnet({ infoHashV1, infoHashV2, name, trackers }: Magnet, duplicateOf: TorrentId | null = null): TorrentPreview {
  const unknown = { version: null, totalBytes: null, pieceLength: null, pieceCount: null, private: null, files: null, comment: null };
  const shownName = name ?? infoHashV1 ?? infoHashV2 ?? '';
  return { ...unknown, name: shownName, infoHashV1, infoHashV2, trackers: trackers.map((url) => [url]), duplicateOf };
}

/** The files a person has to do with: pads are left out, indexes are those of the table. */
export function previewFiles(table: FileTable): PreviewFile[] {
  const files: PreviewFile[] = [];
  for (let index = 0; index < table.count; index++) {
    if (((table.flags[index] ?? 0) & FILE_PAD) !== 0) continue;
    files.push({ index, path: table.paths.at(index), sizeBytes: table.sizes[index] ?? 0 });
  }
  return files;
}
