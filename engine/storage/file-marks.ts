/**
 * Which files of a torrent were made here, and what a sync has to cover: files written, and names made, since the last
 * one. Takes next to no memory until there is something to mark. The part file goes by the index after all files.
 */
import { Bitfield } from '../base/bitfield.js';
import { hasBit, setBit } from './bits.js';

/** Indexes of files. */
export interface Unsynced {
  readonly written: ReadonlySet<number>;
  readonly made: ReadonlySet<number>;
}

const NO_FILES: ReadonlySet<number> = new Set();

export class FileMarks {
  private made: Bitfield | null = null;
  private unsyncedWrites: Set<number> | null = null;
  private unsyncedNames: Set<number> | null = null;

  constructor(private readonly fileCount: number) {}

  get noneMade(): boolean {
    return this.made?.isEmpty ?? true;
  }

  onMade(file: number): void {
    this.noteMade(file);
    this.onWritten(file);
    this.unsyncedNames ??= new Set();
    this.unsyncedNames.add(file);
  }
  onWritten(file: number): void {
    this.unsyncedWrites ??= new Set();
    this.unsyncedWrites.add(file);
  }

  /** What a sync has to cover, which counts as covered from now on; null where there is nothing. */
  takeUnsynced(): Unsynced | null {
    const { unsyncedNames, unsyncedWrites } = this;
    this.unsyncedWrites = null;
    this.unsyncedNames = null;
    return unsyncedWrites === null ? null : { written: unsyncedWrites, made: unsyncedNames ?? NO_FILES };
  }
  /** The sync failed: the next one covers it too. */
  giveBack({ made, written }: Unsynced): void {
    for (const file of written) this.onWritten(file);
    if (made.size > 0) this.unsyncedNames = new Set([...made, ...(this.unsyncedNames ?? [])]);
  }

  /** Made in an earlier run, and synced then. One bit a file, the highest first. */
  rememberMade(files: Uint8Array): void {
    for (let file = 0; file < this.fileCount; file++) if (hasBit(files, file)) this.noteMade(file);
  }
  /** They were deleted. */
  forgetMade(files: Uint8Array): void {
    for (let file = 0; file < this.fileCount; file++) if (hasBit(files, file)) this.made?.remove(file);
  }
  /** Made files, one bit each, the highest first. The part file is not among them. */
  toWire(): Uint8Array {
    const bits = new Uint8Array((this.fileCount + 7) >> 3);
    for (let file = 0; this.made !== null && file < this.fileCount; file++) if (this.made.has(file)) setBit(bits, file);
    return bits;
  }
  hasMade(file: number): boolean {
    return this.made?.has(file) ?? false;
  }

  private noteMade(file: number): void {
    this.made ??= new Bitfield(this.fileCount + 1);
    this.made.add(file);
  }
}
