/**
 * Where the files of a torrent lie: under which names, which were decided once and are kept, and which files have no place of
 * their own because nobody wants them (see storage/file-places).
 * Invariant: a piece that touches a file with a place of its own and one without has a slot; slots are given back only when a record
 * without them is on the disk.
 */
import type { FileLayout } from '../metainfo/file-layout.js';
import type { FilePaths } from '../metainfo/file-paths.js';
import { FILE_PAD, FILE_SYMLINK, type FileTable } from '../metainfo/torrent-info.js';
import { type FilePlaces, OWN_PLACES } from '../storage/file-places.js';

/** What a record says. */
export interface SavedPlacement {
  readonly parted: Uint8Array;
  readonly partSlots: ArrayLike<number>;
}

export class Placement {
  /** Byte per file; null: none lies in the part file. */
  private parted: Uint8Array | null = null;
  /** Piece in each slot; -1: free. */
  private slots: number[] = [];

  constructor(
    private readonly layout: FileLayout,
    private readonly files: Pick<FileTable, 'count' | 'flags' | 'sizes'>,
    /** Relative, with `/`. */
    public paths: FilePaths,
    saved: SavedPlacement | null,
  ) {
    if (saved === null || saved.parted.length === 0) return;
    const parted = new Uint8Array(files.count);
    for (let file = 0; file < files.count; file++) parted[file] = ((saved.parted[file >> 3] ?? 0) >> (7 - (file & 7))) & 1;
    this.parted = parted;
    // what nobody needs any more is free: the record that says so was on the disk before
    this.slots = Array.from(saved.partSlots, (piece) => (piece >= 0 && this.isShared(piece) ? piece : -1));
  }

  get places(): FilePlaces {
    return this.parted === null ? OWN_PLACES : { parted: this.parted, slots: Int32Array.from(this.slots) };
  }
  /** Something lies in the part file, or may. */
  get usesParts(): boolean {
    return this.slots.some((piece) => piece >= 0);
  }
  isParted(file: number): boolean {
    return (this.parted?.[file] ?? 0) !== 0;
  }
  /** Nothing is left in the part file, which may be there all the same. */
  get isOver(): boolean {
    return this.parted === null && this.slots.length > 0;
  }
  /** It is gone, and the record says that nothing was in it. */
  forgetSlots(): void {
    this.slots = [];
  }
  /** Pieces of which part lies in the part file. */
  partPieces(): number[] {
    return this.slots.filter((piece) => piece >= 0);
  }
  /** For the record: a bit per file, and the slots. */
  toSaved(): SavedPlacement {
    const { parted } = this;
    if (parted === null) return { parted: new Uint8Array(0), partSlots: [] };
    const bits = new Uint8Array((parted.length + 7) >> 3);
    for (let file = 0; file < parted.length; file++)
      if (parted[file] !== 0) bits[file >> 3] = (bits[file >> 3] ?? 0) | (0x80 >> (file & 7));
    return { parted: bits, partSlots: this.slots };
  }

  /** Files of the part file that are wanted now. */
  wantedFromParts(priorities: Uint8Array): number[] {
    const wanted: number[] = [];
    for (let file = 0; this.parted !== null && file < this.files.count; file++) {
      if (this.parted[file] !== 0 && (priorities[file] ?? 0) > 0) wanted.push(file);
    }
    return wanted;
  }

  /**
   * Gives files their places anew: `brought` have one of their own now, and those that nobody wants and that do not exist have none.
   * True when something changed.
   */
  settle(priorities: Uint8Array, exists: (file: number) => boolean, brought: readonly number[]): boolean {
    const parted = this.parted?.slice() ?? new Uint8Array(this.files.count);
    for (const file of brought) parted[file] = 0;
    let any = false;
    for (let file = 0; file < this.files.count; file++) {
      if (parted[file] === 0 && (priorities[file] ?? 0) === 0 && this.mayBeParted(file) && !exists(file)) parted[file] = 1;
      any ||= parted[file] !== 0;
    }
    const isNews = this.parted === null ? any : parted.some((value, file) => value !== this.parted?.[file]);
    if (!isNews) return false;
    this.parted = any ? parted : null;
    this.giveSlots();
    return true;
  }

  private giveSlots(): void {
    const { files, layout, parted } = this;
    if (parted === null) return;
    const known = new Set(this.slots);
    for (let file = 0; file < files.count; file++) {
      if (parted[file] === 0 || (files.sizes[file] ?? 0) === 0) continue;
      const { end, first } = layout.piecesOfFile(file);
      for (const piece of first === end - 1 ? [first] : [first, end - 1]) {
        if (known.has(piece) || !this.isShared(piece)) continue;
        known.add(piece);
        const free = this.slots.indexOf(-1);
        if (free < 0) this.slots.push(piece);
        else this.slots[free] = piece;
      }
    }
  }

  /** The piece touches files of both kinds. */
  private isShared(piece: number): boolean {
    let own = false;
    let part = false;
    for (const file of this.layout.filesOfPiece(piece)) {
      if (this.isParted(file)) part = true;
      else own = true;
    }
    return own && part;
  }

  private mayBeParted(file: number): boolean {
    return (this.files.sizes[file] ?? 0) > 0 && ((this.files.flags[file] ?? 0) & (FILE_PAD | FILE_SYMLINK)) === 0;
  }
}
