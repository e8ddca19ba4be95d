/**
 * The blocks that one web seed was asked for, and how far they have come. Bytes arrive in the order of the byte space
 * and are cut into blocks here, pads put in between. Invariant: every block is finished or given back exactly once.
 */
import { BLOCK_BYTES } from '../base/block-size.js';
import type { FileLayout } from '../metainfo/file-layout.js';
import { planStretches, type Stretch } from './range-plan.js';

/** Where blocks go: the piece flow and the picker, on behalf of one web seed. */
export interface BlockTarget {
  /** False: the block is not wanted any more. */
  begin(piece: number, offset: number, length: number): boolean;
  write(piece: number, offset: number, view: Uint8Array): void;
  finish(piece: number, offset: number): void;
  /** The block will not come; `begun`: it had been begun. */
  giveBack(piece: number, block: number, begun: boolean): void;
  /** Bytes came, `wasted` of them for nothing. False: no more may come for now. */
  onBytes(bytes: number, wasted: number): boolean;
}

const ZEROS = new Uint8Array(BLOCK_BYTES);

export class BlockRun {
  private readonly stretches: readonly Stretch[];
  private readonly blocks: Int32Array;
  /** 1: nobody waits for the block any more. It keeps its place in the stream. */
  private readonly dropped: Uint8Array;
  /** Blocks in all. */
  readonly count: number;
  private nextStretch = 0;
  /** The block that comes now, as an index into `blocks`, and how many bytes of it have come. */
  private current = 0;
  private inBlock = 0;
  private claimed = false;
  /** Bytes that came for blocks nobody wanted any more. */
  wastedBytes = 0;

  /** `blocks`: `count` pairs (piece, block) in order; copied. */
  constructor(
    private readonly layout: FileLayout,
    blocks: Int32Array,
    count: number,
    readonly target: BlockTarget,
  ) {
    this.blocks = blocks.slice(0, count * 2);
    this.count = count;
    this.dropped = new Uint8Array(count);
    this.stretches = planStretches(layout, this.blocks, count);
  }

  /** Blocks still to come. */
  get left(): number {
    return this.count - this.current;
  }

  /** A block has come. */
  get hasProgress(): boolean {
    return this.current > 0;
  }

  /** The block is to come, and somebody waits for it. */
  awaits(piece: number, block: number): boolean {
    const at = this.find(piece, block);
    return at >= this.current && this.dropped[at] === 0;
  }

  /** What to ask the server for next; null at the end. Call when the stretch before has come whole. */
  next(): Stretch | null {
    for (;;) {
      const stretch = this.stretches[this.nextStretch++];
      if (stretch === undefined) return null;
      if (!stretch.pad) return stretch;
      for (let left = stretch.length; left > 0; left -= ZEROS.length) this.take(ZEROS.subarray(0, Math.min(left, ZEROS.length)));
    }
  }

  /** Bytes of the stretch under way, in order. */
  receive(view: Uint8Array): void {
    this.wastedBytes += this.take(view);
  }

  /** Another brought the block: it may still come, but nobody waits for it. False when nobody waits for any of the rest. */
  drop(piece: number, block: number): boolean {
    let wanted = false;
    for (let i = this.current; i < this.count; i++) {
      if (this.pieceAt(i) === piece && this.blockAt(i) === block && !(i === this.current && this.claimed)) this.dropped[i] = 1;
      wanted ||= this.dropped[i] === 0;
    }
    return wanted;
  }

  /** Gives back what has not come. */
  end(): void {
    for (; this.current < this.count; this.current++) {
      if (this.dropped[this.current] === 0) this.target.giveBack(this.pieceAt(this.current), this.blockAt(this.current), this.claimed);
      this.claimed = false;
    }
  }

  /** Returns how many of the bytes were for nothing. */
  private take(bytes: Uint8Array): number {
    let wasted = 0;
    for (let at = 0; at < bytes.length && this.current < this.count; ) {
      const piece = this.pieceAt(this.current);
      const block = this.blockAt(this.current);
      const length = this.layout.geometry.blockBytes(piece, block);
      const offset = block * BLOCK_BYTES;
      if (this.inBlock === 0) this.claim(piece, block, length);
      const taken = Math.min(bytes.length - at, length - this.inBlock);
      if (this.claimed) this.target.write(piece, offset + this.inBlock, bytes.subarray(at, at + taken));
      else wasted += taken;
      at += taken;
      this.inBlock += taken;
      if (this.inBlock < length) continue;
      const { claimed } = this;
      this.claimed = false;
      this.inBlock = 0;
      this.current++;
      if (claimed) this.target.finish(piece, offset);
    }
    return wasted;
  }

  private claim(piece: number, block: number, length: number): void {
    if (this.dropped[this.current] === 1) return;
    this.claimed = this.target.begin(piece, block * BLOCK_BYTES, length);
    if (this.claimed) return;
    this.dropped[this.current] = 1;
    this.target.giveBack(piece, block, false);
  }

  /** Place of the block; -1 when it is none of these. */
  private find(piece: number, block: number): number {
    let low = 0;
    let high = this.count - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const order = this.pieceAt(middle) - piece || this.blockAt(middle) - block;
      if (order === 0) return middle;
      if (order < 0) low = middle + 1;
      else high = middle - 1;
    }
    return -1;
  }

  private pieceAt(index: number): number {
    return this.blocks[index * 2] ?? 0;
  }
  private blockAt(index: number): number {
    return this.blocks[index * 2 + 1] ?? 0;
  }
}
