/**
 * Counts what peers have into the availability of pieces. A large set is counted in slices, so that no task is long;
 * whoever has everything when it comes only moves the counter of seeds. Invariant: a piece below a peer's `countedTo`
 * that it has is counted once, and none above is.
 */
import type { Bitfield } from '../base/bitfield.js';
import type { PickPeer } from './pick-peer.js';
import type { PieceMask } from './piece-mask.js';
import type { RarestFirst } from './rarest-first.js';

/** Pieces counted in one task: two milliseconds' worth. */
export const SLICE_PIECES = 65_536;

/** What counting needs of a peer. */
export type CountedPeer = Pick<PickPeer, 'key' | 'has' | 'memo'>;

/** A peer that is gone: its pieces below `countedTo` are still counted. */
interface Leaving {
  readonly pieces: Bitfield;
  countedTo: number;
}

export class AvailabilityCount {
  seeds = 0;
  /** Peers whose sets are being counted, in or out, first come first. */
  private readonly entering = new Set<CountedPeer>();
  private readonly leaving = new Set<Leaving>();

  constructor(
    private readonly order: RarestFirst,
    /** Pieces that are wanted and not had. */
    private readonly missing: PieceMask,
  ) {}

  /** Whether `runSlice` has something to do. */
  get isUnderWay(): boolean {
    return this.entering.size > 0 || this.leaving.size > 0;
  }

  /** The peer's set became known. It may be asked for blocks once `memo.isCounted`. */
  add(peer: CountedPeer): void {
    const { memo, has } = peer;
    this.remove(peer);
    memo.pieces = has;
    memo.countedTo = 0;
    memo.isSeed = has.isFull;
    memo.witness = -1;
    if (memo.isSeed) this.seeds++;
    memo.isCounted = memo.isSeed || has.isEmpty;
    if (memo.isCounted) memo.countedTo = has.size;
    else if (has.size <= SLICE_PIECES) this.countIn(peer, has);
    else this.entering.add(peer);
  }

  /** The peer announced a piece that is in its set by now. */
  addPiece(peer: CountedPeer, piece: number): void {
    const { memo, has } = peer;
    if (memo.pieces !== has) {
      // it never sent its set: everything it has it will have announced
      memo.pieces = has;
      memo.countedTo = has.size;
      memo.isCounted = true;
    }
    if (memo.isSeed) return;
    if (piece < memo.countedTo) this.order.increment(piece);
    memo.pickable.note(piece);
    if (this.missing.has(piece)) memo.witness = piece;
  }

  /** The peer no longer has a piece (BEP 54); its set is without it by now. */
  removePiece(peer: CountedPeer, piece: number): void {
    const { memo, has } = peer;
    if (memo.pieces !== has) return;
    if (memo.isSeed) return this.add(peer); // from now on each of its pieces counts
    if (piece < memo.countedTo) this.order.decrement(piece);
  }

  /** The peer is gone. */
  remove(peer: CountedPeer): void {
    const { memo } = peer;
    const { pieces } = memo;
    if (pieces === null) return;
    this.entering.delete(peer);
    memo.pieces = null;
    memo.isCounted = false;
    if (memo.isSeed) this.seeds--;
    else if (!pieces.isEmpty) this.countAllOut({ pieces, countedTo: memo.countedTo });
    memo.isSeed = false;
  }

  /** Counts the next slice; returns the peer that was counted to the end by it, if one was. */
  runSlice(): CountedPeer | null {
    for (const gone of this.leaving) {
      this.countOut(gone);
      if (gone.countedTo === 0) this.leaving.delete(gone);
      return null;
    }
    for (const peer of this.entering) {
      this.countIn(peer, peer.has);
      if (!peer.memo.isCounted) return null;
      this.entering.delete(peer);
      return peer;
    }
    return null;
  }

  private countIn({ memo }: CountedPeer, has: Bitfield): void {
    const end = Math.min(has.size, memo.countedTo + SLICE_PIECES);
    for (let piece = has.next(memo.countedTo, end); piece >= 0; piece = has.next(piece + 1, end)) {
      this.order.increment(piece);
      if (memo.witness < 0 && this.missing.has(piece)) memo.witness = piece;
    }
    memo.countedTo = end;
    memo.isCounted = end === has.size;
  }

  private countAllOut(gone: Leaving): void {
    if (gone.countedTo > SLICE_PIECES) this.leaving.add(gone);
    else this.countOut(gone);
  }

  private countOut(gone: Leaving): void {
    const end = Math.max(0, gone.countedTo - SLICE_PIECES);
    const { countedTo, pieces } = gone;
    for (let piece = pieces.next(end, countedTo); piece >= 0; piece = pieces.next(piece + 1, countedTo)) this.order.decrement(piece);
    gone.countedTo = end;
  }
}
