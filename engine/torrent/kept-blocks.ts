/**
 * Blocks of unfinished pieces that are on the disk, written but not verified. They outlive a pause, a piece that is given up for
 * want of memory, and, in the resume record, the program. The piece is read back and hashed as a whole before it is
 * had, so a block that is not what it was costs no more than that piece.
 */
import { Bitfield } from '../base/bitfield.js';
import type { SavedPartial } from '../resume/record.js';

/** In OpenPiece.from: the block was on the disk already, nobody knows from whom. */
export const FROM_DISK = -2;

export class KeptBlocks {
  /** Made with the first. */
  private pieces: Map<number, Bitfield> | null = null;

  /** Blocks [first, end) of a piece of `blockCount` have been written. */
  add(piece: number, blockCount: number, first: number, end: number): void {
    this.pieces ??= new Map();
    const blocks = this.pieces.get(piece) ?? new Bitfield(blockCount);
    this.pieces.set(piece, blocks);
    for (let block = first; block < end; block++) blocks.add(block);
  }
  /** A copy of what is kept of a piece; null: nothing. */
  blocksOf(piece: number): Bitfield | null {
    return this.pieces?.get(piece)?.clone() ?? null;
  }
  /** The piece is had, or what was written of it is worth nothing. */
  forget(piece: number): void {
    this.pieces?.delete(piece);
  }
  clear(): void {
    this.pieces = null;
  }
  /** Pieces of which something is kept. */
  all(): number[] {
    return [...(this.pieces?.keys() ?? [])];
  }

  /** For the record. */
  toSaved(): SavedPartial[] {
    return [...(this.pieces ?? [])].map(([piece, blocks]) => ({ piece, blocks: blocks.toWire() }));
  }

  /** Takes in what a record says; `blocksIn` tells the number of blocks of a piece. What does not fit is left out. */
  restore(saved: readonly SavedPartial[], blocksIn: (piece: number) => number): void {
    for (const { blocks, piece } of saved) {
      const kept = Bitfield.fromWire(blocks, blocksIn(piece));
      if (kept === null || kept.isEmpty) continue;
      this.pieces ??= new Map();
      this.pieces.set(piece, kept);
    }
  }
}
