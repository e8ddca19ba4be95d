/**
 * Hashes a run of pieces from the disk in small steps, so that the worker can do short jobs between them. Reads go
 * through one private buffer; a piece larger than it is streamed. Nothing of a piece is held once it is told.
 */
import { createHash, type Hash, hash as hashOnce } from 'node:crypto';
import { invariant } from '../base/assert.js';
import type { SpanFiles } from './span-files.io.js';
import type { WorkerTorrent } from './worker-torrent.js';

/** Large enough to make calls rare, small enough to stay in the processor's cache between reading and hashing. */
export const READ_BYTES = 1024 * 1024;

/** `digest` is null for a piece that is not all there. */
export type PieceVisitor = (piece: number, digest: Uint8Array | null) => void;

export class RunHasher {
  private offset: number;
  private readonly end: number;
  private hash: Hash | null = null;
  private absent = false;

  /** Pieces [first, first + count) of the torrent. `buffer` is shared by all runs of a worker: steps never overlap. */
  constructor(
    private readonly files: SpanFiles,
    private readonly torrent: WorkerTorrent,
    first: number,
    count: number,
    private readonly buffer: Uint8Array,
    private readonly visit: PieceVisitor,
    /** Sees every byte read, in order. */
    private readonly onBytes: ((view: Uint8Array) => void) | null = null,
  ) {
    const { geometry } = torrent;
    invariant(first >= 0 && count >= 0 && first + count <= geometry.pieceCount, 'a run lies within the torrent');
    this.offset = geometry.pieceOffset(first);
    this.end = this.offset + geometry.runBytes(first, count);
  }

  get done(): boolean {
    return this.offset >= this.end;
  }

  /** Works off about `maxBytes`. Throws what reading throws. */
  step(maxBytes: number): void {
    for (let used = 0; used < maxBytes && !this.done; ) used += this.stepOnce();
  }

  private stepOnce(): number {
    const { geometry } = this.torrent;
    const piece = geometry.pieceAt(this.offset);
    const pieceEnd = geometry.pieceOffset(piece) + geometry.pieceBytes(piece);
    if (geometry.pieceLength > this.buffer.length) return this.streamPart(piece, pieceEnd);
    const fit = Math.floor(this.buffer.length / geometry.pieceLength) * geometry.pieceLength;
    return this.wholePieces(piece, Math.min(fit, this.end - this.offset));
  }

  /** Several small pieces with one read. */
  private wholePieces(first: number, length: number): number {
    const { geometry } = this.torrent;
    const view = this.buffer.subarray(0, length);
    const absent: number[] = [];
    this.files.readWhatIsThere(this.torrent, this.offset, view, (start, end) => absent.push(start, end));
    for (let piece = first, at = 0; at < length; piece++) {
      const end = at + geometry.pieceBytes(piece);
      const body = view.subarray(at, end);
      this.onBytes?.(body);
      this.visit(piece, overlaps(absent, at, end) ? null : hashOnce('sha1', body, 'buffer'));
      at = end;
    }
    this.offset += length;
    return length;
  }

  /** The next part of a large piece. */
  private streamPart(piece: number, pieceEnd: number): number {
    const view = this.buffer.subarray(0, Math.min(this.buffer.length, pieceEnd - this.offset));
    this.files.readWhatIsThere(this.torrent, this.offset, view, () => {
      this.absent = true;
    });
    this.hash ??= createHash('sha1');
    this.hash.update(view);
    this.onBytes?.(view);
    this.offset += view.length;
    if (this.offset < pieceEnd && !this.absent) return view.length;
    // The rest of a piece that is not all there tells nothing.
    this.offset = pieceEnd;
    this.visit(piece, this.absent ? null : this.hash.digest());
    this.hash = null;
    this.absent = false;
    return view.length;
  }
}

/** `intervals` are pairs of start and end, ascending. */
function overlaps(intervals: readonly number[], start: number, end: number): boolean {
  for (let i = 0; i < intervals.length; i += 2) {
    if ((intervals[i] ?? 0) < end && (intervals[i + 1] ?? 0) > start) return true;
  }
  return false;
}
