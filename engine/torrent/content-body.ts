/**
 * What of a torrent's content follows from its description: files, hashes, and the storage over them. It is large, and
 * can be made again from the torrent's record, so it goes while nobody needs it (see shelf).
 */
import { FileLayout } from '../metainfo/file-layout.js';
import { FilePaths } from '../metainfo/file-paths.js';
import type { Geometry } from '../metainfo/geometry.js';
import { isInside } from '../metainfo/safe-path.js';
import { ShownFiles } from '../metainfo/shown-files.js';
import type { FileTable, TorrentInfo } from '../metainfo/torrent-info.js';
import type { ResumeRecord } from '../resume/record.js';
import type { StorageFactory, TorrentStorage } from '../storage/storage.js';

export interface ContentBody {
  readonly files: FileTable;
  readonly layout: FileLayout;
  /** The files a person sees. */
  readonly shown: ShownFiles;
  readonly storage: TorrentStorage;
}

export interface BodySource {
  readonly info: TorrentInfo;
  /** 20 bytes a piece. */
  readonly pieceHashes: Uint8Array;
  readonly geometry: Geometry;
  readonly savePath: string;
  /** What an earlier run left. */
  readonly record: Pick<ResumeRecord, 'paths' | 'created'> | null;
}

export function makeBody({ geometry, info, pieceHashes, record, savePath }: BodySource, factory: StorageFactory): ContentBody {
  const files = filesOf(info.files, record?.paths ?? null);
  const layout = new FileLayout(files, geometry);
  const { pieceCount, pieceLength, totalSize } = geometry;
  const storage = factory.open({ root: savePath, files, pieceLength, pieceCount, totalSize, pieceHashes, layout });
  if (record !== null) storage.markCreated(record.created);
  return { files, layout, shown: new ShownFiles(files), storage };
}

/** The table with the paths that the record knows, where they are others. */
function filesOf(files: FileTable, known: readonly string[] | null): FileTable {
  if (known?.length !== files.count || !known.every((path) => isInside(path))) return files;
  const paths = FilePaths.of(known);
  if (paths.equals(files.paths)) return files;
  const { count, flags, offsets, sizes } = files;
  return { count, paths, offsets, sizes, flags };
}
