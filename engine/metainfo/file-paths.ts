/**
 * The paths of a torrent's files as one table: UTF-8 bytes, and where each path ends. A path becomes a string only when
 * it is asked for, so that 300,000 of them cost neither objects nor time, and threads share the table.
 * Invariant: `ends` never falls and its last value is the number of bytes used.
 */
import { largeBytes, largeWords } from '../base/large-bytes.js';

/** The table as it crosses to another thread. */
export interface FilePathTable {
  readonly bytes: Uint8Array;
  readonly ends: Uint32Array;
}

const FIRST_BYTES = 1024;

export class FilePaths implements FilePathTable, Iterable<string> {
  readonly bytes: Uint8Array;
  readonly ends: Uint32Array;

  /** Over a finished table: a draft's, or one that came from another thread. */
  constructor({ bytes, ends }: FilePathTable) {
    this.bytes = bytes;
    this.ends = ends;
  }

  static of(paths: Iterable<string>): FilePaths {
    const draft = new FilePathsDraft();
    for (const path of paths) draft.add(path);
    return draft.finish();
  }

  get length(): number {
    return this.ends.length;
  }

  /** The path of a file; '' where there is none. */
  at(file: number): string {
    const end = this.ends[file];
    if (end === undefined) return '';
    const start = file === 0 ? 0 : (this.ends[file - 1] ?? 0);
    return Buffer.from(this.bytes.buffer, this.bytes.byteOffset + start, end - start).toString('utf8');
  }

  /** The same paths in the same order. */
  equals(other: FilePathTable): boolean {
    return sameNumbers(this.ends, other.ends) && sameNumbers(this.bytes, other.bytes);
  }

  /** The same table with another path for one file. */
  with(file: number, path: string): FilePaths {
    const start = file === 0 ? 0 : (this.ends[file - 1] ?? 0);
    const end = this.ends[file] ?? start;
    const inserted = Buffer.from(path, 'utf8');
    const shift = inserted.length - (end - start);
    const used = this.ends[this.ends.length - 1] ?? 0;
    const bytes = largeBytes(used + shift);
    bytes.set(this.bytes.subarray(0, start));
    bytes.set(inserted, start);
    bytes.set(this.bytes.subarray(end, used), start + inserted.length);
    const ends = largeWords(this.ends.length);
    for (let i = 0; i < ends.length; i++) ends[i] = (this.ends[i] ?? 0) + (i < file ? 0 : shift);
    return new FilePaths({ bytes, ends });
  }

  /** Whether these characters occur anywhere in it: a quick no to whether a path is taken. */
  mentions(text: string): boolean {
    return Buffer.from(this.bytes.buffer, this.bytes.byteOffset, this.bytes.length).includes(text, 0, 'utf8');
  }

  *[Symbol.iterator](): IterableIterator<string> {
    for (let file = 0; file < this.length; file++) yield this.at(file);
  }
}

function sameNumbers(a: ArrayLike<number>, b: ArrayLike<number>): boolean {
  if (a.length !== b.length) return false;
  for (let at = 0; at < a.length; at++) if (a[at] !== b[at]) return false;
  return true;
}

/** A table that grows. */
export class FilePathsDraft {
  private bytes = Buffer.allocUnsafe(FIRST_BYTES); // only what was written is copied out of it
  private used = 0;
  private readonly ends: number[] = [];

  add(path: string): void {
    const most = path.length * 3; // a UTF-16 unit is at most three bytes
    if (this.used + most > this.bytes.length) {
      const larger = Buffer.allocUnsafe(Math.max(this.bytes.length * 2, this.used + most));
      larger.set(this.bytes.subarray(0, this.used));
      this.bytes = larger;
    }
    this.used += this.bytes.write(path, this.used, 'utf8');
    this.ends.push(this.used);
  }

  finish(): FilePaths {
    const bytes = largeBytes(this.used);
    bytes.set(this.bytes.subarray(0, this.used));
    const ends = largeWords(this.ends.length);
    ends.set(this.ends);
    return new FilePaths({ bytes, ends });
  }
}
