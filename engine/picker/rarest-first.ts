/**
 * All pieces that are wanted, not had and not open, kept in picking order: higher file priority first, then rarest
 * first, ties in random order. Every change of availability is O(1): the order is one permutation cut into
 * buckets, and a piece crosses to the neighbouring bucket by one swap and one moved boundary.
 * Seeds are not counted here (they would shift every piece alike).
 */
import type { Random } from '../base/ports.js';

/** Availability is told apart up to here; above it pieces count as equally common. */
const MAX_AVAILABILITY = 255;
const LEVELS = 3;
const BUCKETS = LEVELS * (MAX_AVAILABILITY + 1);
const ABSENT = 0xffffffff;

/** Priority of a piece as the picker sees it: 0 skip, 1 low, 2 normal, 3 high. */
export type PiecePriority = 0 | 1 | 2 | 3;

export class RarestFirst {
  private readonly order: Uint32Array;
  private readonly position: Uint32Array;
  private readonly availability: Uint16Array;
  private readonly priority: Uint8Array;
  /** start[b] is where bucket b begins in `order`; start[BUCKETS] is the number of pieces in it. */
  private readonly start = new Uint32Array(BUCKETS + 1);

  constructor(
    readonly pieceCount: number,
    private readonly random: Random,
  ) {
    this.order = new Uint32Array(pieceCount);
    this.position = new Uint32Array(pieceCount).fill(ABSENT);
    this.availability = new Uint16Array(pieceCount);
    this.priority = new Uint8Array(pieceCount).fill(2);
  }

  /** Number of pieces that could be opened. */
  get size(): number {
    return this.start[BUCKETS] ?? 0;
  }
  contains(piece: number): boolean {
    return this.position[piece] !== ABSENT;
  }
  availabilityOf(piece: number): number {
    return this.availability[piece] ?? 0;
  }
  priorityOf(piece: number): PiecePriority {
    return (this.priority[piece] ?? 0) as PiecePriority; // only setPriority writes it
  }

  /** Fills the structure in one go with every piece for which `wanted` says yes, shuffled. O(pieces). */
  fill(wanted: (piece: number) => boolean): void {
    this.position.fill(ABSENT);
    this.start.fill(0);
    const counts = new Uint32Array(BUCKETS);
    for (let piece = 0; piece < this.pieceCount; piece++) {
      if (wanted(piece)) counts[this.bucketOf(piece)] = (counts[this.bucketOf(piece)] ?? 0) + 1;
    }
    for (let b = 0; b < BUCKETS; b++) this.start[b + 1] = (this.start[b] ?? 0) + (counts[b] ?? 0);
    const next = this.start.slice(0, BUCKETS);
    for (let piece = 0; piece < this.pieceCount; piece++) {
      if (!wanted(piece)) continue;
      const bucket = this.bucketOf(piece);
      const at = next[bucket] ?? 0;
      next[bucket] = at + 1;
      this.put(piece, at);
      this.swap(at, this.randomIn(this.start[bucket] ?? 0, at + 1));
    }
  }

  /** Puts a piece in (it was released, or became wanted). O(buckets). */
  insert(piece: number): void {
    if (this.contains(piece)) return;
    const bucket = this.bucketOf(piece);
    let hole = this.size;
    for (let b = BUCKETS - 1; b > bucket; b--) {
      const first = this.start[b] ?? 0;
      if (first !== hole) this.put(this.order[first] ?? 0, hole);
      hole = first;
      this.start[b + 1] = (this.start[b + 1] ?? 0) + 1;
    }
    this.start[bucket + 1] = (this.start[bucket + 1] ?? 0) + 1;
    this.put(piece, hole);
    this.swap(hole, this.randomIn(this.start[bucket] ?? 0, hole + 1));
  }

  /** Takes a piece out (it was opened, is had, or is no longer wanted). O(buckets). */
  remove(piece: number): void {
    const at = this.position[piece] ?? ABSENT;
    if (at === ABSENT) return;
    let hole = at;
    for (let b = this.bucketOf(piece); b < BUCKETS; b++) {
      const last = (this.start[b + 1] ?? 0) - 1;
      if (last > hole) {
        this.put(this.order[last] ?? 0, hole);
        hole = last;
      }
      this.start[b + 1] = (this.start[b + 1] ?? 0) - 1;
    }
    this.position[piece] = ABSENT;
  }

  setPriority(piece: number, priority: PiecePriority): void {
    if (this.priority[piece] === priority) return;
    const inside = this.contains(piece);
    if (inside) this.remove(piece);
    this.priority[piece] = priority;
    if (inside && priority > 0) this.insert(piece);
  }

  /** One more (non-seed) peer has the piece. O(1). */
  increment(piece: number): void {
    const now = this.availability[piece] ?? 0;
    this.availability[piece] = now + 1;
    if (now >= MAX_AVAILABILITY || !this.contains(piece)) return;
    const bucket = this.bucketAt(piece, now);
    const last = (this.start[bucket + 1] ?? 0) - 1;
    this.swap(this.position[piece] ?? 0, last);
    this.start[bucket + 1] = last;
    this.swap(last, this.randomIn(last, this.start[bucket + 2] ?? last + 1));
  }

  /** One peer less has the piece. O(1). */
  decrement(piece: number): void {
    const now = this.availability[piece] ?? 0;
    if (now === 0) return;
    this.availability[piece] = now - 1;
    if (now > MAX_AVAILABILITY || !this.contains(piece)) return;
    const bucket = this.bucketAt(piece, now);
    const first = this.start[bucket] ?? 0;
    this.swap(this.position[piece] ?? 0, first);
    this.start[bucket] = first + 1;
    this.swap(first, this.randomIn(this.start[bucket - 1] ?? first, first + 1));
  }

  /**
   * The first piece in order that `accepts`; -1 when there is none. `fromRandom` starts at a random place
   * (the first pieces of a download: any piece will do, and peers should not all want the same).
   */
  find(accepts: (piece: number) => boolean, fromRandom: boolean): number {
    const size = this.size;
    const offset = fromRandom && size > 0 ? this.randomIn(0, size) : 0;
    for (let i = 0; i < size; i++) {
      const piece = this.order[(i + offset) % size] ?? 0;
      if (accepts(piece)) return piece;
    }
    return -1;
  }

  private bucketOf(piece: number): number {
    return this.bucketAt(piece, Math.min(this.availability[piece] ?? 0, MAX_AVAILABILITY));
  }
  private bucketAt(piece: number, availability: number): number {
    const level = LEVELS - Math.max(1, this.priority[piece] ?? 1);
    return level * (MAX_AVAILABILITY + 1) + availability;
  }
  private put(piece: number, at: number): void {
    this.order[at] = piece;
    this.position[piece] = at;
  }
  private swap(a: number, b: number): void {
    if (a === b) return;
    const pieceA = this.order[a] ?? 0;
    this.put(this.order[b] ?? 0, a);
    this.put(pieceA, b);
  }
  /** A random integer in [low, high). */
  private randomIn(low: number, high: number): number {
    return low + Math.floor(this.random.next() * (high - low));
  }
}
