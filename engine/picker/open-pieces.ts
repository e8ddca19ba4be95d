/** The pieces under way, those with blocks to ask for among them oldest first, and how blocks are taken from them. */
import { OpenPiece } from './open-piece.js';
import type { PickerHost, PickPeer } from './pick-peer.js';

/** Open pieces looked at in one call. */
const MOST_LOOKED_AT = 128;

export class OpenPieces {
  readonly byNumber = new Map<number, OpenPiece>();
  /** There was no memory for a block since this was last set to false. */
  refused = false;
  /** Pieces looked at since the beginning. */
  walked = 0;
  private readonly withFree = new Set<OpenPiece>();

  constructor(private readonly host: PickerHost) {}

  get size(): number {
    return this.byNumber.size;
  }
  /** Those with blocks to ask for. */
  get withFreeCount(): number {
    return this.withFree.size;
  }
  get(piece: number): OpenPiece | undefined {
    return this.byNumber.get(piece);
  }

  /** Opens a piece that is not open. `take` from it next, or `noteFree`: most small pieces are asked for at once, and never wait. */
  add(piece: number, alone: boolean): OpenPiece {
    const open = new OpenPiece(piece, this.host.blocksIn(piece));
    open.alone = alone;
    this.byNumber.set(piece, open);
    this.host.opened(open);
    return open;
  }
  /** False when it was not open. */
  remove(piece: number): boolean {
    const open = this.byNumber.get(piece);
    if (open === undefined) return false;
    this.byNumber.delete(piece);
    this.withFree.delete(open);
    return true;
  }
  /** Some of its blocks are to be asked for again. */
  noteFree(open: OpenPiece): void {
    if (open.freeCount > 0) this.withFree.add(open);
  }

  /**
   * Takes blocks from all that a peer may be asked for: the piece asked for last first, then from the oldest on.
   * `apart`: not from those that another peer keeps.
   */
  pick(peer: PickPeer, max: number, out: Int32Array, from: number, apart = false): number {
    const { memo } = peer;
    let count = this.pickCurrent(peer, max, out, from, false);
    if (count >= max || this.withFree.size === 0) return count;
    memo.walk ??= this.withFree.values();
    for (let i = 0; i < MOST_LOOKED_AT; i++) {
      if (count >= max) return count;
      const open: OpenPiece | undefined = memo.walk.next().value;
      if (open === undefined) {
        memo.walk = null;
        return count;
      }
      this.walked++;
      if (apart && open.isKeptFrom(memo)) continue;
      if (peer.has.has(open.piece) && open.admits(peer.key)) count = this.take(open, peer, max, out, count);
    }
    return count;
  }

  /** Takes blocks from the piece that the peer was asked for last; `own`: only if nobody else has a part in it. */
  pickCurrent(peer: PickPeer, max: number, out: Int32Array, from: number, own: boolean): number {
    const { current } = peer.memo;
    if (current === null || !this.withFree.has(current) || !peer.has.has(current.piece)) return from; // it may have lost it (BEP 54)
    const may = own ? current.isOwnOf(peer.key) : current.admits(peer.key);
    return may ? this.take(current, peer, max, out, from) : from;
  }

  /** Takes free blocks from one piece: marks them as asked, writes pairs from `from` on, returns how many there are then. */
  take(open: OpenPiece, peer: PickPeer, max: number, out: Int32Array, from: number): number {
    let count = from;
    while (count < max) {
      const block = open.nextFree();
      if (block < 0) break;
      if (!this.host.reserve(open, block)) {
        this.refused = true;
        break;
      }
      open.ask(block, peer.key);
      out[count * 2] = open.piece;
      out[count * 2 + 1] = block;
      count++;
    }
    if (open.freeCount === 0) this.withFree.delete(open);
    else this.withFree.add(open);
    if (count > from) peer.memo.current = open.freeCount > 0 ? open : null; // else it waits for memory
    open.keeper = peer.keepsPieces && peer.memo.current === open ? peer.memo : null;
    return count;
  }
}
