/** What the picker keeps about one peer from one pick to the next, so that nothing is searched for from the start. */
import type { Bitfield } from '../base/bitfield.js';
import type { OpenPiece } from './open-piece.js';
import { PieceSearch } from './piece-search.js';

/** The run of small pieces that a peer is in the middle of: from `at` to below `end`, none more common than `chosen`. */
export interface RunNotes {
  chosen: number;
  at: number;
  end: number;
}

export class PeerMemo {
  /** Its set of pieces as it is being counted; null while it is not. */
  pieces: Bitfield | null = null;
  /** It counts as a seed: it was one when it came. */
  isSeed = false;
  /** Pieces below are counted in the availability. */
  countedTo = 0;
  /** All of them are. */
  isCounted = false;
  /** A piece that it has and we lack: the proof that it is interesting. -1 = none known. */
  witness = -1;
  /** The open piece that it was asked for last. */
  current: OpenPiece | null = null;
  /** How far it got among the open pieces, when there were too many to go through at once. */
  walk: IterableIterator<OpenPiece, undefined> | null = null;
  readonly run: RunNotes = { chosen: 0, at: 0, end: 0 };
  readonly wanted = new PieceSearch();
  readonly pickable = new PieceSearch();
}
