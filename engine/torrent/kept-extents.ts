/**
 * Parts of unfinished large pieces that are on the disk, written but not verified. They outlive a pause, a
 * piece that is given up for want of memory, and, in the resume record, the program. The piece is read back and
 * hashed as a whole before it is had, so a part that is not what it was costs no more than that piece.
 */
import { BLOCK_BYTES } from '../base/block-size.js';
import { SLAB_BYTES } from '../base/slab.js';
import type { SavedPartial } from '../resume/record.js';

const BLOCKS_A_SLAB = SLAB_BYTES / BLOCK_BYTES;

/** In OpenPiece.from: the block was on the disk already, nobody knows from whom. */
export const FROM_DISK = -2;

export class KeptExtents {
  /** Made with the first. */
  private pieces: Map<number, Set<number>> | null = null;

  /** An extent (a slab's worth of the piece) has been written. */
  add(piece: number, extent: number): void {
    this.pieces ??= new Map();
    const extents = this.pieces.get(piece) ?? new Set();
    extents.add(extent);
    this.pieces.set(piece, extents);
  }
  has(piece: number, extent: number): boolean {
    return this.pieces?.get(piece)?.has(extent) ?? false;
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

  /** For the record; `blocksIn` tells the number of blocks of a piece. */
  toSaved(blocksIn: (piece: number) => number): SavedPartial[] {
    return [...(this.pieces ?? [])].map(([piece, extents]) => {
      const count = blocksIn(piece);
      const blocks = new Uint8Array((count + 7) >> 3);
      for (const extent of extents) {
        const end = Math.min(count, (extent + 1) * BLOCKS_A_SLAB);
        for (let block = extent * BLOCKS_A_SLAB; block < end; block++)
          blocks[block >> 3] = (blocks[block >> 3] ?? 0) | (0x80 >> (block & 7));
      }
      return { piece, blocks };
    });
  }

  /** Takes in what a record says: extents of which every block was written. */
  restore(saved: readonly SavedPartial[], blocksIn: (piece: number) => number): void {
    for (const { blocks, piece } of saved) {
      const count = blocksIn(piece);
      for (let first = 0; first < count; first += BLOCKS_A_SLAB) {
        const end = Math.min(count, first + BLOCKS_A_SLAB);
        let whole = true;
        for (let block = first; block < end; block++) whole &&= ((blocks[block >> 3] ?? 0) & (0x80 >> (block & 7))) !== 0;
        if (whole) this.add(piece, first / BLOCKS_A_SLAB);
      }
    }
  }
}
