/**
 * The way of a block: claimed by one writer, copied into its piece, the full piece handed to a disk worker that
 * hashes and writes it, and only then had. Pieces above 4 MiB go to the disk in extents as they fill and are
 * verified by reading back. Invariants (rulings 2): a handed-over piece is frozen; memory is given back only after
 * the worker has answered.
 */
import type { ErrorView } from '../api/errors.js';
import { BLOCK_BYTES } from '../base/block-size.js';
import { SLAB_BYTES, type SlabPool } from '../base/slab.js';
import { SlotAllocator, slotBytesFor } from '../base/slab-lease.js';
import { BLOCK_HERE, type OpenPiece } from '../picker/open-piece.js';
import type { PickerHost } from '../picker/pick-peer.js';
import type { PiecePicker } from '../picker/piece-picker.js';
import type { SlabRange, TorrentStorage } from '../storage/storage.js';
import { FROM_DISK, KeptExtents } from './kept-extents.js';
import { blocksAPeer } from './memory-share.js';
import { PieceBuffer, slabOfBlock } from './piece-buffer.js';

/** Pieces up to here stay whole in memory and are hashed and written in one call, where the budget has room for several. */
export const WHOLE_PIECE_BYTES = 4 * 1024 * 1024;
const WHOLE_BUDGET_SHARE = 1 / 4;
const BLOCKS_A_SLAB = SLAB_BYTES / BLOCK_BYTES;

export interface PieceFlowHost {
  /** Verified and written; `from` as below. */
  onPieceStored(piece: number, from: Int32Array): void;
  /** It failed its hash; `from` holds the peer key that delivered each block (-1 = nobody now here, -2 = was on the disk). */
  onPieceBad(piece: number, from: Int32Array, blockHashes: Uint8Array): void;
  onStorageFailed(error: ErrorView): void;
  /** A part of a large piece is on the disk, not verified. */
  onExtentWritten(): void;
  /** A block came that others were asked for too (endgame): take those requests back. */
  onBlockRaced(piece: number, block: number, winner: number): void;
}

export interface FlowGeometry {
  readonly pieceCount: number;
  readonly pieceLength: number;
  pieceBytes(piece: number): number;
  /** Blocks lying wholly in pad files; they are zeros, never asked for and never written. */
  padBlocks(piece: number): readonly number[];
}

interface Flow {
  readonly open: OpenPiece;
  readonly buffer: PieceBuffer;
  readonly pads: readonly number[];
  /** Extents (large pieces): 0 in memory, 1 being written, 2 on the disk. */
  readonly extents: Uint8Array | null;
}

export class PieceFlow implements PickerHost {
  private readonly flows = new Map<number, Flow>();
  private readonly slots: SlotAllocator | null;
  /** Complete pieces that wait for memory for their pads. */
  private readonly waiting = new Set<number>();
  private picker: PiecePicker | null = null;
  private stopped = false;
  /** Pieces at a worker, and who waits for them to come back. */
  private underWay = 0;
  /** Pieces that came back from a worker, ever. */
  answered = 0;
  private readonly idle: (() => void)[] = [];
  private readonly wholeBytes: number;
  /** Memory was wanted and refused since this was last looked at. */
  private refused = false;

  constructor(
    private readonly host: PieceFlowHost,
    private readonly geometry: FlowGeometry,
    private readonly pool: SlabPool,
    private readonly storage: TorrentStorage,
    private readonly kept = new KeptExtents(),
  ) {
    this.slots = geometry.pieceLength < SLAB_BYTES ? new SlotAllocator(pool, slotBytesFor(geometry.pieceLength)) : null;
    this.wholeBytes = Math.min(WHOLE_PIECE_BYTES, pool.budgetSlabs * SLAB_BYTES * WHOLE_BUDGET_SHARE);
  }

  /** The picker is made with this flow as its host, so it is handed over right after. */
  attach(picker: PiecePicker): void {
    this.picker = picker;
  }

  // ---- PickerHost ----

  blocksIn(piece: number): number {
    return Math.ceil(this.geometry.pieceBytes(piece) / BLOCK_BYTES);
  }

  reserve(open: OpenPiece, block: number): boolean {
    const flow = this.flows.get(open.piece);
    return flow !== undefined && this.ensure(flow, slabOfBlock(block));
  }

  opened(open: OpenPiece): void {
    const bytes = this.geometry.pieceBytes(open.piece);
    const pads = this.geometry.padBlocks(open.piece);
    const buffer = new PieceBuffer(bytes, this.pool, this.slots);
    const extents = this.slots === null && bytes > this.wholeBytes ? new Uint8Array(buffer.slabCount) : null;
    this.flows.set(open.piece, { open, buffer, pads, extents });
    for (const block of pads) open.markHere(block);
    if (extents !== null) this.takeKept(open, extents);
    if (open.complete) this.waiting.add(open.piece);
  }

  /** Opens what is kept of large pieces, so that it is finished first; call once the picker is attached. */
  openKept(): void {
    for (const piece of this.kept.all()) {
      if (this.picker?.have.has(piece)) this.kept.forget(piece);
      else if (this.picker?.isWanted(piece)) this.picker.openNew(piece);
    }
  }

  closed(open: OpenPiece): void {
    this.drop(open.piece);
  }

  // ---- blocks ----

  /**
   * Claims a block for a peer; false when its bytes are not wanted (here already, being written by another, frozen,
   * unknown). `asked`: the peer had been asked for it.
   */
  begin(piece: number, offset: number, length: number, peer: number, asked: boolean): boolean {
    const flow = this.flows.get(piece);
    if (flow === undefined || offset % BLOCK_BYTES !== 0 || offset >= flow.buffer.pieceBytes) return false;
    if (length !== Math.min(BLOCK_BYTES, flow.buffer.pieceBytes - offset)) return false;
    const block = offset / BLOCK_BYTES;
    return this.ensure(flow, slabOfBlock(block)) && flow.open.begin(block, peer, asked);
  }

  /** Bytes of a block that this peer has claimed; those of a claim that no longer holds go nowhere. */
  write(piece: number, offset: number, view: Uint8Array, peer: number): void {
    const flow = this.flows.get(piece);
    if (flow?.open.isWriter(Math.floor(offset / BLOCK_BYTES), peer)) flow.buffer.write(offset, view);
  }

  finish(piece: number, offset: number, peer: number): void {
    const flow = this.flows.get(piece);
    const block = offset / BLOCK_BYTES;
    if (!flow?.open.isWriter(block, peer)) return;
    const { open } = flow;
    open.finish(block);
    if ((open.askers[block] ?? 0) > 1) this.host.onBlockRaced(piece, block, peer);
    if (flow.extents !== null) this.writeExtent(flow, flow.extents, slabOfBlock(block));
    else if (open.complete) this.store(flow);
  }

  /** Hands over what waited for memory; call once a tick. */
  retry(): void {
    for (const piece of this.waiting) {
      const flow = this.flows.get(piece);
      this.waiting.delete(piece);
      if (flow === undefined) continue;
      if (flow.extents === null) this.store(flow);
      else this.verify(flow);
    }
  }

  /** Blocks that one of so many delivering peers may be asked for at once. */
  blocksAPeer(peers: number): number {
    return blocksAPeer(this.pool, peers);
  }
  /** Whether memory was refused since the last call. */
  takeRefused(): boolean {
    const { refused } = this;
    this.refused = false;
    return refused;
  }
  /** Pieces that are at a worker. */
  get atDisk(): number {
    return this.underWay;
  }
  /** Pieces are at a worker, and their memory comes back. */
  get isWorking(): boolean {
    return this.underWay > 0;
  }

  /** Open pieces that nobody can finish now hold memory: gives up the emptiest one. True when one was given up. */
  giveUpEmptiest(): boolean {
    let least: Flow | undefined;
    for (const flow of this.flows.values()) {
      if (flow.open.frozen || flow.open.complete || !flow.buffer.holdsAny) continue;
      if (least === undefined || flow.open.hereCount < least.open.hereCount) least = flow;
    }
    if (least === undefined) return false;
    this.drop(least.open.piece);
    this.picker?.markMissing(least.open.piece);
    return true;
  }

  /** Resolves when no piece is at a worker: what was handed over is then had, or known to be bad. */
  settled(): Promise<void> {
    return this.underWay === 0 ? Promise.resolve() : new Promise((resolve) => this.idle.push(resolve));
  }

  /** Forgets what is still filling and gives its memory back. Pieces at a worker are finished: they may still be had. */
  stop(): void {
    this.stopped = true;
    for (const [piece, flow] of this.flows) if (!flow.open.frozen) this.drop(piece);
  }

  private ensure(flow: Flow, slabIndex: number): boolean {
    if (flow.buffer.holds(slabIndex)) return true;
    if (!flow.buffer.ensure(slabIndex)) {
      this.refused = true;
      return false;
    }
    for (const block of flow.pads) if (this.slots !== null || slabOfBlock(block) === slabIndex) flow.buffer.zero(block);
    return true;
  }

  private store(flow: Flow): void {
    const { open, buffer } = flow;
    const data: SlabRange[] = [];
    for (let i = 0; i < buffer.slabCount; i++) {
      if (!this.ensure(flow, i)) {
        this.waiting.add(open.piece);
        return;
      }
      const range = buffer.range(i);
      if (range !== null) data.push(range);
    }
    open.frozen = true;
    this.underWay++;
    this.storage.storePiece(open.piece, data, (answer) => {
      this.drop(open.piece);
      if (answer.kind === 'stored') this.good(open);
      else if (answer.kind === 'bad') this.bad(open, answer.blockHashes);
      else this.failed(open, answer.error);
      this.returned();
    });
  }

  private takeKept(open: OpenPiece, extents: Uint8Array): void {
    for (let extent = 0; extent < extents.length; extent++) {
      if (!this.kept.has(open.piece, extent)) continue;
      extents[extent] = 2;
      const end = Math.min((extent + 1) * BLOCKS_A_SLAB, open.blockCount);
      for (let block = extent * BLOCKS_A_SLAB; block < end; block++) {
        if (open.state[block] === BLOCK_HERE) continue; // a pad
        open.markHere(block);
        open.from[block] = FROM_DISK;
      }
    }
  }

  private writeExtent(flow: Flow, extents: Uint8Array, slabIndex: number): void {
    const { open, buffer } = flow;
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
      else if (open.complete && !open.frozen && !extents.includes(1)) this.verify(flow);
    });
  }

  private verify(flow: Flow): void {
    const { open } = flow;
    if (open.frozen) return;
    open.frozen = true;
    this.underWay++;
    this.storage.verifyPiece(open.piece, (answer) => {
      this.drop(open.piece);
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
    const known = this.picker?.have.has(open.piece) ?? false; // through another run of the same torrent
    this.picker?.markHave(open.piece);
    this.kept.forget(open.piece);
    if (!known) this.host.onPieceStored(open.piece, open.from);
  }

  private bad(open: OpenPiece, blockHashes: Uint8Array): void {
    this.kept.forget(open.piece);
    if (this.stopped) return;
    const from = open.from.slice();
    this.picker?.markMissing(open.piece, true);
    this.host.onPieceBad(open.piece, from, blockHashes);
  }

  private failed(open: OpenPiece, error: ErrorView): void {
    if (this.stopped) return;
    this.drop(open.piece);
    this.picker?.markMissing(open.piece);
    this.host.onStorageFailed(error);
  }

  private drop(piece: number): void {
    const flow = this.flows.get(piece);
    if (flow === undefined) return;
    this.flows.delete(piece);
    this.waiting.delete(piece);
    if (flow.extents === null) return flow.buffer.release();
    // an extent being written stays with the worker: its answer gives it back
    for (let i = 0; i < flow.extents.length; i++) if (flow.extents[i] !== 1) flow.buffer.releaseSlab(i);
  }
}
