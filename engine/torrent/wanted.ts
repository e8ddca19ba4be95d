/** From file priorities to piece priorities, and how many wanted bytes each piece holds. Pure arithmetic over the layout. */
import type { FilePriority } from '../api/torrent-view.js';
import type { FileLayout } from '../metainfo/file-layout.js';
import type { Geometry } from '../metainfo/geometry.js';
import type { PiecePriority } from '../picker/rarest-first.js';

const NAMES: readonly FilePriority[] = ['skip', 'low', 'normal', 'high'];

export const priorityName = (value: number): FilePriority => NAMES[value] ?? 'normal';
export const priorityValue = (name: FilePriority): PiecePriority => NAMES.indexOf(name) as PiecePriority; // the names list all four

export interface Wanted {
  /** Per piece: the highest priority of the files it touches; 4 for one that comes before all others. */
  readonly pieces: Uint8Array;
  /** Per piece: payload bytes of wanted files. */
  readonly bytes: Float64Array;
  readonly totalBytes: number;
  /** Files, empty ones included, pads not. */
  readonly fileCount: number;
}

/** Before all others. */
const FIRST = 4;

/** `priorities` has one value (0..3) a file; `firstLast`: the first and the last piece of each wanted file come first. */
export const workOutWanted = (layout: FileLayout, geometry: Geometry, priorities: Uint8Array, firstLast = false): Wanted =>
  new WantedPieces(layout, geometry, priorities, firstLast);

/** What a piece is worth is worked out when first asked for: a torrent that has everything never asks. */
class WantedPieces implements Wanted {
  readonly totalBytes: number;
  readonly fileCount: number;
  private made: Pick<Wanted, 'pieces' | 'bytes'> | null = null;

  constructor(
    private readonly layout: FileLayout,
    private readonly geometry: Geometry,
    private readonly priorities: Uint8Array,
    private readonly firstLast: boolean,
  ) {
    let totalBytes = 0;
    let fileCount = 0;
    const { count, sizes } = layout.files;
    for (let file = 0; file < count; file++) {
      if ((priorities[file] ?? 0) === 0 || layout.isPad(file)) continue;
      fileCount++;
      totalBytes += sizes[file] ?? 0;
    }
    this.totalBytes = totalBytes;
    this.fileCount = fileCount;
  }

  get pieces(): Uint8Array {
    this.made ??= this.make();
    return this.made.pieces;
  }
  get bytes(): Float64Array {
    this.made ??= this.make();
    return this.made.bytes;
  }

  private make(): Pick<Wanted, 'pieces' | 'bytes'> {
    const { layout, priorities } = this;
    const { pieceCount, pieceLength } = this.geometry;
    const pieces = new Uint8Array(pieceCount);
    const bytes = new Float64Array(pieceCount);
    const { count, offsets, sizes } = layout.files;
    for (let file = 0; file < count; file++) {
      const size = sizes[file] ?? 0;
      const priority = priorities[file] ?? 0;
      if (priority === 0 || size === 0 || layout.isPad(file)) continue;
      const start = offsets[file] ?? 0;
      const end = start + size;
      for (let piece = Math.floor(start / pieceLength), from = start; from < end; piece++) {
        const to = Math.min(end, (piece + 1) * pieceLength);
        pieces[piece] = Math.max(pieces[piece] ?? 0, priority);
        bytes[piece] = (bytes[piece] ?? 0) + to - from;
        from = to;
      }
      if (this.firstLast) pieces[Math.floor(start / pieceLength)] = pieces[Math.ceil(end / pieceLength) - 1] = FIRST;
    }
    return { pieces, bytes };
  }
}

/** Verified bytes of one file. */
export function fileDoneBytes(layout: FileLayout, geometry: Geometry, file: number, has: (piece: number) => boolean): number {
  const size = layout.files.sizes[file] ?? 0;
  const start = layout.files.offsets[file] ?? 0;
  const { first, end } = layout.piecesOfFile(file);
  let done = 0;
  for (let piece = first; piece < end; piece++) {
    if (!has(piece)) continue;
    const from = Math.max(start, geometry.pieceOffset(piece));
    done += Math.min(start + size, geometry.pieceOffset(piece) + geometry.pieceBytes(piece)) - from;
  }
  return done;
}
