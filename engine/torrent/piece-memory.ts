/**
 * The memory of one open piece, a slab's worth (an extent) at a time: promised when its blocks are asked for, held from the
 * first block that comes. Whole slabs (piece-buffer) or, for small pieces, a part of one (slot-buffer). Invariants: a block
 * lies in one contiguous place; an extent's place is empty, promised, or held.
 */
import { BLOCK_BYTES } from '../base/block-size.js';
import { SLAB_BYTES } from '../base/slab.js';
import type { SlabRange } from '../storage/storage.js';

const BLOCKS_A_SLAB = SLAB_BYTES / BLOCK_BYTES;

/** Index of the extent that holds a block. */
export const slabOfBlock = (block: number): number => Math.floor(block / BLOCKS_A_SLAB);

export interface PieceMemory {
  readonly pieceBytes: number;
  /** Extents of the piece. */
  readonly slabCount: number;
  /** True when it takes room in the budget: memory that it holds, or was promised. */
  readonly takesRoom: boolean;
  /** True when the memory for this extent is there. */
  holds(slabIndex: number): boolean;
  /** Sees to the memory of an extent whose blocks are about to be asked for; false when the budget is spent. */
  promise(slabIndex: number): boolean;
  /** Makes the memory for an extent; false when the budget is spent. */
  ensure(slabIndex: number): boolean;
  /** Copies payload to its place. The memory must be held. */
  write(offset: number, view: Uint8Array): void;
  /** Zeros a block (a pad). The memory must be held. */
  zero(block: number): void;
  /** The memory of one extent; null when it is not held. */
  range(slabIndex: number): SlabRange | null;
  /** All that is held, in order. */
  ranges(): SlabRange[];
  releaseSlab(slabIndex: number): void;
  release(): void;
}
