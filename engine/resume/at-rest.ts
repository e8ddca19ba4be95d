/**
 * Torrents that a start can bring back by their records alone, and leave their descriptions on the disk: whole, left in
 * order, and with every file named, so that a look at the files is all there is to do.
 *
 * A record lies on a disk that others can write to, so everything that the torrent is made of is checked against
 * everything else here; one that does not fit is started by its description, which decides.
 */
import type { LeftFiles } from '../metainfo/left-files.js';
import { MAX_PIECES } from '../metainfo/limits.js';
import { isInside } from '../metainfo/safe-path.js';
import type { ResumeRecord, SavedSummary } from './record.js';

export interface AtRest {
  readonly summary: SavedSummary;
  readonly pieceCount: number;
}

const NO_PATHS: readonly string[] = [];

/** The files it names, as it left them. */
export const leftFiles = ({ fileMtimesMs, fileSizes, paths }: ResumeRecord): LeftFiles => ({
  paths: paths ?? NO_PATHS,
  sizes: fileSizes,
  mtimesMs: fileMtimesMs,
});

/** What the record says of a torrent that needs no more than that; null where it needs its description. */
export function atRest(record: ResumeRecord): AtRest | null {
  const { clean, fileMtimesMs, fileSizes, metainfo, moving, mustCheck, partial, parted, paths, priorities, unsure } = record;
  const summary = metainfo?.summary ?? null;
  if (!clean || summary === null || paths === null || record.intent === 'hold' || partial.length > 0) return null;
  if (mustCheck || unsure.length > 0 || parted.length > 0 || moving !== null) return null;
  if (paths.length === 0 || paths.length !== fileSizes.length || paths.length !== fileMtimesMs.length) return null;
  if (priorities.length > 0 && (priorities.length !== paths.length || !priorities.every(isWanted))) return null;
  const pieceCount = Math.ceil(summary.totalSize / summary.pieceLength);
  if (pieceCount > MAX_PIECES || !isFull(record.have, pieceCount)) return null;
  return hasAll(summary, paths, fileSizes) ? { summary, pieceCount } : null;
}

/** Neither skipped nor unknown. */
const isWanted = (priority: number): boolean => priority >= 1 && priority <= 3;

/** Every piece is had, and no spare bit is set. */
function isFull(have: Uint8Array, pieceCount: number): boolean {
  const last = have.length - 1;
  if (have.length !== (pieceCount + 7) >> 3) return false;
  for (let at = 0; at < last; at++) if (have[at] !== 0xff) return false;
  return have[last] === ((0xff << (have.length * 8 - pieceCount)) & 0xff);
}

/** Every file that a person sees is there, and they have all the bytes. */
function hasAll({ shownBytes, shownCount }: SavedSummary, paths: readonly string[], sizes: ArrayLike<number>): boolean {
  let count = 0;
  let bytes = 0;
  for (let file = 0; file < paths.length; file++) {
    const size = sizes[file] ?? -1;
    if (!isInside(paths[file] ?? '')) return false;
    if (size < 0) continue;
    count++;
    bytes += size;
  }
  return count === shownCount && bytes === shownBytes;
}
