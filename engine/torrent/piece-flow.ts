/**
 * The way of a block: claimed by one writer, copied into its piece, the full piece handed over to the disk
 * (piece-hand-over), and only then had. Pieces above 4 MiB go to the disk in extents as they fill, what fills slowly or is
 * interrupted block by block (write-ahead). Invariant: a piece is in the map exactly while it is open in the picker.
 */
import { Bitfield } from '../base/bitfield.js';
import { BLOCK_BYTES } from '../base/block-size.js';
import { SLAB_BYTES, type SlabPool } from '../base/slab.js';
import { SlotAllocator, slotBytesFor } from '../base/slab-lease.js';
import type { OpenPiece } from '../picker/open-piece.js';
import type { PickerHost } from '../picker/pick-peer.js';
import type { PiecePicker } from '../picker/piece-picker.js';
import { BEING_WRITTEN, BLOCKS_A_SLAB, type FillingPiece, ON_DISK } from './filling-piece.js';
import { FROM_DISK, KeptBlocks } from './kept-blocks.js';
import { blocksAPeer } from './memory-share.js';
import { PieceBuffer } from './piece-buffer.js';
import { type HandOverHost, PieceHandOver } from './piece-hand-over.js';
import { slabOfBlock } from './piece-memory.js';
import { SlotBuffer } from './slot-buffer.js';
import { WriteAhead } from './write-ahead.js';
import type { PieceStorage } from './write-gate.js';

/** Pieces up to here stay whole in memory and are hashed and written in one call, where the budget has room for several. */
export const WHOLE_PIECE_BYTES = 4 * 1024 * 1024;
const WHOLE_BUDGET_SHARE = 1 / 3;
/** What pieces that fill side by side, each from one peer, may take of the memory. */
const APART_BUDGET_SHARE = 1 / 2;

export interface PieceFlowHost extends Omit<HandOverHost, 'picker' | 'ensure' | 'drop'> {
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

export class PieceFlow implements PickerHost {
  private readonly flows = new Map<number, FillingPiece>();
  private readonly handOver: PieceHandOver;
  private readonly writeAhead: WriteAhead;
  /** Blocks have come since the last round of writing ahead. */
  private hasNews = false;
  private readonly slots: SlotAllocator | null;
  /** Complete pieces that wait for memory for their pads. */
  private readonly waiting = new Set<number>();
  private picker: PiecePicker | null = null;
  private readonly wholeBytes: number;
  /** Memory was wanted and refused since this was last looked at. */
  private refused = false;
  private stopped = false;

  constructor(
    private readonly host: PieceFlowHost,
    private readonly geometry: FlowGeometry,
    private readonly pool: SlabPool,
    storage: PieceStorage,
    private readonly kept = new KeptBlocks(),
  ) {
    this.slots = geometry.pieceLength < SLAB_BYTES ? new SlotAllocator(pool, slotBytesFor(geometry.pieceLength)) : null;
    this.handOver = new PieceHandOver(
      {
        picker: () => this.picker,
        ensure: (flow, slabIndex) => this.ensure(flow, slabIndex),
        drop: (piece) => this.drop(piece),
        onPieceStored: (piece, from) => host.onPieceStored(piece, from),
        onPieceBad: (piece, from, hashes) => host.onPieceBad(piece, from, hashes),
        onStorageFailed: (error) => host.onStorageFailed(error),
        onExtentWritten: () => host.onExtentWritten(),
      },
      storage,
      kept,
    );
    this.writeAhead = new WriteAhead(
      {
        release: (filling) => this.release(filling),
        onStorageFailed: (error) => {
          if (!this.stopped) host.onStorageFailed(error);
        },
      },
      storage,
      kept,
    );
    this.wholeBytes = Math.min(WHOLE_PIECE_BYTES, pool.budgetSlabs * SLAB_BYTES * WHOLE_BUDGET_SHARE);
  }

  /** The picker is made with this flow as its host, so it is handed over right after. */
  attach(picker: PiecePicker): void {
    this.picker = picker;
  }

  // ---- PickerHost ----

  get mostApart(): number {
    return Math.floor((this.pool.budgetSlabs * SLAB_BYTES * APART_BUDGET_SHARE) / this.geometry.pieceLength);
  }

  blocksIn(piece: number): number {
    return Math.ceil(this.geometry.pieceBytes(piece) / BLOCK_BYTES);
  }

  reserve(open: OpenPiece, block: number): boolean {
    const flow = this.flows.get(open.piece);
    if (flow === undefined) return false;
    return flow.buffer.promise(slabOfBlock(block)) || this.refuse();
  }

  opened(open: OpenPiece): void {
    const bytes = this.geometry.pieceBytes(open.piece);
    const pads = this.geometry.padBlocks(open.piece);
    const buffer = this.slots === null ? new PieceBuffer(bytes, this.pool) : new SlotBuffer(bytes, this.slots);
    const extents = this.slots === null && bytes > this.wholeBytes ? new Uint8Array(buffer.slabCount) : null;
    const earlier = this.kept.blocksOf(open.piece);
    this.flows.set(open.piece, {
      open,
      buffer,
      pads,
      extents,
      earlier,
      ahead: new Bitfield(open.blockCount),
      sinceRound: this.writeAhead.round,
      writesAhead: 0,
      dropped: false,
      judged: false,
    });
    for (const block of pads) open.markHere(block);
    if (earlier !== null) takeKept(open, earlier, extents);
    if (open.complete) this.waiting.add(open.piece);
  }

  /** Opens what is kept of unfinished pieces, so that it is finished first; call once the picker is attached. */
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

  /** Bytes of a block that this peer has claimed; false: the claim no longer holds, they go nowhere. */
  write(piece: number, offset: number, view: Uint8Array, peer: number): boolean {
    const flow = this.flows.get(piece);
    if (!flow?.open.isWriter(Math.floor(offset / BLOCK_BYTES), peer)) return false;
    flow.buffer.write(offset, view);
    return true;
  }

  finish(piece: number, offset: number, peer: number): void {
    const flow = this.flows.get(piece);
    const block = offset / BLOCK_BYTES;
    if (!flow?.open.isWriter(block, peer)) return;
    const { open } = flow;
    open.finish(block);
    this.hasNews = true;
    if ((open.askers[block] ?? 0) > 1) this.host.onBlockRaced(piece, block, peer);
    if (flow.extents !== null) this.handOver.writeExtent(flow, flow.extents, slabOfBlock(block));
    else if (open.complete) this.store(flow);
  }

  /** Hands over what waited for memory; call once a tick. */
  retry(): void {
    // a copy: what finds no memory again comes back into the set
    for (const piece of [...this.waiting]) {
      const flow = this.flows.get(piece);
      this.waiting.delete(piece);
      if (flow === undefined) continue;
      if (flow.extents === null) this.store(flow);
      else this.handOver.verify(flow);
    }
  }

  get pieceLength(): number {
    return this.geometry.pieceLength;
  }
  /** Blocks that one of so many delivering peers may be asked for at once. */
  blocksAPeer(peers: number): number {
    return blocksAPeer(this.pool, peers);
  }
  /** Whether there is memory for something more to be asked for. */
  get hasRoom(): boolean {
    return this.slots?.hasRoom ?? this.pool.hasRoom;
  }
  /** Whether memory was refused since the last call. */
  takeRefused(): boolean {
    const { refused } = this;
    this.refused = false;
    return refused;
  }
  /** Pieces that are at a worker. */
  get atDisk(): number {
    return this.handOver.underWay;
  }
  /** Pieces that came back from a worker, ever. */
  get answered(): number {
    return this.handOver.answered;
  }
  /** Pieces are at a worker, and their memory comes back. */
  get isWorking(): boolean {
    return this.handOver.underWay > 0;
  }

  /** Gives up the emptiest open piece that holds memory and that nobody is asked for just now. True when there was one. */
  giveUpEmptiest(): boolean {
    let least: FillingPiece | undefined;
    for (const flow of this.flows.values()) {
      if (flow.open.frozen || flow.open.complete || flow.open.isUnderWay || flow.writesAhead > 0 || !flow.buffer.takesRoom) continue;
      if (least === undefined || flow.open.hereCount < least.open.hereCount) least = flow;
    }
    if (least === undefined) return false;
    this.drop(least.open.piece);
    this.picker?.markMissing(least.open.piece);
    return true;
  }

  /** Resolves when nothing is at a worker: what was handed over is then had, or known to be bad, or kept. */
  async settled(): Promise<void> {
    await Promise.all([this.handOver.settled(), this.writeAhead.settled()]);
  }

  /** Writes the blocks of pieces that were filling in the round before too. True when there was any news since then. */
  async keepSlow(): Promise<boolean> {
    const { hasNews, writeAhead } = this;
    this.hasNews = false;
    if (!hasNews) return false;
    for (const flow of this.flows.values()) {
      if (flow.sinceRound < writeAhead.round) writeAhead.write(flow);
      else if (flow.open.hereCount > 0) this.hasNews = true; // its time comes with the next round
    }
    writeAhead.round++;
    await writeAhead.settled();
    return true;
  }

  /** Forgets what is still filling, its blocks kept on the disk. Pieces at a worker are finished: they may still be had. */
  stop(): void {
    this.stopped = true;
    this.handOver.stop();
    for (const [piece, flow] of this.flows) {
      if (flow.open.frozen) continue;
      this.writeAhead.write(flow);
      this.drop(piece);
    }
  }

  private ensure(flow: FillingPiece, slabIndex: number): boolean {
    if (flow.buffer.holds(slabIndex)) return true;
    if (!flow.buffer.ensure(slabIndex)) return this.refuse();
    for (const block of flow.pads) if (this.slots !== null || slabOfBlock(block) === slabIndex) flow.buffer.zero(block);
    return true;
  }

  private refuse(): false {
    this.refused = true;
    return false;
  }

  private store(flow: FillingPiece): void {
    if (!this.handOver.store(flow)) this.waiting.add(flow.open.piece);
  }

  private drop(piece: number): void {
    const flow = this.flows.get(piece);
    if (flow === undefined) return;
    this.flows.delete(piece);
    this.waiting.delete(piece);
    flow.dropped = true;
    if (flow.writesAhead === 0) this.release(flow);
  }

  private release({ buffer, extents }: FillingPiece): void {
    if (extents === null) return buffer.release();
    // an extent being written stays with the worker: its answer gives it back
    for (let i = 0; i < extents.length; i++) if (extents[i] !== BEING_WRITTEN) buffer.releaseSlab(i);
  }
}

/** Blocks that an earlier run, or a piece that was given up, left on the disk. */
function takeKept(open: OpenPiece, earlier: Bitfield, extents: Uint8Array | null): void {
  for (let block = earlier.next(0, open.blockCount); block >= 0; block = earlier.next(block + 1, open.blockCount)) {
    open.markHere(block);
    open.from[block] = FROM_DISK;
  }
  for (let extent = 0; extents !== null && extent < extents.length; extent++) {
    const end = Math.min((extent + 1) * BLOCKS_A_SLAB, open.blockCount);
    let isWhole = true;
    for (let block = extent * BLOCKS_A_SLAB; block < end; block++) isWhole &&= earlier.has(block);
    if (isWhole) extents[extent] = ON_DISK;
  }
}
