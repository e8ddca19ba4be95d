/**
 * Whether files still look as they were when everything in them was in order. Where sizes and times are known they must be equal; where
 * they are not, because files were being written when the program ended, a file must at least be there and be as long as
 * what it holds needs. Only files that hold something are judged.
 */
import type { Bitfield } from '../base/bitfield.js';
import type { FileLayout } from '../metainfo/file-layout.js';
import { isAsLeft } from '../metainfo/left-files.js';
import type { FileTable } from '../metainfo/torrent-info.js';

/** Sizes and modification times (ms) of files; -1 where there is none. */
export interface FileLooks {
  readonly sizes: ArrayLike<number>;
  readonly mtimesMs: ArrayLike<number>;
}

export interface Evidence {
  /** Files that hold verified pieces, and of them those that are gone, the first one first. */
  readonly holding: readonly number[];
  readonly gone: readonly number[];
  /** Files that are there, and are not what they were. */
  readonly changed: readonly number[];
}

/** `known`: how the files looked; null: that is not known. `isParted`: a file has no place of its own. */
export function judgeFiles(
  files: FileTable,
  have: Bitfield,
  layout: FileLayout,
  known: FileLooks | null,
  seen: FileLooks,
  isParted: (file: number) => boolean,
): Evidence {
  const gone: number[] = [];
  const changed: number[] = [];
  const holding: number[] = [];
  for (let file = 0; file < files.count; file++) {
    if (layout.isPad(file) || (files.sizes[file] ?? 0) === 0 || isParted(file)) continue;
    const needed = neededBytes(file, files, have, layout);
    if (needed === 0) continue;
    holding.push(file);
    const size = seen.sizes[file] ?? -1;
    if (size < 0) gone.push(file);
    else if (size < needed || (known !== null && !looksAlike(file, known, seen))) changed.push(file);
  }
  return { holding, gone, changed };
}

export function looksAlike(file: number, known: FileLooks, seen: FileLooks): boolean {
  return isAsLeft(seen.sizes[file] ?? -1, seen.mtimesMs[file] ?? 0, known.sizes[file] ?? -1, known.mtimesMs[file] ?? 0);
}

/** How long the file must be for its verified pieces. */
function neededBytes(file: number, files: FileTable, have: Bitfield, layout: FileLayout): number {
  const start = files.offsets[file] ?? 0;
  const size = files.sizes[file] ?? 0;
  const { first, end } = layout.piecesOfFile(file);
  for (let piece = end - 1; piece >= first; piece--) {
    if (have.has(piece)) return Math.min(size, layout.geometry.pieceOffset(piece) + layout.geometry.pieceBytes(piece) - start);
  }
  return 0;
}
