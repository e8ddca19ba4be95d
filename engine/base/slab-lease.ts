/**
 * Memory for open pieces below a slab: they share slabs, so that many 16 KiB pieces can be open at once. As with slabs, a
 * slot is promised when it will be needed and taken when it is. Slots are handed out in the order of their places, so
 * that neighbours that come one after another lie beside each other. Invariant: promised slots never outnumber the free
 * ones of slabs that are held and those of slabs that the pool has promised.
 */
import { invariant } from './assert.js';
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
  /** The one that is being filled, and others with free slots. */
  private current: SharedSlab | null = null;
  private readonly open = new Set<SharedSlab>();
  private readonly slotsASlab: number;
  private readonly allFree: number;
  /** Free slots of the slabs held. */
  private freeSlots = 0;
  private promisedSlots = 0;
  private promisedSlabs = 0;

  constructor(
    private readonly pool: SlabPool,
    readonly slotBytes: number,
  ) {
    this.slotsASlab = SLAB_BYTES / slotBytes;
    this.allFree = 2 ** this.slotsASlab - 1;
  }

  /** Whether a promise would be given. */
  get hasRoom(): boolean {
    return this.spareSlots > 0 || this.pool.hasRoom;
  }

  /** Promises a slot to what will come; false when the budget is spent. */
  promise(): boolean {
    if (this.spareSlots === 0) {
      if (!this.pool.promise()) return false;
      this.promisedSlabs++;
    }
    this.promisedSlots++;
    return true;
  }
  /** Makes a promise good; null, and it stands, when there is no memory for it yet. */
  redeem(): SlabSlot | null {
    invariant(this.promisedSlots > 0, 'a promise is made good that was not given');
    if (this.freeSlots === 0) {
      const slab = this.pool.redeem();
      if (slab === null) return null;
      this.promisedSlabs--;
      this.share(slab);
    }
    this.promisedSlots--;
    return this.take();
  }
  /** Takes a promise back: what it was for will not come. */
  forgo(): void {
    invariant(this.promisedSlots > 0, 'a promise is taken back that was not given');
    this.promisedSlots--;
    this.letGo();
  }

  /** A slot that nobody was promised; null when the budget is spent. */
  acquire(): SlabSlot | null {
    if (this.freeSlots <= this.promisedSlots) {
      const slab = this.pool.acquire();
      if (slab === null) return null;
      this.share(slab);
    }
    return this.take();
  }

  release({ slab, start }: SlabSlot): void {
    const shared = this.slabs.get(slab.id);
    invariant(shared !== undefined, 'a slot is given back to whom it came from');
    shared.free |= 1 << (start / this.slotBytes);
    this.freeSlots++;
    if (shared !== this.current) this.open.add(shared);
    if (shared.free === this.allFree) this.letGo();
  }

  /** Slots that could be promised without another slab. */
  private get spareSlots(): number {
    return this.freeSlots + this.promisedSlabs * this.slotsASlab - this.promisedSlots;
  }

  private share(slab: Slab): void {
    const shared = { slab, free: this.allFree };
    this.slabs.set(slab.id, shared);
    this.open.add(shared);
    this.freeSlots += this.slotsASlab;
  }

  /** The lowest free slot of the slab that is being filled. */
  private take(): SlabSlot | null {
    const shared = this.current ?? this.nextOpen();
    if (shared === null) return null;
    const lowest = 31 - Math.clz32(shared.free & -shared.free);
    shared.free &= shared.free - 1;
    this.freeSlots--;
    this.current = shared.free === 0 ? null : shared;
    return { slab: shared.slab, start: lowest * this.slotBytes };
  }

  private nextOpen(): SharedSlab | null {
    for (const shared of this.open) {
      this.open.delete(shared);
      return shared;
    }
    return null;
  }

  /** Gives back what no promise needs: slabs first, for a promise takes half as much room. */
  private letGo(): void {
    for (const shared of this.slabs.values()) {
      if (this.spareSlots < this.slotsASlab) return;
      if (shared.free === this.allFree) this.giveBack(shared);
    }
    while (this.promisedSlabs > 0 && this.spareSlots >= this.slotsASlab) {
      this.promisedSlabs--;
      this.pool.forgo();
    }
  }

  private giveBack(shared: SharedSlab): void {
    if (shared === this.current) this.current = null;
    this.open.delete(shared);
    this.slabs.delete(shared.slab.id);
    this.freeSlots -= this.slotsASlab;
    this.pool.release(shared.slab);
  }
}

/** The slot size for a piece length below a slab: the next power of two, at least a block. */
export function slotBytesFor(pieceLength: number): number {
  let bytes = 16 * 1024;
  while (bytes < pieceLength) bytes *= 2;
  return Math.min(bytes, SLAB_BYTES);
}
