/** One entry of the Add dialog, and the arithmetic on it. Pure. */
import type { PreviewFile, TorrentId } from '../../electron/contract/index.js';

export interface AddItem {
  readonly key: number;
  readonly name: string;
  readonly state: 'ready' | 'fetching' | 'duplicate' | 'invalid';
  /** Why it cannot be added; null otherwise. */
  readonly message: string | null;
  /** The bytes of a .torrent; null for a magnet link, whose torrent is already in the list and held. */
  readonly bytes: Uint8Array | null;
  /** The held torrent of a magnet link, or the one this duplicates. */
  readonly id: TorrentId | null;
  /** This dialog put the held torrent into the list, so cancelling takes it out again. */
  readonly addedHere: boolean;
  readonly files: readonly PreviewFile[];
  readonly totalBytes: number;
  /** Indexes of files the person does not want. */
  readonly skipped: ReadonlySet<number>;
}

/** Bytes and number of the wanted files. */
export function wantedOf(item: AddItem): { readonly bytes: number; readonly files: number } {
  if (item.skipped.size === 0) return { bytes: item.totalBytes, files: item.files.length };
  let bytes = item.totalBytes;
  for (const file of item.files) if (item.skipped.has(file.index)) bytes -= file.sizeBytes;
  return { bytes, files: item.files.length - item.skipped.size };
}

/** The `wanted` argument of a command: null means all. */
export function wantedArgument(item: AddItem): readonly number[] | null {
  if (item.skipped.size === 0) return null;
  return item.files.filter((file) => !item.skipped.has(file.index)).map((file) => file.index);
}

/** Marks files (by index) as wanted or not. */
export function withWanted(item: AddItem, indexes: readonly number[], wanted: boolean): AddItem {
  const skipped = new Set(item.skipped);
  for (const index of indexes) {
    if (wanted) skipped.delete(index);
    else skipped.add(index);
  }
  return { ...item, skipped };
}

/** Can be added, now or when its details arrive; nothing chosen cannot. */
export const isAddable = (item: AddItem): boolean =>
  item.state === 'fetching' || (item.state === 'ready' && (item.files.length === 0 || item.skipped.size < item.files.length));
