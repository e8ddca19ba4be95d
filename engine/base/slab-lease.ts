/**
 * Memory for one open piece out of the slab pool. Pieces of 256 KiB and more take whole slabs, one at a time as
 * their blocks are requested; smaller pieces share a slab, so that many 16 KiB pieces can be open at once.
 */
import { SLAB_BYTES, type Slab, type SlabPool } from './slab.js';

export interface SlabSlot {
  readonly slab: Slab;
  readonly start: number;
}

/** Hands out equal slots of shared slabs; `slotBytes` divides a slab. One per torrent with small pieces. */
export class SlotAllocator {
  private readonly freeSlots: SlabSlot[] = [];
  private readonly used = new Map<number, number>();

  constructor(
    private readonly pool: SlabPool,
    readonly slotBytes: number,
  ) {}

  acquire(): SlabSlot | null {
    let slot = this.freeSlots.pop();
    if (slot === undefined) {
      const slab = this.pool.acquire();
      if (slab === null) return null;
      for (let start = SLAB_BYTES - this.slotBytes; start >= 0; start -= this.slotBytes) this.freeSlots.push({ slab, start });
      this.used.set(slab.id, 0);
      slot = this.freeSlots.pop();
      if (slot === undefined) return null;
    }
    this.used.set(slot.slab.id, (this.used.get(slot.slab.id) ?? 0) + 1);
    return slot;
  }

  release(slot: SlabSlot): void {
    const left = (this.used.get(slot.slab.id) ?? 1) - 1;
    if (left > 0) {
      this.used.set(slot.slab.id, left);
      this.freeSlots.push(slot);
      return;
    }
    this.used.delete(slot.slab.id);
    for (let i = this.freeSlots.length - 1; i >= 0; i--) {
      if (this.freeSlots[i]?.slab.id === slot.slab.id) this.freeSlots.splice(i, 1);
    }
    this.pool.release(slot.slab);
  }
}

/** The slot size for a piece length below a slab: the next power of two, at least a block. */
export function slotBytesFor(pieceLength: number): number {
  let bytes = 16 * 1024;
  while (bytes < pieceLength) bytes *= 2;
  return Math.min(bytes, SLAB_BYTES);
}
