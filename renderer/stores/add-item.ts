/** One entry of the Add dialog, and the arithmetic on it. Pure. */
import type { InfoHashV1, InfoHashV2, PreviewFile, TorrentId } from '../../electron/contract/index.js';

export interface AddItem {
  readonly key: number;
  readonly name: string;
  readonly state: 'ready' | 'fetching' | 'duplicate' | 'invalid';
  /** Why it cannot be added; null otherwise. */
  readonly message: string | null;
  /** The bytes of a .torrent; null for a magnet link, whose torrent is already in the list and held. */
  readonly bytes: Uint8Array | null;
  readonly infoHash: InfoHashV1 | InfoHashV2 | null;
  /** The held torrent of a magnet link, or the one this duplicates. */
  readonly id: TorrentId | null;
  /** This dialog put the held torrent into the list, so cancelling takes it out again. */
  readonly addedHere: boolean;
  /** All files; of a long list none: its rows are fetched when they come into view. */
  readonly files: readonly PreviewFile[];
  readonly fileCount: number;
  readonly totalBytes: number;
  readonly choice: Choice;
}

/** Which files are wanted: all or none of them, but for some. Small however many files there are. */
export interface Choice {
  readonly wanted: boolean;
  /** Index to bytes of the files for which it is the other way round. */
  readonly except: ReadonlyMap<number, number>;
}
export const ALL_WANTED: Choice = { wanted: true, except: new Map() };
export const NONE_WANTED: Choice = { wanted: false, except: new Map() };

type SizedFile = Pick<PreviewFile, 'index' | 'sizeBytes'>;

/** So many files that only the rows in view are known. */
export const isLong = (item: AddItem): boolean => item.files.length < item.fileCount;

export const isWanted = ({ choice }: AddItem, index: number): boolean => choice.except.has(index) !== choice.wanted;

/** Bytes and number of the wanted files. */
export function wantedOf({ choice, fileCount, totalBytes }: AddItem): { readonly bytes: number; readonly files: number } {
  let bytes = 0;
  for (const sizeBytes of choice.except.values()) bytes += sizeBytes;
  const files = choice.except.size;
  return choice.wanted ? { bytes: totalBytes - bytes, files: fileCount - files } : { bytes, files };
}

/** The `wanted` argument of a command, null for all. `lastIndex` is that of the last file of a long list: pads between files do no harm. */
export function wantedArgument(item: AddItem, lastIndex: number): readonly number[] | null {
  const { except, wanted } = item.choice;
  if (wantedOf(item).files === item.fileCount) return null;
  if (!isLong(item)) return item.files.filter(({ index }) => isWanted(item, index)).map(({ index }) => index);
  if (!wanted) return [...except.keys()].sort((a, b) => a - b);
  const indexes: number[] = [];
  for (let index = 0; index <= lastIndex; index++) if (!except.has(index)) indexes.push(index);
  return indexes;
}

/** Marks files as wanted or not. */
export function withWanted(item: AddItem, files: readonly SizedFile[], wanted: boolean): AddItem {
  const except = new Map(item.choice.except);
  for (const { index, sizeBytes } of files) {
    if (wanted === item.choice.wanted) except.delete(index);
    else except.set(index, sizeBytes);
  }
  return { ...item, choice: { wanted: item.choice.wanted, except } };
}

/** Can be added, now or when its details arrive; nothing chosen cannot. */
export const isAddable = (item: AddItem): boolean =>
  item.state === 'fetching' || (item.state === 'ready' && (item.fileCount === 0 || wantedOf(item).files > 0));
