/**
 * Payload read from the disk for uploading, in extents of up to a slab, shared by all peers that want the same.
 * Neighbouring extents are read by one job. Least recently used ones are given up first, and those that were read ahead
 * and not sent from yet only when nothing else would move. An extent never crosses a piece we do not have: for pieces
 * below a slab it covers a run of pieces we have.
 */

import type { ErrorView } from '../api/errors.js';
import { piecesASlab, SLAB_BYTES, type Slab, type SlabPool } from '../base/slab.js';
import type { SlabRange, TorrentStorage } from '../storage/storage.js';

/** Extents that one torrent keeps at most, used or not: 12 MiB, and so much of the budget, that others find room beside it. */
const MOST_EXTENTS = 48;
const BUDGET_SHARE = 2 / 3;
/** Neighbours read by one job: 1 MiB. */
const EXTENTS_A_JOB = 4;

export interface ExtentCacheHost {
  hasPiece(piece: number): boolean;
  pieceBytes(piece: number): number;
  /** Extents came in: peers that waited can be served. */
  onLoaded(): void;
  /** `count` pieces from `first` on hold what could not be read. */
  onReadFailed(error: ErrorView, first: number, count: number): void;
}

interface Extent {
  readonly key: number;
  /** First piece and offset in it, and length, of what the slab holds. */
  readonly piece: number;
  readonly offset: number;
  readonly length: number;
  readonly slab: Slab;
  ready: boolean;
  /** Something of it was sent. */
  used: boolean;
}

/** Where bytes lie: valid as long as the slab is held. */
export interface ExtentView {
  readonly slab: Slab;
  readonly start: number;
}

export class ExtentCache {
  private readonly extents = new Map<number, Extent>();
  private toRead: Extent[] = [];
  private readonly perPiece: number;
  private readonly piecesPerExtent: number;
  private closed = false;
  private refused = false;
  /** Extents being read. */
  private loading = 0;

  constructor(
    private readonly host: ExtentCacheHost,
    private readonly pieceLength: number,
    private readonly pieceCount: number,
    private readonly pool: SlabPool,
    private readonly storage: TorrentStorage,
  ) {
    this.perPiece = Math.max(1, Math.ceil(pieceLength / SLAB_BYTES));
    this.piecesPerExtent = piecesASlab(pieceLength);
  }

  /** The bytes at (piece, offset), when they are in memory; they end at the extent's end. Loading starts otherwise. */
  find(piece: number, offset: number, length: number): ExtentView | 'loading' | 'no-memory' {
    const key = this.keyOf(piece, offset);
    const extent = this.extents.get(key);
    const place = extent === undefined ? -1 : (piece - extent.piece) * this.pieceLength + offset - extent.offset;
    if (extent !== undefined && place >= 0 && place + length <= extent.length) {
      if (!extent.ready) return 'loading';
      this.extents.delete(key); // most recently used goes last
      this.extents.set(key, extent);
      extent.used = true;
      return { slab: extent.slab, start: place };
    }
    if (extent?.ready === false) return 'loading';
    if (extent !== undefined) this.giveUp(extent);
    return this.load(key, piece, offset) ? 'loading' : 'no-memory';
  }

  /** Sees to it that the bytes at (piece, offset) come into memory; false when there is no room for them. */
  prepare(piece: number, offset: number): boolean {
    const key = this.keyOf(piece, offset);
    return this.extents.has(key) || this.load(key, piece, offset);
  }

  /** End of the extent that (piece, offset) falls into, as an offset in the piece: a view must not cross it. */
  boundaryAfter(offset: number): number {
    return this.piecesPerExtent > 1 ? Number.POSITIVE_INFINITY : (Math.floor(offset / SLAB_BYTES) + 1) * SLAB_BYTES;
  }

  /** Sends the reads gathered since the last call, neighbours together. */
  flush(): void {
    const queue = this.toRead;
    this.toRead = [];
    for (let i = 0; i < queue.length; ) {
      const job: Extent[] = [];
      let next = queue[i];
      while (next !== undefined && job.length < EXTENTS_A_JOB && follows(job.at(-1), next)) {
        job.push(next);
        next = queue[++i];
      }
      this.read(job);
    }
  }

  close(): void {
    this.closed = true;
    for (const extent of [...this.extents.values()]) if (extent.ready) this.giveUp(extent);
  }

  /** Whether memory was refused since the last call. */
  takeRefused(): boolean {
    const { refused } = this;
    this.refused = false;
    return refused;
  }

  /** Gives everything read up, to make room for others; what is being sent stays until it has left. */
  shrink(): void {
    for (const extent of [...this.extents.values()]) if (extent.ready) this.giveUp(extent);
  }

  private get most(): number {
    return Math.max(1, Math.min(MOST_EXTENTS, Math.floor(this.pool.budgetSlabs * BUDGET_SHARE)));
  }

  private load(key: number, piece: number, offset: number): boolean {
    while (this.extents.size >= this.most) if (!this.giveUpOldest()) return false;
    let slab = this.pool.acquire();
    if (slab === null && this.giveUpOldest()) slab = this.pool.acquire();
    if (slab === null) {
      this.refused = true;
      return false;
    }
    const extent = { key, ...this.cover(piece, offset), slab, ready: false, used: false };
    this.loading++;
    this.extents.set(key, extent);
    this.toRead.push(extent);
    return true;
  }

  private read(job: readonly Extent[]): void {
    const first = job[0];
    if (first === undefined) return;
    const into: SlabRange[] = job.map((extent) => ({ slab: extent.slab, start: 0, length: extent.length }));
    this.storage.readRange(first.piece, first.offset, into, (answer) => {
      this.loading -= job.length;
      for (const extent of job) {
        extent.ready = true;
        if (answer.kind === 'failed' || this.closed) this.giveUp(extent);
      }
      if (this.closed) return;
      const count = this.piecesPerExtent === 1 ? 1 : Math.ceil(first.length / this.pieceLength);
      if (answer.kind === 'failed') this.host.onReadFailed(answer.error, first.piece, count);
      else this.host.onLoaded();
    });
  }

  /** What an extent around (piece, offset) covers. */
  private cover(piece: number, offset: number): { piece: number; offset: number; length: number } {
    if (this.piecesPerExtent === 1) {
      const start = Math.floor(offset / SLAB_BYTES) * SLAB_BYTES;
      return { piece, offset: start, length: Math.min(SLAB_BYTES, this.host.pieceBytes(piece) - start) };
    }
    const groupStart = Math.floor(piece / this.piecesPerExtent) * this.piecesPerExtent;
    const groupEnd = Math.min(groupStart + this.piecesPerExtent, this.pieceCount);
    let first = piece;
    while (first > groupStart && this.host.hasPiece(first - 1)) first--;
    let end = piece + 1;
    while (end < groupEnd && this.host.hasPiece(end)) end++;
    let length = 0;
    for (let p = first; p < end; p++) length += this.host.pieceBytes(p);
    return { piece: first, offset: 0, length };
  }

  private keyOf(piece: number, offset: number): number {
    if (this.piecesPerExtent > 1) return Math.floor(piece / this.piecesPerExtent);
    return piece * this.perPiece + Math.floor(offset / SLAB_BYTES);
  }

  private giveUpOldest(): boolean {
    let oldest: Extent | undefined;
    for (const extent of this.extents.values()) {
      if (!extent.ready) continue;
      oldest ??= extent;
      if (!extent.used) continue;
      oldest = extent;
      break;
    }
    if (oldest === undefined || (!oldest.used && this.loading > 0)) return false;
    this.giveUp(oldest);
    return true;
  }

  private giveUp(extent: Extent): void {
    if (this.extents.get(extent.key) === extent) this.extents.delete(extent.key);
    this.pool.release(extent.slab);
  }
}

/** True when `next` starts where `last` ends, inside one piece and after a whole slab. */
function follows(last: Extent | undefined, next: Extent): boolean {
  return last === undefined || (last.piece === next.piece && last.length === SLAB_BYTES && last.offset + last.length === next.offset);
}
