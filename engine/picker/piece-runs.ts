/**
 * Pieces below an extent are opened in runs: once one is chosen, the pieces beside it in the same aligned group are opened
 * after it, from the first on, as long as they are as rare as it is or rarer. So a seed reads a whole extent for them, and
 * what comes is hashed and written together. Rarest first still holds: within a run nothing is more common than what was
 * chosen, and which group comes next is as random as the choice. Invariant: nothing is looked at but one group.
 */
import type { RunNotes } from './peer-memo.js';
import type { PickPeer } from './pick-peer.js';
import type { RarestFirst } from './rarest-first.js';

/** Pieces of a group at most: v1 allows pieces of a few bytes, of which an extent holds very many. */
const MOST_PIECES = 64;
/** Extents of a torrent that has runs: with fewer, peers would come to have the same pieces and little to trade. */
const LEAST_EXTENTS = 64;

/** Pieces opened in a run, where so many make up an extent. */
export const piecesARun = (pieceCount: number, piecesAnExtent: number): number =>
  pieceCount < LEAST_EXTENTS * piecesAnExtent ? 1 : piecesAnExtent;

export class PieceRuns {
  private readonly groupPieces: number;
  /** Pieces looked at since the beginning. */
  looked = 0;

  /** `groupPieces` make up an extent; with 1 there are no runs. */
  constructor(
    private readonly order: RarestFirst,
    groupPieces: number,
  ) {
    this.groupPieces = Math.min(groupPieces, MOST_PIECES);
  }

  /** The next piece of the run that the peer is in the middle of; -1 when there is none. */
  goOn({ has, memo: { run } }: PickPeer): number {
    for (; run.at < run.end; run.at++) {
      this.looked++;
      if (this.order.contains(run.at) && has.has(run.at) && this.order.compare(run.at, run.chosen) <= 0) return run.at;
    }
    return -1;
  }

  /** Begins the run of a piece just chosen for the peer, which can be opened: returns the first to open. */
  begin(peer: PickPeer, chosen: number): number {
    if (this.groupPieces === 1) return chosen;
    const start = chosen - (chosen % this.groupPieces);
    const run: RunNotes = peer.memo.run;
    run.chosen = chosen;
    run.at = start;
    run.end = Math.min(start + this.groupPieces, this.order.pieceCount);
    return this.goOn(peer);
  }
}
