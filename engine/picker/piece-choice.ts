/**
 * Which piece to open next for a peer: the rarest it has, or the lowest in sequential mode; the very first at random.
 * Where a quick look finds none, all that the peer has is searched, a part with each call. Small pieces come in runs.
 */
import type { Bitfield } from '../base/bitfield.js';
import type { PickPeer } from './pick-peer.js';
import { PieceRuns } from './piece-runs.js';
import type { RarestFirst } from './rarest-first.js';

/** Until this many pieces are had, new pieces are taken at random. */
const RANDOM_FIRST_PIECES = 4;
/** Pieces compared when the rarest were not to be had from a peer, */
const SAMPLE = 8;
/** and bytes (of eight pieces) between one and the next. */
const SAMPLE_BYTES = 256;

export class PieceChoice {
  /** Pieces in order from the first to the last rather than the rarest first. */
  sequential = false;
  readonly runs: PieceRuns;

  /** `groupPieces`: so many small pieces make up an extent. */
  constructor(
    private readonly order: RarestFirst,
    private readonly have: Bitfield,
    groupPieces: number,
  ) {
    this.runs = new PieceRuns(order, groupPieces);
  }

  /** -1 when the peer has none, or none was found yet. It is proposed again until it is opened. */
  next(peer: PickPeer): number {
    const { has, memo } = peer;
    const { order } = this;
    if (order.size === 0 || has.isEmpty || memo.pickable.hasNothing(order.version)) return -1;
    if (this.sequential) return this.lowest(peer);
    const next = this.runs.goOn(peer);
    if (next >= 0) return next;
    const chosen = this.rarest(peer);
    return chosen < 0 ? -1 : this.runs.begin(peer, chosen);
  }

  private lowest({ has, memo }: PickPeer): number {
    const quick = this.order.findLowest(has);
    return quick >= 0 ? quick : memo.pickable.next(has, this.order.mask, this.order.version);
  }

  private rarest({ has, memo }: PickPeer): number {
    const quick = this.have.count < RANDOM_FIRST_PIECES ? this.order.findAny(has) : this.order.findRarest(has);
    if (quick >= 0) return quick;
    const first = memo.pickable.next(has, this.order.mask, this.order.version);
    return first < 0 ? -1 : this.bestFrom(first, has);
  }

  /** The rarest among a few. */
  private bestFrom(first: number, has: Bitfield): number {
    let best = first;
    let piece = first;
    for (let i = 1; i < SAMPLE; i++) {
      piece = has.nextIn(this.order.mask.bytes, piece + 1, SAMPLE_BYTES);
      if (piece < 0) break;
      if (this.order.compare(piece, best) < 0) best = piece;
    }
    return best;
  }
}
