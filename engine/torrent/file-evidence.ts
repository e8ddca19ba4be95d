/**
 * Whether the files still look as a resume record left them. After a clean stop sizes and times must be equal; after
 * an unclean one a file that holds verified pieces must at least be there and not shorter than those pieces need.
 */
import type { Bitfield } from '../base/bitfield.js';
import type { FileLayout } from '../metainfo/file-layout.js';
import { isAsLeft } from '../metainfo/left-files.js';
import type { FileTable } from '../metainfo/torrent-info.js';
import type { ResumeRecord } from '../resume/record.js';

export function looksUntouched(
  files: FileTable,
  have: Bitfield,
  layout: FileLayout,
  record: ResumeRecord,
  seen: { readonly sizes: Float64Array; readonly mtimesMs: Float64Array },
): boolean {
  for (let file = 0; file < files.count; file++) {
    if (layout.isPad(file) || (files.sizes[file] ?? 0) === 0) continue;
    const size = seen.sizes[file] ?? -1;
    if (record.clean) {
      if (!isAsLeft(size, seen.mtimesMs[file] ?? 0, record.fileSizes[file] ?? -1, record.fileMtimesMs[file] ?? 0)) return false;
    } else if (Math.max(0, size) < lastVerifiedByte(file, files, have, layout)) return false; // an absent file may be needed for nothing
  }
  return true;
}

/** How long the file must be for its verified pieces. */
function lastVerifiedByte(file: number, files: FileTable, have: Bitfield, layout: FileLayout): number {
  const start = files.offsets[file] ?? 0;
  const size = files.sizes[file] ?? 0;
  const { first, end } = layout.piecesOfFile(file);
  for (let piece = end - 1; piece >= first; piece--) {
    if (have.has(piece)) return Math.min(size, layout.geometry.pieceOffset(piece) + layout.geometry.pieceBytes(piece) - start);
  }
  return 0;
}
