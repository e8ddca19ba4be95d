/** The memory of a piece below a slab: one slot of a slab that it shares with others. */
import { BLOCK_BYTES } from '../base/block-size.js';
import { copyToSlab } from '../base/slab.js';
import type { SlabSlot, SlotAllocator } from '../base/slab-lease.js';
import type { SlabRange } from '../storage/storage.js';
import type { PieceMemory } from './piece-memory.js';

export class SlotBuffer implements PieceMemory {
  readonly slabCount = 1;
  private slot: SlabSlot | 'promised' | null = null;

  constructor(
    readonly pieceBytes: number,
    private readonly slots: SlotAllocator,
  ) {}

  get takesRoom(): boolean {
    return this.slot !== null;
  }
  holds(): boolean {
    return this.held !== null;
  }

  promise(): boolean {
    if (this.slot === null && this.slots.promise()) this.slot = 'promised';
    return this.slot !== null;
  }

  ensure(): boolean {
    if (this.holds()) return true;
    const slot = this.slot === 'promised' ? this.slots.redeem() : this.slots.acquire();
    if (slot !== null) this.slot = slot;
    return slot !== null;
  }

  write(offset: number, view: Uint8Array): void {
    const { held } = this;
    if (held !== null) copyToSlab(held.slab, held.start + offset, view);
  }

  zero(block: number): void {
    const { held } = this;
    if (held === null) return;
    const offset = block * BLOCK_BYTES;
    held.slab.bytes.fill(0, held.start + offset, held.start + Math.min(offset + BLOCK_BYTES, this.pieceBytes));
  }

  range(): SlabRange | null {
    const { held } = this;
    return held === null ? null : { slab: held.slab, start: held.start, length: this.pieceBytes };
  }
  ranges(): SlabRange[] {
    const range = this.range();
    return range === null ? [] : [range];
  }

  releaseSlab(): void {
    this.release();
  }
  release(): void {
    const { slot } = this;
    this.slot = null;
    if (slot === 'promised') this.slots.forgo();
    else if (slot !== null) this.slots.release(slot);
  }

  private get held(): SlabSlot | null {
    return this.slot === 'promised' ? null : this.slot;
  }
}
