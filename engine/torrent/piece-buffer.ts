/** The memory of a piece of a slab or more: whole slabs, got one at a time. */
import { BLOCK_BYTES } from '../base/block-size.js';
import { copyToSlab, SLAB_BYTES, type Slab, type SlabPool } from '../base/slab.js';
import type { SlabRange } from '../storage/storage.js';
import type { PieceMemory } from './piece-memory.js';

export class PieceBuffer implements PieceMemory {
  private readonly slabs: (Slab | 'promised' | null)[];

  constructor(
    readonly pieceBytes: number,
    private readonly pool: SlabPool,
  ) {
    this.slabs = new Array<Slab | 'promised' | null>(Math.ceil(pieceBytes / SLAB_BYTES)).fill(null);
  }

  get slabCount(): number {
    return this.slabs.length;
  }
  get takesRoom(): boolean {
    return this.slabs.some((slab) => slab !== null);
  }
  holds(slabIndex: number): boolean {
    return this.slab(slabIndex) !== null;
  }

  promise(slabIndex: number): boolean {
    if (this.slabs[slabIndex] !== null) return true;
    const promised = this.pool.promise();
    if (promised) this.slabs[slabIndex] = 'promised';
    return promised;
  }

  ensure(slabIndex: number): boolean {
    if (this.holds(slabIndex)) return true;
    const slab = this.slabs[slabIndex] === 'promised' ? this.pool.redeem() : this.pool.acquire();
    if (slab !== null) this.slabs[slabIndex] = slab;
    return slab !== null;
  }

  write(offset: number, view: Uint8Array): void {
    const slab = this.slab(Math.floor(offset / SLAB_BYTES));
    if (slab !== null) copyToSlab(slab, offset % SLAB_BYTES, view);
  }

  zero(block: number): void {
    const offset = block * BLOCK_BYTES;
    const start = offset % SLAB_BYTES;
    this.slab(Math.floor(offset / SLAB_BYTES))?.bytes.fill(0, start, start + Math.min(BLOCK_BYTES, this.pieceBytes - offset));
  }

  range(slabIndex: number): SlabRange | null {
    const slab = this.slab(slabIndex);
    return slab === null ? null : { slab, start: 0, length: Math.min(SLAB_BYTES, this.pieceBytes - slabIndex * SLAB_BYTES) };
  }
  ranges(): SlabRange[] {
    return this.slabs.map((_, i) => this.range(i)).filter((range) => range !== null);
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
  }

  private slab(index: number): Slab | null {
    const slab = this.slabs[index] ?? null;
    return slab === 'promised' ? null : slab;
  }
}
