/**
 * Decides which blocks a peer is asked for (BEP 3): open pieces first, in the order they were opened, then the
 * rarest piece; the first pieces at random; at the very end blocks already asked from others (endgame).
 * Facts in, block numbers out: it knows peers only as a key and a set of pieces.
 */
import { Bitfield } from '../base/bitfield.js';
import type { Random } from '../base/ports.js';
import { pickEndgame } from './endgame.js';
import { OpenPiece } from './open-piece.js';
import type { PickerHost, PickPeer } from './pick-peer.js';
import { type PiecePriority, RarestFirst } from './rarest-first.js';

/** Until this many pieces are had, new pieces are taken at random. */
const RANDOM_FIRST_PIECES = 4;
/** Blocks that one peer is asked for a second time at once. */
const ENDGAME_BLOCKS = 64;

export class PiecePicker {
  readonly have: Bitfield;
  private readonly rarest: RarestFirst;
  private readonly open = new Map<number, OpenPiece>();
  /** Open pieces with free blocks, oldest first. */
  private withFree: OpenPiece[] = [];
  /** Pieces that were bad: the next time they come from one peer alone. */
  private readonly alone = new Set<number>();
  private seeds = 0;

  constructor(
    private readonly host: PickerHost,
    readonly pieceCount: number,
    random: Random,
    have?: Bitfield,
  ) {
    this.have = have ?? new Bitfield(pieceCount);
    this.rarest = new RarestFirst(pieceCount, random);
    this.rarest.fill((piece) => !this.have.has(piece));
  }

  /** Connected peers that have the piece. */
  availability(piece: number): number {
    return this.rarest.availabilityOf(piece) + this.seeds;
  }
  isWanted(piece: number): boolean {
    return this.rarest.priorityOf(piece) > 0;
  }
  openPiece(piece: number): OpenPiece | undefined {
    return this.open.get(piece);
  }
  openPieces(): IterableIterator<OpenPiece> {
    return this.open.values();
  }
  get openCount(): number {
    return this.open.size;
  }
  /** Nothing is left to ask for: every wanted piece is had or wholly asked for. */
  get isEndgame(): boolean {
    return this.rarest.size === 0 && this.withFree.length === 0 && this.open.size > 0;
  }
  /** Every wanted piece is had. */
  get isComplete(): boolean {
    return this.rarest.size === 0 && this.open.size === 0;
  }

  setPriority(piece: number, priority: PiecePriority): void {
    const before = this.rarest.priorityOf(piece);
    this.rarest.setPriority(piece, priority);
    if (before === 0 && priority > 0 && !this.have.has(piece) && !this.open.has(piece)) this.rarest.insert(piece);
  }

  /** A peer's pieces became known, or it went away (`sign` -1). A complete set only moves the seed counter. */
  countPeer(pieces: Bitfield, sign: 1 | -1): void {
    if (pieces.isFull) {
      this.seeds += sign;
      return;
    }
    if (pieces.isEmpty) return;
    for (let piece = 0; piece < this.pieceCount; piece++) {
      if (!pieces.has(piece)) continue;
      if (sign > 0) this.rarest.increment(piece);
      else this.rarest.decrement(piece);
    }
  }
  /** A peer announced one more piece. `after` is its set with the piece in it. */
  countHave(piece: number, after: Bitfield): void {
    if (!after.isFull) {
      this.rarest.increment(piece);
      return;
    }
    for (let p = 0; p < this.pieceCount; p++) if (p !== piece) this.rarest.decrement(p);
    this.seeds++;
  }

  /** True when the peer has something that we still want. */
  isInteresting(pieces: Bitfield): boolean {
    if (this.isComplete) return false;
    if (pieces.isFull) return true;
    if (pieces.isEmpty) return false;
    for (const piece of this.open.keys()) if (pieces.has(piece)) return true;
    return this.rarest.find((piece) => pieces.has(piece), false) >= 0;
  }

  /**
   * Chooses up to `max` blocks for a peer and marks them as asked. Writes pairs (piece, block) to `out` and
   * returns the number of pairs. Never chooses a block twice for one peer, and none twice at all before the endgame
   * or without `mayRepeat`.
   */
  pick(peer: PickPeer, max: number, out: Int32Array, mayRepeat = true): number {
    let count = this.pickFromOpen(peer, max, out, 0);
    while (count < max) {
      const random = this.have.count < RANDOM_FIRST_PIECES;
      const piece = this.rarest.find((p) => peer.has.has(p), random);
      if (piece < 0) break;
      const opened = this.openNew(piece);
      const before = count;
      count = this.takeFrom(opened, peer, max, out, count);
      if (count > before || opened.freeCount === 0) continue;
      this.close(piece, true); // no memory for even one block: leave the piece unopened
      this.host.closed(opened);
      break;
    }
    if (count === 0 && mayRepeat && this.isEndgame) count = pickEndgame(this.open.values(), peer, Math.min(max, ENDGAME_BLOCKS), out);
    return count;
  }

  /** A request was dropped without an answer. */
  unask(piece: number, block: number): void {
    const open = this.open.get(piece);
    if (open?.unask(block)) this.noteFree(open);
  }
  /** The writer of a block went away. */
  abandon(piece: number, block: number, peer: number): void {
    const open = this.open.get(piece);
    if (open === undefined) return;
    open.abandon(block, peer);
    if (open.freeCount > 0) this.noteFree(open);
  }

  /** The piece was verified and written. */
  markHave(piece: number): void {
    this.close(piece, false);
    this.rarest.remove(piece);
    this.alone.delete(piece);
    this.have.add(piece);
  }
  /** The piece was lost, or found bad and is to come from one peer `alone`: wanted again from scratch. */
  markMissing(piece: number, alone = false): void {
    this.close(piece, false);
    if (alone) this.alone.add(piece);
    this.have.remove(piece);
    if (this.isWanted(piece)) this.rarest.insert(piece);
  }
  /** Opens a piece outside pick() (blocks kept from an earlier run). */
  openNew(piece: number): OpenPiece {
    const existing = this.open.get(piece);
    if (existing !== undefined) return existing;
    const open = new OpenPiece(piece, this.host.blocksIn(piece));
    open.alone = this.alone.has(piece);
    this.rarest.remove(piece);
    this.open.set(piece, open);
    this.host.opened(open);
    if (open.freeCount > 0) this.withFree.push(open);
    return open;
  }

  private pickFromOpen(peer: PickPeer, max: number, out: Int32Array, from: number): number {
    let count = from;
    for (let i = 0; i < this.withFree.length && count < max; i++) {
      const open = this.withFree[i];
      if (open === undefined || !peer.has.has(open.piece) || !open.admits(peer.key)) continue;
      count = this.takeFrom(open, peer, max, out, count);
      if (open.freeCount === 0) i--; // takeFrom took it off the list
    }
    return count;
  }

  private takeFrom(open: OpenPiece, peer: PickPeer, max: number, out: Int32Array, from: number): number {
    let count = from;
    while (count < max) {
      const block = open.nextFree();
      if (block < 0 || !this.host.reserve(open, block)) break;
      open.ask(block, peer.key);
      out[count * 2] = open.piece;
      out[count * 2 + 1] = block;
      count++;
    }
    if (open.freeCount === 0) this.withFree = this.withFree.filter((other) => other !== open);
    return count;
  }

  private noteFree(open: OpenPiece): void {
    if (!this.withFree.includes(open)) this.withFree.push(open);
  }

  private close(piece: number, backToOrder: boolean): void {
    const open = this.open.get(piece);
    if (open === undefined) return;
    this.open.delete(piece);
    this.withFree = this.withFree.filter((other) => other !== open);
    if (backToOrder) this.rarest.insert(piece);
  }
}
