/** A piece that is being fetched: which blocks are here (OpenPiece), where their bytes are, and which are on the disk already. */
import type { Bitfield } from '../base/bitfield.js';
import { BLOCK_BYTES } from '../base/block-size.js';
import { SLAB_BYTES } from '../base/slab.js';
import { BLOCK_HERE, type OpenPiece } from '../picker/open-piece.js';
import type { SlabRange } from '../storage/storage.js';
import type { PieceMemory } from './piece-memory.js';

export const BLOCKS_A_SLAB = SLAB_BYTES / BLOCK_BYTES;

export const IN_MEMORY = 0;
export const BEING_WRITTEN = 1;
export const ON_DISK = 2;

/** An open piece and its memory. */
export interface FillingPiece {
  readonly open: OpenPiece;
  readonly buffer: PieceMemory;
  readonly pads: readonly number[];
  /** Extents of large pieces: one of the three above. Null: the piece stays whole in memory. */
  readonly extents: Uint8Array | null;
  /** Blocks that were on the disk when it was opened: they are in no memory. Null: none. */
  readonly earlier: Bitfield | null;
  /** Blocks that were written since, while they stay in memory too. */
  readonly ahead: Bitfield;
  /** In which round of writing ahead it was opened. */
  readonly sinceRound: number;
  /** Writes ahead that are under way: until they have returned its memory stays. */
  writesAhead: number;
  /** It is no longer filling. */
  dropped: boolean;
  /** It was judged: what was written ahead says nothing any more. */
  judged: boolean;
}

/** Blocks [first, end) and where their bytes lie. */
export interface BlockRun {
  readonly first: number;
  readonly end: number;
  readonly range: SlabRange;
}

/** Runs of blocks of one slab that are here and in memory; `skips` leaves some out. */
export function runsInMemory(filling: FillingPiece, slabIndex: number, skips: (block: number) => boolean = () => false): BlockRun[] {
  const { buffer, earlier, open, pads } = filling;
  const memory = buffer.range(slabIndex);
  const runs: BlockRun[] = [];
  if (memory === null) return runs;
  const begin = slabIndex * BLOCKS_A_SLAB;
  const end = Math.min(begin + BLOCKS_A_SLAB, open.blockCount);
  const belongs = (block: number): boolean =>
    block < end && open.state[block] === BLOCK_HERE && earlier?.has(block) !== true && !pads.includes(block) && !skips(block);
  for (let block = begin; block < end; block++) {
    if (!belongs(block)) continue;
    const first = block;
    while (belongs(block + 1)) block++;
    const offset = (first - begin) * BLOCK_BYTES;
    const length = Math.min((block + 1 - begin) * BLOCK_BYTES, memory.length) - offset;
    runs.push({ first, end: block + 1, range: { slab: memory.slab, start: memory.start + offset, length } });
  }
  return runs;
}
