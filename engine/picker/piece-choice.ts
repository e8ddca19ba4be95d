/**
 * Which piece to open next for a peer: the rarest it has, or the lowest in sequential mode; the very first at random.
 * Where a quick look finds none, all that the peer has is searched, a part with each call.
 */
import type { Bitfield } from '../base/bitfield.js';
import type { PickPeer } from './pick-peer.js';
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

  constructor(
    private readonly order: RarestFirst,
    private readonly have: Bitfield,
  ) {}

  /** -1 when the peer has none, or none was found yet. */
  next({ has, memo }: PickPeer): number {
    const { order } = this;
    if (order.size === 0 || has.isEmpty || memo.pickable.hasNothing(order.version)) return -1;
    const quick = this.quick(has);
    if (quick >= 0) return quick;
    const first = memo.pickable.next(has, order.mask, order.version);
    return first < 0 || this.sequential ? first : this.bestFrom(first, has);
  }

  private quick(has: Bitfield): number {
    if (this.sequential) return this.order.findLowest(has);
    return this.have.count < RANDOM_FIRST_PIECES ? this.order.findAny(has) : this.order.findRarest(has);
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
