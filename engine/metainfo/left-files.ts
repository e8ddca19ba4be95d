/** A torrent's files as they were left on a disk, to be recognised by their sizes and times alone. */

/** File systems keep times to between 100 ns and 2 s. */
const MTIME_SLACK_MS = 2000;

export interface LeftFiles {
  /** Relative to the folder that contains the torrent's name, with `/`. */
  readonly paths: readonly string[];
  /** -1 where nothing lies on the disk (a pad). */
  readonly sizes: ArrayLike<number>;
  readonly mtimesMs: ArrayLike<number>;
}

/** Whether a file of this size (-1: it is not there) and time is the one that was left. An empty one has no time worth comparing. */
export function isAsLeft(size: number, mtimeMs: number, leftSize: number, leftMtimeMs: number): boolean {
  return size === leftSize && (size <= 0 || Math.abs(mtimeMs - leftMtimeMs) <= MTIME_SLACK_MS);
}
