/**
 * The endgame (BEP 3): when there is nothing else to ask a peer for, it is asked for blocks that others were asked for
 * already, the least-asked first, and the extra requests are cancelled when a block comes. Keeps one slow peer from
 * holding up the end. A call goes through a bounded number of open pieces and goes on there the next time.
 */
import { BLOCK_REQUESTED, type OpenPiece } from './open-piece.js';
import type { PickPeer } from './pick-peer.js';

/** A block is asked from at most this many peers at once, */
const MAX_ASKERS = 2;
/** and from one more when no more than this many are awaited. */
const MAX_ASKERS_AT_LAST = 3;
const LAST_BLOCKS = 32;
/** Open pieces looked at in one call. */
const MOST_PIECES = 64;
/** Blocks that one peer is asked for a second time at once, */
const MOST_BLOCKS = 64;
/** and while others still have the last few pieces to be asked for. */
const MOST_EARLY_BLOCKS = 4;
/** Such early repeats may be one in so many blocks: what they can waste is bounded. */
const EARLY_SHARE = 128;
const MOST_EARLY_CREDIT = 64;

export class Endgame {
  private walk: IterableIterator<OpenPiece, undefined> | null = null;
  /** Scratch: pieces of this call. */
  private readonly near: OpenPiece[] = [];
  /** Early repeats that are allowed, in blocks. */
  private credit = 0;

  /** Blocks were chosen for the first time. */
  onPicked(blocks: number): void {
    this.credit = Math.min(MOST_EARLY_CREDIT, this.credit + blocks / EARLY_SHARE);
  }

  /**
   * Chooses up to `max` blocks already asked from others; same output as PiecePicker.pick. `isLast`: nobody has anything
   * else to be asked for. Otherwise, near the end, a peer that has nothing new may help with what is under way, within
   * bounds.
   */
  pick(pieces: ReadonlyMap<number, OpenPiece>, peer: PickPeer, max: number, out: Int32Array, isLast: boolean): number {
    if (isLast) return this.choose(pieces, peer, Math.min(max, MOST_BLOCKS), out);
    if (peer.has.isFull || !peer.memo.pickable.isExhausted) return 0;
    const count = this.choose(pieces, peer, Math.min(max, MOST_EARLY_BLOCKS, Math.floor(this.credit)), out);
    this.credit -= count;
    return count;
  }

  private choose(pieces: ReadonlyMap<number, OpenPiece>, peer: PickPeer, max: number, out: Int32Array): number {
    this.gather(pieces, peer);
    let awaited = 0;
    for (const open of this.near) awaited += open.askedCount;
    const most = awaited <= LAST_BLOCKS ? MAX_ASKERS_AT_LAST : MAX_ASKERS;
    let count = 0;
    for (let askers = 1; askers < most && count < max; askers++) {
      for (const open of this.near) count = chooseRepeats(open, peer, askers, max, out, count);
    }
    // only now: a block asked for above would be found again among those with one asker more
    for (let i = 0; i < count; i++) pieces.get(out[i * 2] ?? 0)?.ask(out[i * 2 + 1] ?? 0, peer.key);
    this.near.length = 0;
    return count;
  }

  private gather(pieces: ReadonlyMap<number, OpenPiece>, peer: PickPeer): void {
    const most = Math.min(MOST_PIECES, pieces.size);
    for (let i = 0; i < most; i++) {
      const value = this.nextOf(pieces);
      if (value === undefined) return;
      if (value.askedCount > 0 && !value.frozen && peer.has.has(value.piece) && value.admits(peer.key) && !this.near.includes(value))
        this.near.push(value);
    }
  }

  /** The open piece after the one looked at last, round and round. */
  private nextOf(pieces: ReadonlyMap<number, OpenPiece>): OpenPiece | undefined {
    const next = this.walk?.next().value;
    if (next !== undefined) return next;
    this.walk = pieces.values();
    return this.walk.next().value;
  }
}

/** Adds blocks of a piece that `askers` peers, but not this one, were asked for. Does not mark them. */
export function chooseRepeats(open: OpenPiece, peer: PickPeer, askers: number, max: number, out: Int32Array, from: number): number {
  let count = from;
  let block = open.state.indexOf(BLOCK_REQUESTED);
  while (block >= 0 && count < max) {
    if (open.askers[block] === askers && !peer.isAsked(open.piece, block)) {
      out[count * 2] = open.piece;
      out[count * 2 + 1] = block;
      count++;
    }
    block = open.state.indexOf(BLOCK_REQUESTED, block + 1);
  }
  return count;
}
