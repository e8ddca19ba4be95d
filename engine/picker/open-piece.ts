/**
 * A piece under way: which of its blocks are free, asked for, arriving, or here. Invariant: a block has one
 * writer at a time, and a frozen piece (handed to a disk worker) accepts nothing more.
 */
export const BLOCK_FREE = 0;
export const BLOCK_REQUESTED = 1;
export const BLOCK_ARRIVING = 2;
export const BLOCK_HERE = 3;

/** A fast peer's notes: it goes on with a piece as long as it is here and its last request was for that piece. */
export interface Keeper {
  /** The piece asked for last. */
  readonly current: OpenPiece | null;
  /** Null when the peer is gone. */
  readonly pieces: object | null;
}

/** Up to so many blocks tables are plain arrays: a typed one takes 200 bytes besides, which small pieces feel. */
const FEW_BLOCKS = 8;

/** Who delivered each block of a piece: peer keys; -1 = nobody (a pad), -2 = it was on the disk. */
export type BlockKeys = readonly number[] | Int32Array;

export class OpenPiece {
  /** One of the BLOCK_ states a block. */
  readonly state: number[] | Uint8Array;
  /** How many peers were asked for the block; more than one only in the endgame. */
  readonly askers: number[] | Uint8Array;
  /** Peer key that delivered (or is delivering) the block; -1 = nobody (pad, or from an earlier run). */
  readonly from: number[] | Int32Array;
  freeCount: number;
  hereCount = 0;
  /** Blocks asked for and not begun. */
  askedCount = 0;
  /** Blocks that are being written. */
  private arrivingCount = 0;
  /** The one peer that began blocks of it; -1 = none so far, -2 = several. */
  private contributor = -1;
  frozen = false;
  /** It is to come from one peer alone: who sends damaged data shall stand out. */
  alone = false;
  /** That peer, while it is asked for something; -1 = not chosen. */
  private owner = -1;
  private cursor = 0;
  /** Who fetches it alone because it is fast; null = nobody. */
  keeper: Keeper | null = null;

  constructor(
    readonly piece: number,
    readonly blockCount: number,
  ) {
    const few = blockCount <= FEW_BLOCKS;
    this.state = few ? new Array<number>(blockCount).fill(0) : new Uint8Array(blockCount);
    this.askers = few ? new Array<number>(blockCount).fill(0) : new Uint8Array(blockCount);
    this.from = few ? new Array<number>(blockCount).fill(-1) : new Int32Array(blockCount).fill(-1);
    this.freeCount = blockCount;
  }

  get complete(): boolean {
    return this.hereCount === this.blockCount;
  }

  /** Blocks of it are asked for or arriving. */
  get isUnderWay(): boolean {
    return this.askedCount + this.arrivingCount > 0;
  }

  /** Marks a block as already present (a pad, or written in an earlier run). */
  markHere(block: number): void {
    if (this.state[block] === BLOCK_HERE) return;
    if (this.state[block] === BLOCK_FREE) this.freeCount--;
    else if (this.state[block] === BLOCK_REQUESTED) this.askedCount--;
    else this.arrivingCount--;
    this.state[block] = BLOCK_HERE;
    this.hereCount++;
  }

  /** The first free block at or after the cursor; -1 when there is none. */
  nextFree(): number {
    if (this.freeCount === 0) return -1;
    while (this.cursor < this.blockCount && this.state[this.cursor] !== BLOCK_FREE) this.cursor++;
    return this.cursor < this.blockCount ? this.cursor : -1;
  }

  /** Whether the peer may be asked for blocks of this piece. */
  admits(peer: number): boolean {
    return !this.alone || this.owner < 0 || this.owner === peer;
  }

  /** Whether another peer goes on with it, fast enough to be left alone with it. */
  isKeptFrom(other: Keeper): boolean {
    const { keeper } = this;
    return keeper !== null && keeper !== other && keeper.current === this && keeper.pieces !== null;
  }

  /** Whether nobody else has had or has a part in it. */
  isOwnOf(peer: number): boolean {
    return this.alone && this.admits(peer) && (this.contributor === -1 || this.contributor === peer);
  }

  ask(block: number, peer: number): void {
    this.owner = peer;
    if (this.state[block] === BLOCK_FREE) {
      this.state[block] = BLOCK_REQUESTED;
      this.freeCount--;
      this.askedCount++;
    }
    this.askers[block] = Math.min(255, (this.askers[block] ?? 0) + 1);
  }

  /** A request was dropped (choke, timeout, peer gone, reject). True when the block became free again. */
  unask(block: number): boolean {
    const askers = Math.max(0, (this.askers[block] ?? 0) - 1);
    this.askers[block] = askers;
    if (askers > 0 || this.state[block] !== BLOCK_REQUESTED) return false;
    this.askedCount--;
    this.free(block);
    return true;
  }

  /**
   * Claims the block for one writer; false when it is here, arriving from another, or the piece is frozen. `asked`:
   * the writer is one of the askers; otherwise (a late answer to a request given up) it becomes one.
   */
  begin(block: number, peer: number, asked: boolean): boolean {
    if (this.frozen || (this.state[block] ?? BLOCK_HERE) >= BLOCK_ARRIVING) return false;
    if (this.state[block] === BLOCK_FREE) this.freeCount--;
    else this.askedCount--;
    this.arrivingCount++;
    this.contributor = this.contributor === -1 || this.contributor === peer ? peer : -2;
    if (!asked) this.askers[block] = Math.min(255, (this.askers[block] ?? 0) + 1);
    this.state[block] = BLOCK_ARRIVING;
    this.from[block] = peer;
    return true;
  }

  /** True between a peer's `begin` and its `finish`: only then may it write. */
  isWriter(block: number, peer: number): boolean {
    return this.state[block] === BLOCK_ARRIVING && this.from[block] === peer;
  }

  /** The writer finished. */
  finish(block: number): void {
    this.state[block] = BLOCK_HERE;
    this.arrivingCount--;
    this.hereCount++;
    this.letOwnerGo();
  }

  /** The writer went away half-way: the block is wanted again. */
  abandon(block: number, peer: number): void {
    if (!this.isWriter(block, peer)) return;
    this.from[block] = -1;
    const askers = Math.max(0, (this.askers[block] ?? 0) - 1);
    this.askers[block] = askers;
    this.arrivingCount--;
    if (askers > 0) {
      this.state[block] = BLOCK_REQUESTED;
      this.askedCount++;
    } else this.free(block);
  }

  private free(block: number): void {
    this.state[block] = BLOCK_FREE;
    this.freeCount++;
    this.cursor = Math.min(this.cursor, block);
    this.keeper = null; // it did not bring what it was asked for
    this.letOwnerGo();
  }

  /** When nothing is asked of the owner any more, another may take over. */
  private letOwnerGo(): void {
    if (this.askedCount === 0 && this.arrivingCount === 0) this.owner = -1;
  }
}
