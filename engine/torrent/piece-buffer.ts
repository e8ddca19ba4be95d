/**
 * The memory of one open piece. Pieces of a slab or more are promised slabs one at a time, as their blocks are asked
 * for, and get them as the first block comes; smaller pieces take one slot of a shared slab when asked for. Invariants:
 * a block lies in one contiguous place; a slab's place is empty, promised, or held.
 */
import { BLOCK_BYTES } from '../base/block-size.js';
import { copyToSlab, SLAB_BYTES, type Slab, type SlabPool } from '../base/slab.js';
import type { SlabSlot, SlotAllocator } from '../base/slab-lease.js';
import type { SlabRange } from '../storage/storage.js';

const BLOCKS_A_SLAB = SLAB_BYTES / BLOCK_BYTES;

/** Index of the slab (extent) that holds a block. */
export const slabOfBlock = (block: number): number => Math.floor(block / BLOCKS_A_SLAB);

export class PieceBuffer {
  private readonly slabs: (Slab | 'promised' | null)[];
  private slot: SlabSlot | null = null;

  /** `slots` is given for pieces below a slab, and then the only source of memory. */
  constructor(
    readonly pieceBytes: number,
    private readonly pool: SlabPool,
    private readonly slots: SlotAllocator | null,
  ) {
    this.slabs = new Array<Slab | 'promised' | null>(Math.ceil(pieceBytes / SLAB_BYTES)).fill(null);
  }

  get slabCount(): number {
    return this.slabs.length;
  }
  /** True when the memory for this slab is there. */
  holds(slabIndex: number): boolean {
    return this.slots === null ? this.slab(slabIndex) !== null : this.slot !== null;
  }

  /** True when it takes room in the budget: memory that it holds, or was promised. */
  get takesRoom(): boolean {
    return this.slot !== null || this.slabs.some((slab) => slab !== null);
  }

  /** Sees to the memory of a slab whose blocks are about to be asked for; false when the budget is spent. */
  promise(slabIndex: number): boolean {
    if (this.slots !== null) return this.ensure(slabIndex);
    if (this.slabs[slabIndex] !== null) return true;
    const promised = this.pool.promise();
    if (promised) this.slabs[slabIndex] = 'promised';
    return promised;
  }

  /** Makes the memory for a slab; false when the budget is spent. */
  ensure(slabIndex: number): boolean {
    if (this.holds(slabIndex)) return true;
    if (this.slots !== null) {
      this.slot = this.slots.acquire();
      return this.slot !== null;
    }
    const slab = this.slabs[slabIndex] === 'promised' ? this.pool.redeem() : this.pool.acquire();
    if (slab !== null) this.slabs[slabIndex] = slab;
    return slab !== null;
  }

  /** Copies payload to its place. The memory must be held. */
  write(offset: number, view: Uint8Array): void {
    const slab = this.slot?.slab ?? this.slab(Math.floor(offset / SLAB_BYTES));
    if (slab !== null) copyToSlab(slab, (this.slot?.start ?? 0) + (offset % SLAB_BYTES), view);
  }

  /** Zeros a block (a pad). The memory must be held. */
  zero(block: number): void {
    const offset = block * BLOCK_BYTES;
    const slab = this.slot?.slab ?? this.slab(Math.floor(offset / SLAB_BYTES));
    const start = (this.slot?.start ?? 0) + (offset % SLAB_BYTES);
    slab?.bytes.fill(0, start, start + Math.min(BLOCK_BYTES, this.pieceBytes - offset));
  }

  /** The memory of one slab's worth of the piece; null when it is not held. */
  range(slabIndex: number): SlabRange | null {
    const length = Math.min(SLAB_BYTES, this.pieceBytes - slabIndex * SLAB_BYTES);
    if (this.slot !== null) return { slab: this.slot.slab, start: this.slot.start, length };
    const slab = this.slab(slabIndex);
    return slab === null ? null : { slab, start: 0, length };
  }

  releaseSlab(slabIndex: number): void {
    const slab = this.slabs[slabIndex] ?? null;
    if (slab === null) return;
    this.slabs[slabIndex] = null;
    if (slab === 'promised') this.pool.forgo();
    else this.pool.release(slab);
  }
  release(): void {
    for (let i = 0; i < this.slabs.length; i++) this.releaseSlab(i);
    if (this.slot !== null) this.slots?.release(this.slot);
    this.slot = null;
  }

  private slab(index: number): Slab | null {
    const slab = this.slabs[index] ?? null;
    return slab === 'promised' ? null : slab;
  }
}
