/**
 * What is under way to us has its place in memory promised, and a promise takes half of what it promises: the other half is
 * for what has come and waits for the disk. So that the first few peers do not take all of it and leave the others with
 * nothing, each may be asked for its share.
 */
import { BLOCK_BYTES } from '../base/block-size.js';
import { SLAB_BYTES, type SlabPool } from '../base/slab.js';

/** With less under way than this, each block would wait for its own request. */
const LEAST_BLOCKS = 4;

/** Blocks that one of `peers` delivering peers may be asked for at once. */
export function blocksAPeer({ budgetSlabs }: Pick<SlabPool, 'budgetSlabs'>, peers: number): number {
  return Math.max(LEAST_BLOCKS, Math.floor((budgetSlabs * SLAB_BYTES) / BLOCK_BYTES / Math.max(1, peers)));
}
