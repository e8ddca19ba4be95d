/**
 * From full to had: a piece whose blocks are all here goes to a disk worker, which hashes and writes it; a large one
 * goes there extent by extent as it fills, and is read back and hashed at the end, as is one of which blocks were on the disk
 * before. Invariants: a handed-over piece is frozen; memory is given back only after the worker has answered.
 */
import type { ErrorView } from '../api/errors.js';
import { BLOCK_BYTES } from '../base/block-size.js';
import { BLOCK_HERE, type BlockKeys, type OpenPiece } from '../picker/open-piece.js';
import type { PiecePicker } from '../picker/piece-picker.js';
import { BEING_WRITTEN, BLOCKS_A_SLAB, type BlockRun, type FillingPiece, IN_MEMORY, ON_DISK, runsInMemory } from './filling-piece.js';
import type { KeptBlocks } from './kept-blocks.js';
import type { PieceStorage } from './write-gate.js';

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
    private readonly storage: PieceStorage,
    private readonly kept: KeptBlocks,
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
    if (filling.earlier !== null) {
      this.storeRest(filling);
      return true;
    }
    const { open, buffer } = filling;
    for (let i = 0; i < buffer.slabCount; i++) if (!this.host.ensure(filling, i)) return false;
    const data = buffer.ranges();
    this.begin(open);
    this.storage.storePiece(open.piece, data, (answer) => {
      this.host.drop(open.piece);
      if (answer.kind === 'stored') this.good(filling);
      else if (answer.kind === 'bad') this.bad(filling, answer.blockHashes);
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
    if (extents[slabIndex] !== IN_MEMORY) return;
    extents[slabIndex] = BEING_WRITTEN;
    this.writeRuns(open, this.runsOf(filling, slabIndex), (error) => {
      buffer.releaseSlab(slabIndex);
      extents[slabIndex] = ON_DISK;
      if (error === null) {
        this.kept.add(open.piece, open.blockCount, first, end);
        this.host.onExtentWritten();
      }
      if (this.stopped) return;
      if (error !== null) this.failed(open, error);
      else if (open.complete && !extents.includes(BEING_WRITTEN)) this.verify(filling);
    });
  }

  /** Reads a piece back. */
  verify(filling: FillingPiece): void {
    const { open } = filling;
    if (open.frozen) return;
    this.begin(open);
    this.readBack(filling);
  }

  /** Writes the blocks that are not on the disk yet, and reads the piece back. */
  private storeRest(filling: FillingPiece): void {
    const { open, buffer } = filling;
    if (open.frozen) return;
    this.begin(open);
    const runs: BlockRun[] = [];
    for (let i = 0; i < buffer.slabCount; i++) runs.push(...runsInMemory(filling, i));
    this.writeRuns(open, runs, (error) => {
      if (error === null) return this.readBack(filling);
      this.host.drop(open.piece);
      this.failed(open, error);
      this.returned();
    });
  }

  private begin(open: OpenPiece): void {
    open.frozen = true;
    this.underWay++;
  }

  private readBack(filling: FillingPiece): void {
    const { open } = filling;
    this.storage.verifyPiece(open.piece, (answer) => {
      this.host.drop(open.piece);
      if (answer.kind === 'good') this.good(filling);
      else if (answer.kind === 'bad') this.bad(filling, answer.blockHashes);
      else if (answer.kind === 'missing') this.bad(filling, new Uint8Array(0));
      else this.failed(open, answer.error);
      this.returned();
    });
  }

  /** The whole extent with one write, unless some of it is on the disk alone. */
  private runsOf(filling: FillingPiece, slabIndex: number): BlockRun[] {
    const { buffer, earlier, open } = filling;
    const first = slabIndex * BLOCKS_A_SLAB;
    const end = Math.min(first + BLOCKS_A_SLAB, open.blockCount);
    const range = buffer.range(slabIndex);
    if (range !== null && (earlier === null || earlier.next(first, end) < 0)) return [{ first, end, range }];
    return runsInMemory(filling, slabIndex);
  }

  /** Answers once, with the first error or null, when all have returned. */
  private writeRuns(open: OpenPiece, runs: readonly BlockRun[], answer: (error: ErrorView | null) => void): void {
    let left = runs.length;
    let failure: ErrorView | null = null;
    if (left === 0) return answer(null);
    for (const { first, range } of runs) {
      this.storage.writeRange(open.piece, first * BLOCK_BYTES, [range], (written) => {
        if (written.kind === 'failed') failure ??= written.error;
        if (--left === 0) answer(failure);
      });
    }
  }

  private returned(): void {
    this.underWay--;
    this.answered++;
    if (this.underWay === 0) for (const resolve of this.idle.splice(0)) resolve();
  }

  private good(filling: FillingPiece): void {
    const { open } = filling;
    const picker = this.host.picker();
    const known = picker?.have.has(open.piece) ?? false; // through another run of the same torrent
    filling.judged = true;
    picker?.markHave(open.piece);
    this.kept.forget(open.piece);
    if (!known) this.host.onPieceStored(open.piece, open.from);
  }

  private bad(filling: FillingPiece, blockHashes: Uint8Array): void {
    const { open } = filling;
    filling.judged = true;
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
