/** What the picker asks of its owner, and what it knows of a peer. */
import type { Bitfield } from '../base/bitfield.js';
import type { OpenPiece } from './open-piece.js';
import type { PeerMemo } from './peer-memo.js';

export interface PickerHost {
  /** There is memory for so many pieces that fill side by side, each from one peer. */
  readonly mostApart: number;
  blocksIn(piece: number): number;
  /** Makes sure there is memory for the block; false when the budget is spent. */
  reserve(piece: OpenPiece, block: number): boolean;
  /** A piece was opened: mark blocks that need not be asked for (pads, blocks kept from an earlier run). */
  opened(piece: OpenPiece): void;
  /** A piece just opened is left unopened after all: there was no memory. */
  closed(piece: OpenPiece): void;
}

export interface PickPeer {
  readonly key: number;
  readonly has: Bitfield;
  /** The picker's own notes on this peer: new for every picker. */
  readonly memo: PeerMemo;
  /** It brings a whole piece within seconds: pieces under way are left to who began them, and it gets some of its own. */
  readonly keepsPieces: boolean;
  /** It is among the fastest: pieces with a deadline are asked of it. */
  readonly isFast: boolean;
  /** It had a part in a damaged piece: it gets pieces of its own until one is good. */
  readonly onParole: boolean;
  /** True when the peer has been asked for this block already. */
  isAsked(piece: number, block: number): boolean;
}
