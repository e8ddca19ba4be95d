/**
 * A picker at work with a made-up swarm, for counting and measuring what a block costs: peers of every kind (seeds,
 * halves, one piece in a hundred, one piece alone) take turns, and what is picked comes at once.
 */
import { Bitfield } from '../../engine/base/bitfield.js';
import type { Random } from '../../engine/base/ports.js';
import { PeerMemo } from '../../engine/picker/peer-memo.js';
import type { PickPeer } from '../../engine/picker/pick-peer.js';
import { PiecePicker } from '../../engine/picker/piece-picker.js';

/** Blocks a piece (one where pieces are small), and blocks asked for in one go. */
const BLOCKS = 16;
const BATCH = 16;
/** Shares of pieces that peers have; 1 is a seed, 0 has a single piece. */
const SHARES = [1, 0.5, 0, 0.01, 1, 1, 0.9, 0, 0.01, 1] as const;
/** Peers beyond the first fifty are of the kinds that are quickly counted. */
const MORE_SHARES = [1, 0, 0.01, 1, 0] as const;
const FIRST_PEERS = 50;

class MadePeer implements PickPeer {
  readonly memo = new PeerMemo();
  readonly isFast = true;
  readonly keepsPieces = false;
  readonly onParole = false;

  constructor(
    readonly key: number,
    readonly has: Bitfield,
  ) {}
  isAsked(): boolean {
    return false;
  }
}

export class PickerSwarm {
  readonly picker: PiecePicker;
  readonly peers: readonly MadePeer[];
  private readonly out = new Int32Array(BATCH * 2);
  private turn = 0;

  constructor(
    readonly pieceCount: number,
    peerCount: number,
    random: Random,
    /** So many small pieces are opened in a run; 1: pieces are large. */
    groupPieces = 1,
  ) {
    const blocks = groupPieces > 1 ? 1 : BLOCKS;
    const host = { mostApart: 0, blocksIn: () => blocks, reserve: () => true, opened: () => undefined, closed: () => undefined };
    this.picker = new PiecePicker(host, pieceCount, random, { groupPieces });
    const sets = SHARES.map((share) => madeSet(pieceCount, share, random));
    const more = MORE_SHARES.map((share) => madeSet(pieceCount, share, random));
    const setOf = (key: number) => (key < FIRST_PEERS ? sets[key % sets.length] : more[key % more.length]);
    this.peers = Array.from({ length: peerCount }, (_, key) => new MadePeer(key, setOf(key) ?? new Bitfield(pieceCount)));
    for (const peer of this.peers) this.picker.counts.add(peer);
  }

  /** Counts what peers have to the end; returns how many slices it took. */
  count(): number {
    let slices = 0;
    for (; this.picker.counts.isUnderWay; slices++) this.picker.counts.runSlice();
    return slices;
  }

  /** What was looked at so far, by the picker and its searches. */
  get looked(): number {
    let looked = this.picker.probes;
    for (const { memo } of this.peers) looked += memo.pickable.looked + memo.wanted.looked;
    return looked;
  }

  /** The next peer asks, gets all of it, and is asked whether it is still interesting; returns the number of blocks. */
  step(): number {
    const { picker, out } = this;
    const peer = this.peers[this.turn++ % this.peers.length];
    if (peer === undefined) return 0;
    const count = picker.pick(peer, BATCH, out);
    for (let i = 0; i < count; i++) {
      const piece = out[i * 2] ?? 0;
      const block = out[i * 2 + 1] ?? 0;
      const open = picker.openPiece(piece);
      if (!open?.begin(block, peer.key, true)) continue;
      open.finish(block);
      if (open.complete) picker.markHave(piece);
    }
    picker.isInteresting(peer);
    return count;
  }
}

function madeSet(pieceCount: number, share: number, random: Random): Bitfield {
  if (share === 1) return new Bitfield(pieceCount, true);
  const set = new Bitfield(pieceCount);
  if (share === 0) set.add(Math.floor(pieceCount * 0.77));
  else for (let piece = 0; piece < pieceCount; piece++) if (random.next() < share) set.add(piece);
  return set;
}
