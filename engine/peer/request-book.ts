/**
 * The requests we have sent to one peer and that it has not answered, oldest first. Typed arrays and small numbers:
 * no object per request. A request is found by hash and struck out of the middle at the same cost however many are
 * under way, so a peer may answer in any order.
 */

/** Requests that fit; a power of two. */
const CAPACITY = 512;
/** Chains of the hash table. */
const CHAINS = 1024;
const NONE = -1;

/** Who counts the requests of several books together. */
export interface RequestTally {
  add(): void;
  remove(count?: number): void;
}
const NO_TALLY: RequestTally = { add: () => undefined, remove: () => undefined };

export class RequestBook {
  private readonly pieces = new Int32Array(CAPACITY);
  private readonly blocks = new Int32Array(CAPACITY);
  private readonly sentAt = new Float64Array(CAPACITY);
  /** By age: the request before and after; free slots are chained by `after`. */
  private readonly before = new Int16Array(CAPACITY);
  private readonly after = new Int16Array(CAPACITY);
  /** By hash: the first of each chain, and the next in it. */
  private readonly chains = new Int16Array(CHAINS);
  private readonly nextInChain = new Int16Array(CAPACITY);
  private oldest = NONE;
  private newest = NONE;
  private free = 0;
  private live = 0;

  constructor(private readonly tally: RequestTally = NO_TALLY) {
    this.wipe();
  }

  /** Unanswered requests. */
  get size(): number {
    return this.live;
  }
  /** Requests that still fit. */
  get room(): number {
    return CAPACITY - this.live;
  }
  /** When the oldest unanswered request was sent; NaN when there is none. */
  get oldestSentAt(): number {
    return this.oldest === NONE ? Number.NaN : (this.sentAt[this.oldest] ?? Number.NaN);
  }

  /** Notes a request; there must be room, and it must not be there already. */
  add(piece: number, block: number, nowMs: number): void {
    const slot = this.free;
    if (slot === NONE) return;
    this.free = this.after[slot] ?? NONE;
    this.pieces[slot] = piece;
    this.blocks[slot] = block;
    this.sentAt[slot] = nowMs;
    this.before[slot] = this.newest;
    this.after[slot] = NONE;
    if (this.newest === NONE) this.oldest = slot;
    else this.after[this.newest] = slot;
    this.newest = slot;
    const chain = chainOf(piece, block);
    this.nextInChain[slot] = this.chains[chain] ?? NONE;
    this.chains[chain] = slot;
    this.live++;
    this.tally.add();
  }

  has(piece: number, block: number): boolean {
    return this.live > 0 && this.find(piece, block) !== NONE;
  }

  /** Strikes a request out; returns when it was sent, or NaN when there was none. */
  strike(piece: number, block: number): number {
    const slot = this.find(piece, block);
    if (slot === NONE) return Number.NaN;
    const sentAt = this.sentAt[slot] ?? Number.NaN;
    this.remove(slot);
    return sentAt;
  }

  /** Empties the book, telling of each unanswered request, oldest first. */
  clear(each: (piece: number, block: number) => void): void {
    const told: number[] = [];
    for (let slot = this.oldest; slot !== NONE; slot = this.after[slot] ?? NONE) told.push(this.pieces[slot] ?? 0, this.blocks[slot] ?? 0);
    this.wipe();
    for (let i = 0; i < told.length; i += 2) each(told[i] ?? 0, told[i + 1] ?? 0);
  }

  /** Takes out what was asked of one piece, telling of each block. */
  dropPiece(piece: number, each: (block: number) => void): void {
    for (let slot = this.oldest; slot !== NONE; ) {
      const following = this.after[slot] ?? NONE;
      if (this.pieces[slot] === piece) {
        this.remove(slot);
        each(this.blocks[slot] ?? 0);
      }
      slot = following;
    }
  }

  /** Takes out what was sent before `beforeMs`, telling of each. */
  expire(beforeMs: number, each: (piece: number, block: number) => void): void {
    while (this.oldestSentAt < beforeMs) {
      const slot = this.oldest;
      this.remove(slot);
      each(this.pieces[slot] ?? 0, this.blocks[slot] ?? 0);
    }
  }

  private find(piece: number, block: number): number {
    let slot = this.chains[chainOf(piece, block)] ?? NONE;
    while (slot !== NONE && (this.pieces[slot] !== piece || this.blocks[slot] !== block)) slot = this.nextInChain[slot] ?? NONE;
    return slot;
  }

  private remove(slot: number): void {
    const chain = chainOf(this.pieces[slot] ?? 0, this.blocks[slot] ?? 0);
    const following = this.nextInChain[slot] ?? NONE;
    if (this.chains[chain] === slot) this.chains[chain] = following;
    else {
      let other = this.chains[chain] ?? NONE;
      while (this.nextInChain[other] !== slot) other = this.nextInChain[other] ?? NONE;
      this.nextInChain[other] = following;
    }
    const before = this.before[slot] ?? NONE;
    const after = this.after[slot] ?? NONE;
    if (before === NONE) this.oldest = after;
    else this.after[before] = after;
    if (after === NONE) this.newest = before;
    else this.before[after] = before;
    this.after[slot] = this.free;
    this.free = slot;
    this.live--;
    this.tally.remove();
  }

  private wipe(): void {
    this.chains.fill(NONE);
    for (let slot = 0; slot < CAPACITY; slot++) this.after[slot] = slot + 1 < CAPACITY ? slot + 1 : NONE;
    this.oldest = this.newest = NONE;
    this.tally.remove(this.live);
    this.free = this.live = 0;
  }
}

/** Neighbouring blocks fall into neighbouring chains; pieces are spread by a large odd factor. */
const chainOf = (piece: number, block: number): number => (Math.imul(piece, 0x9e3779b1) + block) & (CHAINS - 1);
