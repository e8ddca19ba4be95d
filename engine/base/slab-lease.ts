/**
 * Memory for one open piece out of the slab pool. Pieces of 256 KiB and more take whole slabs, one at a time as
 * their blocks are requested; smaller pieces share a slab, so that many 16 KiB pieces can be open at once. Slots are
 * handed out in the order of their places, so that neighbours asked for one after another lie beside each other.
 */
import { SLAB_BYTES, type Slab, type SlabPool } from './slab.js';

export interface SlabSlot {
  readonly slab: Slab;
  readonly start: number;
}

/** A slab in use: bit n says that slot n is free. */
interface SharedSlab {
  readonly slab: Slab;
  free: number;
}

/** Hands out equal slots of shared slabs; `slotBytes` divides a slab. One per torrent with small pieces. */
export class SlotAllocator {
  private readonly slabs = new Map<number, SharedSlab>();
  /** Those with free slots; the first is filled next. */
  private readonly open = new Set<SharedSlab>();
  private readonly allFree: number;

  constructor(
    private readonly pool: SlabPool,
    readonly slotBytes: number,
  ) {
    this.allFree = 2 ** (SLAB_BYTES / slotBytes) - 1;
  }

  acquire(): SlabSlot | null {
    const shared = this.withRoom();
    if (shared === null) return null;
    const lowest = 31 - Math.clz32(shared.free & -shared.free);
    shared.free &= shared.free - 1;
    if (shared.free === 0) this.open.delete(shared);
    return { slab: shared.slab, start: lowest * this.slotBytes };
  }

  release({ slab, start }: SlabSlot): void {
    const shared = this.slabs.get(slab.id);
    if (shared === undefined) return;
    shared.free |= 1 << (start / this.slotBytes);
    if (shared.free !== this.allFree) this.open.add(shared);
    else {
      this.open.delete(shared);
      this.slabs.delete(slab.id);
      this.pool.release(slab);
    }
  }

  private withRoom(): SharedSlab | null {
    for (const shared of this.open) return shared;
    const slab = this.pool.acquire();
    if (slab === null) return null;
    const shared = { slab, free: this.allFree };
    this.slabs.set(slab.id, shared);
    this.open.add(shared);
    return shared;
  }
}

/** The slot size for a piece length below a slab: the next power of two, at least a block. */
export function slotBytesFor(pieceLength: number): number {
  let bytes = 16 * 1024;
  while (bytes < pieceLength) bytes *= 2;
  return Math.min(bytes, SLAB_BYTES);
}
