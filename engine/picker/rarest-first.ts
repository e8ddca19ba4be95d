/**
 * All pieces that are wanted, not had and not open, by priority and by how many peers have them. Every update is O(1):
 * a piece lies in one bag a priority and availability, and moves to the neighbouring bag when a peer gets or loses it.
 * Finding looks at a bounded number of pieces, at random within a bag: so ties fall differently in every client.
 * Seeds are not counted here (they would shift every piece alike).
 */
import type { Bitfield } from '../base/bitfield.js';
import type { Random } from '../base/ports.js';
import { PieceBag } from './piece-bag.js';
import { PieceMask } from './piece-mask.js';

/** Availability is told apart up to here; above it pieces count as equally common. */
const MAX_AVAILABILITY = 255;
const BAGS_A_LEVEL = MAX_AVAILABILITY + 1;
const LEVELS = 4;
/** Pieces looked at in one search of a level. */
export const PROBES = 32;
/** Bytes (of eight pieces) looked at in one search by number. */
export const SCAN_BYTES = 8192;
/** Steps through a large bag that visit it evenly: the golden ratio. */
const STRIDE = 0.618_033_988_7;

/** Priority of a piece as the picker sees it: 0 skip, 1 low, 2 normal, 3 high, 4 before all others. */
export type PiecePriority = 0 | 1 | 2 | 3 | 4;

export class RarestFirst {
  /** Every piece in here. */
  readonly mask: PieceMask;
  /** Goes up when a piece comes in: who found nothing before may look again. */
  version = 0;
  /** Pieces looked at since the beginning: what finding has cost. */
  probes = 0;
  private readonly levels: readonly PieceMask[];
  /** No piece of the level lies below. */
  private readonly lowest = new Uint32Array(LEVELS);
  private readonly bags = new Array<PieceBag | null>(LEVELS * BAGS_A_LEVEL).fill(null);
  /** Bit per bag: it holds something. */
  private readonly filled = new Uint32Array((LEVELS * BAGS_A_LEVEL) / 32);
  private readonly position: Uint32Array;
  private readonly availability: Uint16Array;
  private readonly priority: Uint8Array;

  /** Holds every piece that `wanted` says yes to and whose priority (one a piece; default: normal) is not 0. O(pieces). */
  constructor(
    readonly pieceCount: number,
    private readonly random: Random,
    wanted: (piece: number) => boolean,
    priorities?: Uint8Array,
  ) {
    this.position = new Uint32Array(pieceCount);
    this.availability = new Uint16Array(pieceCount);
    this.priority = priorities?.slice() ?? new Uint8Array(pieceCount).fill(2);
    this.mask = new PieceMask(pieceCount);
    this.levels = Array.from({ length: LEVELS }, () => new PieceMask(pieceCount));
    for (let piece = 0; piece < pieceCount; piece++) if (this.priority[piece] !== 0 && wanted(piece)) this.insert(piece);
  }

  /** Number of pieces that could be opened. */
  get size(): number {
    return this.mask.count;
  }
  /** Of these, pieces that no connected peer but a seed has. */
  get unavailableCount(): number {
    let count = 0;
    for (let level = 0; level < LEVELS; level++) count += this.bags[level * BAGS_A_LEVEL]?.length ?? 0;
    return count;
  }
  contains(piece: number): boolean {
    return this.mask.has(piece);
  }
  availabilityOf(piece: number): number {
    return this.availability[piece] ?? 0;
  }
  priorityOf(piece: number): PiecePriority {
    return (this.priority[piece] ?? 0) as PiecePriority; // only setPriority and the constructor write it
  }

  /** Puts a piece in (it was released, or became wanted). */
  insert(piece: number): void {
    if (!this.mask.add(piece)) return;
    const level = this.levelOf(piece);
    this.levels[level]?.add(piece);
    this.lowest[level] = Math.min(this.lowest[level] ?? 0, piece);
    this.version++;
    this.put(piece, this.bagOf(piece));
  }
  /** Takes a piece out (it was opened, is had, or is no longer wanted). */
  remove(piece: number): void {
    if (!this.mask.has(piece)) return;
    this.mask.remove(piece);
    this.levels[this.levelOf(piece)]?.remove(piece);
    this.take(piece, this.bagOf(piece));
  }
  setPriority(piece: number, priority: PiecePriority): void {
    if (this.priority[piece] === priority) return;
    const inside = this.contains(piece);
    this.remove(piece);
    this.priority[piece] = priority;
    if (inside && priority > 0) this.insert(piece);
  }

  /** One more (non-seed) peer has the piece. */
  increment(piece: number): void {
    this.setAvailability(piece, (this.availability[piece] ?? 0) + 1);
  }
  /** One peer less has the piece. */
  decrement(piece: number): void {
    const now = this.availability[piece] ?? 0;
    if (now > 0) this.setAvailability(piece, now - 1);
  }

  /** One of the rarest of the highest priority among what a peer has; -1 when none was found, which proves nothing. */
  findRarest(has: Bitfield): number {
    for (let level = 0; level < LEVELS; level++) {
      if (this.levels[level]?.count === 0) continue;
      const piece = this.probeLevel(level, has);
      if (piece >= 0) return piece;
    }
    return -1;
  }
  /** The lowest piece of the highest priority; -1 as above. */
  findLowest(has: Bitfield): number {
    for (let level = 0; level < LEVELS; level++) {
      const mask = this.levels[level];
      if (mask === undefined || mask.count === 0) continue;
      const from = this.raiseLowest(level, mask);
      this.probes++;
      const piece = has.nextIn(mask.bytes, from, SCAN_BYTES);
      if (piece >= 0) return piece;
    }
    return -1;
  }
  /** Any piece of the highest priority; -1 as above. */
  findAny(has: Bitfield): number {
    for (let level = 0; level < LEVELS; level++) {
      const mask = this.levels[level];
      if (mask === undefined || mask.count === 0) continue;
      this.probes++;
      const piece = has.nextIn(mask.bytes, Math.floor(this.random.next() * this.pieceCount), SCAN_BYTES);
      if (piece >= 0) return piece;
      const other = has.nextIn(mask.bytes, this.raiseLowest(level, mask), SCAN_BYTES);
      if (other >= 0) return other;
    }
    return -1;
  }
  /** Orders two pieces in here: below 0 when `a` comes first. */
  compare(a: number, b: number): number {
    return this.bagOf(a) - this.bagOf(b);
  }

  private probeLevel(level: number, has: Bitfield): number {
    const end = (level + 1) * BAGS_A_LEVEL;
    // what nobody but seeds has, only a seed can have
    let bag = this.nextFilled(level * BAGS_A_LEVEL + (has.isFull ? 0 : 1), end);
    for (let left = PROBES; bag < end && left > 0; bag = this.nextFilled(bag + 1, end)) {
      const pieces = this.bags[bag];
      if (pieces == null) continue;
      const { length } = pieces;
      const start = Math.floor(this.random.next() * length);
      const step = length <= PROBES ? 1 : Math.floor(length * STRIDE) | 1;
      const probes = Math.min(left, length);
      for (let i = 0; i < probes; i++) {
        this.probes++;
        const piece = pieces.at((start + i * step) % length);
        if (has.has(piece)) return piece;
      }
      left -= probes;
    }
    return -1;
  }

  /** The lowest piece of a level lies at or above the result. */
  private raiseLowest(level: number, { bytes }: PieceMask): number {
    const from = this.lowest[level] ?? 0;
    let at = from >> 3;
    const end = Math.min(bytes.length, at + SCAN_BYTES);
    while (at < end && bytes[at] === 0) at++;
    const lowest = Math.max(from, at * 8);
    this.lowest[level] = lowest;
    return lowest;
  }

  /** The first bag from `from` on that holds something; `end` when there is none before it. */
  private nextFilled(from: number, end: number): number {
    let word = from >> 5;
    let bits = (this.filled[word] ?? 0) & (0xffffffff >>> (from & 31));
    while (bits === 0 && ++word < end >> 5) bits = this.filled[word] ?? 0;
    return bits === 0 ? end : Math.min(end, word * 32 + Math.clz32(bits));
  }

  private setAvailability(piece: number, availability: number): void {
    const before = this.bagOf(piece);
    this.availability[piece] = availability;
    const after = this.bagOf(piece);
    if (before === after || !this.contains(piece)) return;
    this.take(piece, before);
    this.put(piece, after);
  }
  private levelOf(piece: number): number {
    return LEVELS - Math.max(1, this.priority[piece] ?? 1);
  }
  private bagOf(piece: number): number {
    return this.levelOf(piece) * BAGS_A_LEVEL + Math.min(this.availability[piece] ?? 0, MAX_AVAILABILITY);
  }
  private put(piece: number, bag: number): void {
    const pieces = this.bags[bag] ?? new PieceBag(this.position);
    this.bags[bag] = pieces;
    pieces.put(piece);
    this.filled[bag >> 5] = (this.filled[bag >> 5] ?? 0) | (0x80000000 >>> (bag & 31));
  }
  private take(piece: number, bag: number): void {
    const pieces = this.bags[bag];
    if (pieces == null) return;
    pieces.take(piece);
    if (pieces.length === 0) this.filled[bag >> 5] = (this.filled[bag >> 5] ?? 0) & ~(0x80000000 >>> (bag & 31));
  }
}
