/**
 * How much a peer that has not proved itself may have under way: blocks asked of it and blocks it gave to pieces that
 * are not verified yet count together, and every good piece lets it have more. Whoever damages blocks is found out by
 * the first pieces, so this bounds what each of them can waste; the honest are through within a few pieces.
 */
import type { BlockKeys } from '../picker/open-piece.js';

/** After so many good pieces nothing is counted any more. */
const PROVED_PIECES = 16;
/** A good piece lets a peer have so many more pieces' worth under way. */
const GROWTH = 2;

export class Probation {
  private goodPieces = 0;
  /** Pieces not verified yet, and the blocks it gave to each. */
  private readonly given = new Map<number, number>();

  get isOver(): boolean {
    return this.goodPieces >= PROVED_PIECES;
  }

  /** It delivered a block. */
  onBlock(piece: number): void {
    if (!this.isOver) this.given.set(piece, (this.given.get(piece) ?? 0) + 1);
  }
  /** A piece it had a part in is good. */
  onGood(): void {
    this.goodPieces++;
    if (this.isOver && this.given.size > 0) this.given.clear(); // which makes a new table each time
  }

  /** A piece it had a part in is damaged: it may not be to blame, but it has to prove itself anew. */
  onBad(): void {
    this.goodPieces = 0;
  }

  /** Blocks that may be asked of it besides the `asked` that are. Pieces that are no longer open do not count. */
  room(asked: number, blocksAPiece: number, isOpen: (piece: number) => boolean): number {
    if (this.isOver) return Number.POSITIVE_INFINITY;
    let blocks = asked;
    for (const [piece, given] of this.given) {
      if (isOpen(piece)) blocks += given;
      else this.given.delete(piece);
    }
    return (1 + GROWTH * this.goodPieces) * blocksAPiece - blocks;
  }
}

/** What peers are told apart by once a piece is judged. */
export interface Contributor {
  readonly probation: Probation;
  onParole: boolean;
}

/** A piece turned out good or bad; `from` holds the key of who delivered each block. */
export function judgeContributors(from: BlockKeys, isGood: boolean, peerOf: (key: number) => Contributor | undefined): void {
  // mostly one peer gave all of it, and of small pieces there are very many
  if (isOfOne(from)) judge(from[0] ?? -1, isGood, true, peerOf);
  else for (const key of new Set(from)) judge(key, isGood, false, peerOf);
}

function judge(key: number, isGood: boolean, isSole: boolean, peerOf: (key: number) => Contributor | undefined): void {
  const peer = key < 0 ? undefined : peerOf(key);
  if (peer === undefined) return;
  if (!isGood) {
    peer.onParole = true;
    peer.probation.onBad();
  } else {
    peer.probation.onGood();
    if (isSole) peer.onParole = false; // all of it was its own
  }
}

function isOfOne(from: BlockKeys): boolean {
  for (let block = 1; block < from.length; block++) if (from[block] !== from[0]) return false;
  return true;
}
