/**
 * A piece under way: which of its blocks are free, asked for, arriving, or here. Invariant: a block has one
 * writer at a time (rulings 2), and a frozen piece (handed to a disk worker) accepts nothing more.
 */
export const BLOCK_FREE = 0;
export const BLOCK_REQUESTED = 1;
export const BLOCK_ARRIVING = 2;
export const BLOCK_HERE = 3;

export class OpenPiece {
  /** One of the BLOCK_ states a block. */
  readonly state: Uint8Array;
  /** How many peers were asked for the block; more than one only in the endgame. */
  readonly askers: Uint8Array;
  /** Peer key that delivered (or is delivering) the block; -1 = nobody (pad, or from an earlier run). */
  readonly from: Int32Array;
  freeCount: number;
  hereCount = 0;
  frozen = false;
  /** It is to come from one peer alone: who sends damaged data shall stand out. */
  alone = false;
  /** That peer, while it is asked for something; -1 = not chosen. */
  private owner = -1;
  private cursor = 0;

  constructor(
    readonly piece: number,
    readonly blockCount: number,
  ) {
    this.state = new Uint8Array(blockCount);
    this.askers = new Uint8Array(blockCount);
    this.from = new Int32Array(blockCount).fill(-1);
    this.freeCount = blockCount;
  }

  get complete(): boolean {
    return this.hereCount === this.blockCount;
  }

  /** Marks a block as already present (a pad, or written in an earlier run). */
  markHere(block: number): void {
    if (this.state[block] === BLOCK_HERE) return;
    if (this.state[block] === BLOCK_FREE) this.freeCount--;
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

  ask(block: number, peer: number): void {
    this.owner = peer;
    if (this.state[block] === BLOCK_FREE) {
      this.state[block] = BLOCK_REQUESTED;
      this.freeCount--;
    }
    this.askers[block] = Math.min(255, (this.askers[block] ?? 0) + 1);
  }

  /** A request was dropped (choke, timeout, peer gone, reject). True when the block became free again. */
  unask(block: number): boolean {
    const askers = Math.max(0, (this.askers[block] ?? 0) - 1);
    this.askers[block] = askers;
    if (askers > 0 || this.state[block] !== BLOCK_REQUESTED) return false;
    this.state[block] = BLOCK_FREE;
    this.letOwnerGo();
    this.freeCount++;
    this.cursor = Math.min(this.cursor, block);
    return true;
  }

  /**
   * Claims the block for one writer; false when it is here, arriving from another, or the piece is frozen. `asked`:
   * the writer is one of the askers; otherwise (a late answer to a request given up) it becomes one.
   */
  begin(block: number, peer: number, asked: boolean): boolean {
    if (this.frozen || (this.state[block] ?? BLOCK_HERE) >= BLOCK_ARRIVING) return false;
    if (this.state[block] === BLOCK_FREE) this.freeCount--;
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
    this.hereCount++;
    this.letOwnerGo();
  }

  /** The writer went away half-way: the block is wanted again. */
  abandon(block: number, peer: number): void {
    if (!this.isWriter(block, peer)) return;
    this.from[block] = -1;
    const askers = Math.max(0, (this.askers[block] ?? 0) - 1);
    this.askers[block] = askers;
    if (askers > 0) {
      this.state[block] = BLOCK_REQUESTED;
      return;
    }
    this.state[block] = BLOCK_FREE;
    this.letOwnerGo();
    this.freeCount++;
    this.cursor = Math.min(this.cursor, block);
  }

  /** When nothing is asked of the owner any more, another may take over. */
  private letOwnerGo(): void {
    if (this.alone && !this.state.includes(BLOCK_REQUESTED) && !this.state.includes(BLOCK_ARRIVING)) this.owner = -1;
  }

  /** Forgets that anything was received (the piece failed its hash). */
  reset(): void {
    this.state.fill(BLOCK_FREE);
    this.askers.fill(0);
    this.from.fill(-1);
    this.freeCount = this.blockCount;
    this.hereCount = 0;
    this.frozen = false;
    this.cursor = 0;
  }
}
