/**
 * The files of a torrent that a person has to do with: all but pads, by row. Built once; then a row is found at once,
 * however many files there are.
 */
import type { PreviewFile } from '../api/commands.js';
import { FILE_PAD, type FileTable } from './torrent-info.js';

export class ShownFiles {
  readonly count: number;
  /** Bytes of all of them. */
  readonly totalBytes: number;
  /** Row to index; null: there are no pads, and a row is an index. */
  private readonly indexes: Uint32Array | null;

  constructor(
    private readonly table: Pick<FileTable, 'count' | 'paths' | 'sizes' | 'flags'>,
    same: ShownFiles | null = null,
  ) {
    if (same !== null) {
      this.count = same.count;
      this.totalBytes = same.totalBytes;
      this.indexes = same.indexes;
      return;
    }
    const { count, flags, sizes } = table;
    let pads = 0;
    let bytes = 0;
    for (let file = 0; file < count; file++) {
      if (((flags[file] ?? 0) & FILE_PAD) !== 0) pads++;
      else bytes += sizes[file] ?? 0;
    }
    this.count = count - pads;
    this.totalBytes = bytes;
    this.indexes = pads === 0 ? null : new Uint32Array(this.count);
    if (this.indexes === null) return;
    for (let file = 0, row = 0; file < count; file++) if (((flags[file] ?? 0) & FILE_PAD) === 0) this.indexes[row++] = file;
  }

  /** Of the same files under other names. */
  over(table: Pick<FileTable, 'count' | 'paths' | 'sizes' | 'flags'>): ShownFiles {
    return new ShownFiles(table, this);
  }

  /** Index in the table of a row that is there. */
  indexOf(row: number): number {
    return this.indexes === null ? row : (this.indexes[row] ?? 0);
  }

  /** Rows [first, first + count), as far as there are any. */
  rows(first: number, count: number): PreviewFile[] {
    const rows: PreviewFile[] = [];
    const end = Math.min(this.count, first + count);
    for (let row = first; row < end; row++) {
      const index = this.indexOf(row);
      rows.push({ index, path: this.table.paths.at(index), sizeBytes: this.table.sizes[index] ?? 0 });
    }
    return rows;
  }
}
