/**
 * What of a torrent's content follows from its description: files, hashes, and the storage over them. It is large, and
 * can be made again from the torrent's record, so it goes while nobody needs it (see shelf).
 */
import type { TorrentId } from '../api/ids.js';
import { FileLayout } from '../metainfo/file-layout.js';
import { FilePaths } from '../metainfo/file-paths.js';
import type { Geometry } from '../metainfo/geometry.js';
import { isInside } from '../metainfo/safe-path.js';
import { ShownFiles } from '../metainfo/shown-files.js';
import type { FileTable, TorrentInfo } from '../metainfo/torrent-info.js';
import type { ResumeRecord } from '../resume/record.js';
import { clearBit } from '../storage/bits.js';
import type { StorageFactory, TorrentStorage } from '../storage/storage.js';
import { Placement } from './placement.js';

export interface ContentBody {
  readonly files: FileTable;
  readonly layout: FileLayout;
  /** The files a person sees. */
  readonly shown: ShownFiles;
  readonly storage: TorrentStorage;
  readonly placement: Placement;
}

export interface BodySource {
  readonly id: TorrentId;
  readonly info: TorrentInfo;
  /** 20 bytes a piece. */
  readonly pieceHashes: Uint8Array;
  readonly geometry: Geometry;
  readonly savePath: string;
  /** What an earlier run left. */
  readonly record: Pick<
    ResumeRecord,
    'paths' | 'created' | 'adopted' | 'parted' | 'partSlots' | 'clean' | 'fileSizes' | 'mustCheck'
  > | null;
}

/** Name of the part file: hidden, and nobody else's. */
const partNameOf = (id: TorrentId): string => `.shoal-${id}.parts`;

export function makeBody({ geometry, id, info, pieceHashes, record, savePath }: BodySource, factory: StorageFactory): ContentBody {
  const files = filesOf(info.files, record?.paths ?? null);
  const layout = new FileLayout(files, geometry);
  const { pieceCount, pieceLength, totalSize } = geometry;
  const placement = new Placement(layout, files, files.paths, record);
  const { places } = placement;
  const partName = partNameOf(id);
  const storage = factory.open({ root: savePath, files, pieceLength, pieceCount, totalSize, pieceHashes, layout, partName, places });
  if (record !== null) {
    storage.markCreated(record.created);
    storage.adopt(stillOurs(record));
  }
  return { files, layout, shown: new ShownFiles(files), storage, placement };
}

/** The same files under other names. */
export function renamed(body: ContentBody, paths: FilePaths): ContentBody {
  const files = withPaths(body.files, paths);
  body.placement.paths = paths;
  body.storage.setPaths(paths);
  return { ...body, files, shown: body.shown.over(files) };
}

/**
 * Files that may be written to by a record. It names those that were not there too: after an unclean end what is there now is
 * the torrent's own, and after an orderly one somebody else's.
 */
function stillOurs({
  adopted,
  clean,
  fileSizes,
  mustCheck,
}: Pick<ResumeRecord, 'adopted' | 'clean' | 'fileSizes' | 'mustCheck'>): Uint8Array {
  if (mustCheck) return new Uint8Array(0);
  const ours = adopted.slice();
  for (let file = 0; clean && file < ours.length * 8; file++) if ((fileSizes[file] ?? -1) < 0) clearBit(ours, file);
  return ours;
}

/** The table with the paths that the record knows, where they are others. */
function filesOf(files: FileTable, known: readonly string[] | null): FileTable {
  if (known?.length !== files.count || !known.every((path) => isInside(path))) return files;
  const paths = FilePaths.of(known);
  return paths.equals(files.paths) ? files : withPaths(files, paths);
}

function withPaths({ count, flags, offsets, sizes }: FileTable, paths: FilePaths): FileTable {
  return { count, paths, offsets, sizes, flags };
}
