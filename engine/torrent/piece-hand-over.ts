/**
 * From full to had: a piece whose blocks are all here goes to a disk worker, which hashes and writes it; a large one
 * goes there extent by extent as it fills, and is read back and hashed at the end. Invariants: a
 * handed-over piece is frozen; memory is given back only after the worker has answered.
 */
import type { ErrorView } from '../api/errors.js';
import { BLOCK_BYTES } from '../base/block-size.js';
import { SLAB_BYTES } from '../base/slab.js';
import { BLOCK_HERE, type BlockKeys, type OpenPiece } from '../picker/open-piece.js';
import type { PiecePicker } from '../picker/piece-picker.js';
import type { TorrentStorage } from '../storage/storage.js';
import type { KeptExtents } from './kept-extents.js';
import type { PieceMemory } from './piece-memory.js';

const BLOCKS_A_SLAB = SLAB_BYTES / BLOCK_BYTES;

/** An open piece and its memory. */
export interface FillingPiece {
  readonly open: OpenPiece;
  readonly buffer: PieceMemory;
  readonly pads: readonly number[];
  /** Extents (large pieces): 0 in memory, 1 being written, 2 on the disk. */
  readonly extents: Uint8Array | null;
}

export interface HandOverHost {
  picker(): PiecePicker | null;
  /** Makes sure that the memory of one slab's worth is there, its pads zeroed. */
  ensure(filling: FillingPiece, slabIndex: number): boolean;
  /** Forgets the piece and gives back the memory that no worker holds. */
  drop(piece: number): void;
  /** Verified and written; `from` as below. */
  onPieceStored(piece: number, from: BlockKeys): void;
  /** It failed its hash; `from` holds the peer key that delivered each block (-1 = nobody now here, -2 = was on the disk). */
  onPieceBad(piece: number, from: BlockKeys, blockHashes: Uint8Array): void;
  onStorageFailed(error: ErrorView): void;
  /** A part of a large piece is on the disk, not verified. */
  onExtentWritten(): void;
}

export class PieceHandOver {
  /** Pieces that are at a worker. */
  underWay = 0;
  /** Pieces that came back from a worker, ever. */
  answered = 0;
  private stopped = false;
  /** Who waits for all of them to come back. */
  private readonly idle: (() => void)[] = [];

  constructor(
    private readonly host: HandOverHost,
    private readonly storage: TorrentStorage,
    private readonly kept: KeptExtents,
  ) {}

  /** From now on an answer counts only where it says that a piece is had. */
  stop(): void {
    this.stopped = true;
  }

  /** Resolves when no piece is at a worker: what was handed over is then had, or known to be bad. */
  settled(): Promise<void> {
    return this.underWay === 0 ? Promise.resolve() : new Promise((resolve) => this.idle.push(resolve));
  }

  /** Hands a full piece over; false when there is no memory for its pads yet. */
  store(filling: FillingPiece): boolean {
    const { open, buffer } = filling;
    for (let i = 0; i < buffer.slabCount; i++) if (!this.host.ensure(filling, i)) return false;
    const data = buffer.ranges();
    open.frozen = true;
    this.underWay++;
    this.storage.storePiece(open.piece, data, (answer) => {
      this.host.drop(open.piece);
      if (answer.kind === 'stored') this.good(open);
      else if (answer.kind === 'bad') this.bad(open, answer.blockHashes);
      else this.failed(open, answer.error);
      this.returned();
    });
    return true;
  }

  /** Writes an extent of a large piece if it has filled; the last one has the piece verified. */
  writeExtent(filling: FillingPiece, extents: Uint8Array, slabIndex: number): void {
    const { open, buffer } = filling;
    const first = slabIndex * BLOCKS_A_SLAB;
    const end = Math.min(first + BLOCKS_A_SLAB, open.blockCount);
    for (let block = first; block < end; block++) if (open.state[block] !== BLOCK_HERE) return;
    const range = buffer.range(slabIndex);
    if (range === null || extents[slabIndex] !== 0) return;
    extents[slabIndex] = 1;
    this.storage.writeRange(open.piece, slabIndex * SLAB_BYTES, [range], (answer) => {
      buffer.releaseSlab(slabIndex);
      extents[slabIndex] = 2;
      if (answer.kind !== 'failed') {
        this.kept.add(open.piece, slabIndex);
        this.host.onExtentWritten();
      }
      if (this.stopped) return;
      if (answer.kind === 'failed') this.failed(open, answer.error);
      else if (open.complete && !extents.includes(1)) this.verify(open);
    });
  }

  /** Reads a large piece back. */
  verify(open: OpenPiece): void {
    if (open.frozen) return;
    open.frozen = true;
    this.underWay++;
    this.storage.verifyPiece(open.piece, (answer) => {
      this.host.drop(open.piece);
      if (answer.kind === 'good') this.good(open);
      else if (answer.kind === 'bad') this.bad(open, answer.blockHashes);
      else if (answer.kind === 'missing') this.bad(open, new Uint8Array(0));
      else this.failed(open, answer.error);
      this.returned();
    });
  }

  private returned(): void {
    this.underWay--;
    this.answered++;
    if (this.underWay === 0) for (const resolve of this.idle.splice(0)) resolve();
  }

  private good(open: OpenPiece): void {
    const picker = this.host.picker();
    const known = picker?.have.has(open.piece) ?? false; // through another run of the same torrent
    picker?.markHave(open.piece);
    this.kept.forget(open.piece);
    if (!known) this.host.onPieceStored(open.piece, open.from);
  }

  private bad(open: OpenPiece, blockHashes: Uint8Array): void {
    this.kept.forget(open.piece);
    if (this.stopped) return;
    const from = open.from.slice();
    this.host.picker()?.markMissing(open.piece, true);
    this.host.onPieceBad(open.piece, from, blockHashes);
  }

  private failed(open: OpenPiece, error: ErrorView): void {
    if (this.stopped) return;
    this.host.drop(open.piece);
    this.host.picker()?.markMissing(open.piece);
    this.host.onStorageFailed(error);
  }
}
