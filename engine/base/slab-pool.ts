/**
 * The process-wide pool of payload slabs. Memory is made when first needed, kept for reuse and given
 * back by `trim` once it has lain idle. Invariants: slabs in use and half of those promised never exceed the budget when
 * one is handed out or promised; with promises made good it is half as much again at most; a slab is idle exactly when
 * its count is zero.
 */
import { invariant } from './assert.js';
import { SLAB_BYTES, type Slab, type SlabPool } from './slab.js';

/** What a promised slab takes of the budget. */
const PROMISE_WEIGHT = 1 / 2;
/** How far promises made good may go beyond the budget: as far as they can when all of them are called in at once. */
const REDEEM_FACTOR = 1 + PROMISE_WEIGHT;

/** Idle slabs that `trim` always leaves (1 MiB), so that a trickle of traffic does not allocate anew. */
const IDLE_FLOOR = 4;

/** Ids are never reused in a process: workers map them to memory, and two pools must not collide there. */
let nextId = 0;

class CountedSlab implements Slab {
  readonly id = nextId++;
  readonly memory = new SharedArrayBuffer(SLAB_BYTES);
  readonly bytes = Buffer.from(this.memory);
  references = 1;
  constructor(readonly owner: SlabPool) {}
}

/** What a pool may hold, in bytes: so much, and more for each connection, up to the most. */
export interface Growth {
  readonly bytesAConnection: number;
  readonly mostBytes: number;
}

/** A `SlabPool` of at most `budgetBytes` (rounded down to whole slabs, at least one), unless there is room to grow. */
export class FixedSlabPool implements SlabPool {
  /** Changes with `fitTo` alone. */
  budgetSlabs: number;
  /** Last in, first out: the bottom of the stack is the coldest. */
  private readonly idle: CountedSlab[] = [];
  private readonly listeners = new Set<() => void>();
  private inUse = 0;
  private promised = 0;
  /** Fewest idle slabs since the last trim: that many were not needed all the while. */
  private idleLow = 0;
  private refused = false;
  private announcing = false;

  constructor(
    private readonly budgetBytes: number,
    private readonly growth: Growth | null = null,
  ) {
    this.budgetSlabs = slabsOf(budgetBytes);
  }

  /** Grows or shrinks with the connections; slabs in use stay with their holders. Call it every second. */
  fitTo(connections: number): void {
    if (this.growth === null) return;
    const { bytesAConnection, mostBytes } = this.growth;
    const before = this.budgetSlabs;
    this.budgetSlabs = slabsOf(Math.min(mostBytes, this.budgetBytes + connections * bytesAConnection));
    if (this.budgetSlabs > before) this.announce();
  }

  get freeSlabs(): number {
    return Math.max(0, Math.floor(this.budgetSlabs - this.taken));
  }

  /** Slabs that exist at the moment, in use or idle: what the pool costs in memory. */
  get allocatedSlabs(): number {
    return this.inUse + this.idle.length;
  }

  acquire(): Slab | null {
    if (this.freeSlabs === 0) return this.refuse(null);
    return this.take();
  }

  get hasRoom(): boolean {
    return this.taken < this.budgetSlabs && this.promised < this.budgetSlabs;
  }

  promise(): boolean {
    if (!this.hasRoom) return this.refuse(false);
    this.promised++;
    return true;
  }

  redeem(): Slab | null {
    invariant(this.promised > 0, 'a promise is made good that was not given');
    if (this.inUse >= this.budgetSlabs * REDEEM_FACTOR) return this.refuse(null);
    this.promised--;
    return this.take();
  }

  forgo(): void {
    invariant(this.promised > 0, 'a promise is taken back that was not given');
    this.promised--;
    this.announce();
  }

  retain(slab: Slab): void {
    const own = this.own(slab);
    invariant(own.references > 0, 'a free slab cannot be retained');
    own.references++;
  }

  release(slab: Slab): void {
    const own = this.own(slab);
    invariant(own.references > 0, 'slab released more often than held');
    if (--own.references > 0) return;
    this.inUse--;
    if (this.allocatedSlabs < this.budgetSlabs * REDEEM_FACTOR) this.idle.push(own); // fewer than before, when it has shrunk
    this.announce();
  }

  onFree(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => {
      this.listeners.delete(listener);
    };
  }

  /** Drops the slabs that were idle ever since the last call, down to a small floor. Call it every few seconds. */
  trim(): void {
    const spare = Math.min(this.idleLow, this.idle.length - IDLE_FLOOR);
    if (spare > 0) this.idle.splice(0, spare);
    this.idleLow = this.idle.length;
  }

  private get taken(): number {
    return this.inUse + this.promised * PROMISE_WEIGHT;
  }

  private take(): CountedSlab {
    this.inUse++;
    const kept = this.idle.pop();
    if (kept === undefined) return new CountedSlab(this);
    this.idleLow = Math.min(this.idleLow, this.idle.length);
    kept.references = 1;
    return kept;
  }

  private refuse<Answer>(answer: Answer): Answer {
    this.refused = true;
    return answer;
  }

  private announce(): void {
    if (!this.refused || this.announcing) return;
    this.announcing = true;
    queueMicrotask(() => {
      this.announcing = false;
      this.refused = false;
      for (const listener of [...this.listeners]) listener();
    });
  }

  private own(slab: Slab): CountedSlab {
    invariant(slab instanceof CountedSlab && slab.owner === this, 'slab belongs to another pool');
    return slab;
  }
}

const slabsOf = (bytes: number): number => Math.max(1, Math.floor(bytes / SLAB_BYTES));
