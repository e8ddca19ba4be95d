/**
 * Decides which blocks a peer is asked for (BEP 3): pieces that are due, then open pieces in the order they were opened
 * (but none that another fast peer is fetching, while there is memory), then a new one (the rarest, or the lowest in
 * sequential mode; the very first at random; small ones in runs); at the end blocks already asked from others (endgame).
 * Facts in, block numbers out. What a call costs is bounded, whatever the number of
 * pieces and peers: searches that would be long are gone on with in the next call.
 */
import { Bitfield } from '../base/bitfield.js';
import type { Random } from '../base/ports.js';
import { AvailabilityCount } from './availability-count.js';
import { Deadlines, LATE_MS, MOST_URGENT } from './deadlines.js';
import { chooseRepeats, Endgame } from './endgame.js';
import { Interest } from './interest.js';
import type { OpenPiece } from './open-piece.js';
import { OpenPieces } from './open-pieces.js';
import type { PickerHost, PickPeer } from './pick-peer.js';
import { PieceChoice } from './piece-choice.js';
import { type PiecePriority, RarestFirst } from './rarest-first.js';

/** The end is near when no more pieces than this, and no more than an eighth, have blocks to ask for. */
const NEAR_END_PIECES = 16;

export interface PickerOptions {
  /** Pieces that are had; the picker keeps it up to date. */
  readonly have?: Bitfield;
  /** One value (0 to 4) a piece; default: all normal. */
  readonly priorities?: Uint8Array;
  readonly deadlines?: Deadlines;
  /** So many neighbours are read and written together: pieces below an extent are opened in runs. Default: 1. */
  readonly groupPieces?: number;
}

export class PiecePicker {
  readonly have: Bitfield;
  readonly deadlines: Deadlines;
  readonly counts: AvailabilityCount;
  private readonly order: RarestFirst;
  private readonly interest: Interest;
  private readonly open: OpenPieces;
  /** Pieces that were bad: the next time they come from one peer alone. */
  private readonly alone = new Set<number>();
  private readonly choice: PieceChoice;
  private readonly endgame = new Endgame();

  constructor(
    private readonly host: PickerHost,
    readonly pieceCount: number,
    random: Random,
    options: PickerOptions = {},
  ) {
    const have = options.have ?? new Bitfield(pieceCount);
    this.have = have;
    this.open = new OpenPieces(host);
    this.deadlines = options.deadlines ?? new Deadlines();
    this.order = new RarestFirst(pieceCount, random, (piece) => !have.has(piece), options.priorities);
    this.interest = new Interest(pieceCount, this.order.mask);
    this.counts = new AvailabilityCount(this.order, this.interest.missing);
    this.choice = new PieceChoice(this.order, have, options.groupPieces ?? 1);
  }

  /** Connected peers that have the piece. */
  availability(piece: number): number {
    return this.order.availabilityOf(piece) + this.counts.seeds;
  }
  isWanted(piece: number): boolean {
    return this.order.priorityOf(piece) > 0;
  }
  openPiece(piece: number): OpenPiece | undefined {
    return this.open.get(piece);
  }
  openPieces(): IterableIterator<OpenPiece> {
    return this.open.byNumber.values();
  }
  get openCount(): number {
    return this.open.size;
  }
  /** Nothing is left to ask for: every wanted piece is had or wholly asked for. */
  get isEndgame(): boolean {
    return this.order.size === 0 && this.open.withFreeCount === 0 && this.open.size > 0;
  }
  /** Of what connected peers have, only a few pieces are left to ask for. */
  private get isNearEnd(): boolean {
    if (this.open.size === 0) return false;
    const nowhere = this.counts.seeds > 0 ? 0 : this.order.unavailableCount;
    return this.order.size - nowhere + this.open.withFreeCount <= Math.min(NEAR_END_PIECES, this.pieceCount / 8);
  }
  /** The last choice ended where there was no memory for more. */
  get wasRefused(): boolean {
    return this.open.refused;
  }
  /** Every wanted piece is had. */
  get isComplete(): boolean {
    return this.order.size === 0 && this.open.size === 0;
  }
  /** Pieces looked at since the beginning, in every search but those of `PeerMemo`: what picking has cost. */
  get probes(): number {
    return this.order.probes + this.choice.runs.looked + this.open.walked;
  }

  /** Pieces in order from the first to the last rather than the rarest first. */
  get sequential(): boolean {
    return this.choice.sequential;
  }
  set sequential(on: boolean) {
    this.choice.sequential = on;
  }

  setPriority(piece: number, priority: PiecePriority): void {
    const before = this.order.priorityOf(piece);
    if (before === priority) return;
    this.order.setPriority(piece, priority);
    if (this.have.has(piece)) return;
    if (priority > 0) this.interest.add(piece);
    else if (this.open.get(piece) === undefined) this.interest.remove(piece); // what is under way is finished
    if (before === 0 && this.open.get(piece) === undefined) this.order.insert(piece);
  }

  /**
   * Whether the peer has something that we still want; null when that is not known yet: ask again later. Mostly the
   * proof found last still holds.
   */
  isInteresting(peer: PickPeer): boolean | null {
    if (this.isComplete || peer.has.isEmpty) return false;
    return peer.has.isFull ? true : this.interest.in(peer);
  }

  /**
   * Chooses up to `max` blocks for a peer and marks them as asked. Writes pairs (piece, block) to `out` and
   * returns the number of pairs. Never chooses a block twice for one peer, and for two peers at once only when there is
   * nothing else to ask this one for and `mayRepeat`, or when a piece is late at `nowMs`.
   */
  pick(peer: PickPeer, max: number, out: Int32Array, mayRepeat = true, nowMs = 0): number {
    this.open.refused = false;
    let count = this.deadlines.size > 0 && peer.isFast ? this.pickUrgent(peer, max, out, nowMs) : 0;
    const before = count;
    if (peer.onParole) count = this.pickOwn(peer, max, out, count);
    if (count === before) {
      const apart = peer.keepsPieces && this.open.withFreeCount < this.host.mostApart;
      count = this.open.pick(peer, max, out, count, apart);
      count = this.pickNew(peer, max, out, count, false);
      if (apart && count === before && !this.open.refused) count = this.open.pick(peer, max, out, count);
    }
    if (count > 0) this.endgame.onPicked(count - before);
    else if (mayRepeat && !this.open.refused && this.isNearEnd)
      count = this.endgame.pick(this.open.byNumber, peer, max, out, this.isEndgame);
    return count;
  }

  /** As `pick`, but only blocks of these few pieces (allowed-fast and suggested ones, BEP 6), in their order. */
  pickAmong(peer: PickPeer, pieces: readonly number[], max: number, out: Int32Array): number {
    this.open.refused = false;
    let count = 0;
    for (const piece of pieces) {
      if (count >= max || this.open.refused) break;
      if (!peer.has.has(piece)) continue;
      const open = this.open.get(piece) ?? (this.order.contains(piece) ? this.openFor(piece) : undefined);
      if (open === undefined || open.frozen || !open.admits(peer.key)) continue;
      count = this.open.take(open, peer, max, out, count);
      this.keepOpen(open);
    }
    return count;
  }

  /** A request was dropped without an answer. */
  unask(piece: number, block: number): void {
    const open = this.open.get(piece);
    if (open?.unask(block)) this.open.noteFree(open);
  }
  /** The writer of a block went away. */
  abandon(piece: number, block: number, peer: number): void {
    const open = this.open.get(piece);
    if (open === undefined) return;
    open.abandon(block, peer);
    this.open.noteFree(open);
  }

  /** The piece was verified and written. */
  markHave(piece: number): void {
    this.close(piece, false);
    this.order.remove(piece);
    this.interest.remove(piece);
    this.alone.delete(piece);
    if (this.deadlines.size > 0) this.deadlines.remove(piece);
    this.have.add(piece);
  }
  /** The piece was lost, or found bad and is to come from one peer `alone`: wanted again from scratch. */
  markMissing(piece: number, alone = false): void {
    this.close(piece, false);
    if (alone) this.alone.add(piece);
    this.have.remove(piece);
    if (!this.isWanted(piece)) return;
    this.interest.add(piece);
    this.order.insert(piece);
  }
  /** Opens a piece outside pick() (blocks kept from an earlier run). */
  openNew(piece: number): OpenPiece {
    const open = this.open.get(piece) ?? this.openFor(piece);
    this.open.noteFree(open);
    return open;
  }

  /** Pieces that are due soonest; blocks of late ones also when another was asked for them. */
  private pickUrgent(peer: PickPeer, max: number, out: Int32Array, nowMs: number): number {
    let count = 0;
    for (let nth = 0; nth < MOST_URGENT && count < max; nth++) {
      const piece = this.deadlines.pieceAt(nth);
      if (piece < 0) break;
      if (!peer.has.has(piece)) continue;
      const open = this.open.get(piece) ?? (this.order.contains(piece) ? this.openFor(piece) : undefined);
      if (open === undefined || open.frozen || !open.admits(peer.key)) continue;
      count = this.open.take(open, peer, max, out, count);
      if (!this.keepOpen(open)) break;
      if (open.freeCount > 0 || this.deadlines.dueAt(nth) - nowMs > LATE_MS) continue;
      const from = count;
      count = chooseRepeats(open, peer, 1, max, out, count);
      for (let i = from; i < count; i++) open.ask(out[i * 2 + 1] ?? 0, peer.key);
    }
    return count;
  }

  /** Whole pieces for a peer on parole: who else had a part in them could be to blame as well. */
  private pickOwn(peer: PickPeer, max: number, out: Int32Array, from: number): number {
    const count = this.open.pickCurrent(peer, max, out, from, true);
    return this.pickNew(peer, max, out, count, true);
  }

  /** Opens pieces; `own`: for this peer alone. */
  private pickNew(peer: PickPeer, max: number, out: Int32Array, from: number, own: boolean): number {
    let count = from;
    while (count < max && !this.open.refused) {
      const piece = this.choice.next(peer);
      if (piece < 0) break;
      const opened = this.openFor(piece);
      if (own) opened.alone = true;
      count = this.open.take(opened, peer, max, out, count);
      if (!this.keepOpen(opened)) break;
    }
    return count;
  }

  /** Opens a piece from which blocks are taken next. */
  private openFor(piece: number): OpenPiece {
    this.order.remove(piece);
    return this.open.add(piece, this.alone.has(piece));
  }

  /** False when not even one block of a piece just opened found memory: it is left unopened. */
  private keepOpen(open: OpenPiece): boolean {
    if (open.freeCount < open.blockCount || open.freeCount === 0) return true;
    this.close(open.piece, true);
    this.host.closed(open);
    return false;
  }

  private close(piece: number, backToOrder: boolean): void {
    if (!this.open.remove(piece)) return;
    if (!this.isWanted(piece)) this.interest.remove(piece);
    else if (backToOrder) this.order.insert(piece);
  }
}
