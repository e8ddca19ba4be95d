/**
 * The files of one description (v1 or v2) while they are read, and the table they become (BEP 3, 47).
 * Invariant: offsets are the running sum of the sizes, pads included, and never pass the cap.
 */
import { largeBytes, largeFloats } from '../base/large-bytes.js';
import type { Scan, Token } from '../bencode/scan.js';
import { NO_TOKEN } from '../bencode/scan.js';
import { FilePaths } from './file-paths.js';
import { MAX_TOTAL_BYTES } from './limits.js';
import { FILE_EXECUTABLE, FILE_HIDDEN, FILE_PAD, FILE_SYMLINK, type FileTable } from './torrent-info.js';

/** Of a single file without attributes, which is what most torrents hold. */
const AT_ZERO = new Float64Array(1);
const NO_FLAGS = new Uint8Array(1);

export class FileList {
  readonly paths: string[] = [];
  readonly sizes: number[] = [];
  readonly flags: number[] = [];
  totalSize = 0;
  pathsChars = 0;

  get count(): number {
    return this.paths.length;
  }
  isPad(file: number): boolean {
    return ((this.flags[file] ?? 0) & FILE_PAD) !== 0;
  }
  /** False when the total would pass the cap; nothing is added then. */
  add(path: string, size: number, flags: number): boolean {
    if (this.totalSize + size > MAX_TOTAL_BYTES) return false;
    this.paths.push(path);
    this.sizes.push(size);
    this.flags.push(flags);
    this.totalSize += size;
    this.pathsChars += path.length;
    return true;
  }
  table(): FileTable {
    if (this.count === 1 && this.flags[0] === 0) {
      return { count: 1, paths: FilePaths.of(this.paths), offsets: AT_ZERO, sizes: Float64Array.of(this.sizes[0] ?? 0), flags: NO_FLAGS };
    }
    const offsets = largeFloats(this.count);
    const sizes = largeFloats(this.count);
    const flags = largeBytes(this.count);
    let at = 0;
    for (let file = 0; file < this.count; file++) {
      offsets[file] = at;
      sizes[file] = this.sizes[file] ?? 0;
      flags[file] = this.flags[file] ?? 0;
      at += this.sizes[file] ?? 0;
    }
    return { count: this.count, paths: FilePaths.of(this.paths), offsets, sizes, flags };
  }
}

/** The attribute letters of a file entry as flags (BEP 47); unknown letters are ignored. */
export function fileFlags(scan: Scan, entry: Token): number {
  const attr = scan.get(entry, 'attr');
  if (attr === NO_TOKEN || scan.kind(attr) !== 'string') return 0;
  let flags = 0;
  for (const letter of scan.content(attr)) {
    if (letter === 0x70) flags |= FILE_PAD;
    else if (letter === 0x78) flags |= FILE_EXECUTABLE;
    else if (letter === 0x68) flags |= FILE_HIDDEN;
    else if (letter === 0x6c) flags |= FILE_SYMLINK;
  }
  return flags;
}

/** The length of a file entry: bytes, or null where it is absent, no number or outside what is allowed. */
export function fileLength(scan: Scan, entry: Token): number | null {
  const token = scan.get(entry, 'length');
  if (token === NO_TOKEN || scan.kind(token) !== 'integer') return null;
  const length = scan.integer(token);
  return typeof length === 'number' && length >= 0 && length <= MAX_TOTAL_BYTES ? length : null;
}
