/**
 * What we got and not everybody has heard of yet, and who is told when. Those we let take something hear of it at once.
 * The others cannot ask for it anyway, and each is a packet: where there are many of them some are told at each tick, in
 * turn, and then all that is new to them. So what telling costs does not grow with the number of connections.
 */
import type { PeerMachine } from '../peer/peer-machine.js';

/** Peers we choke that are told at one tick; up to so many, all of them hear of everything at once. */
const CHOKED_A_TICK = 50;

/** A peer, by what it was told. */
export interface Hearer {
  readonly key: number;
  readonly machine: Pick<PeerMachine, 'flags' | 'pieces' | 'sayHave'>;
  /** How far it has heard. */
  heardUpTo: number;
}

export class HaveLog {
  private pieces: number[] = [];
  /** How many went before the first of `pieces`. */
  private forgotten = 0;
  /** The choked peer that was told last. */
  private lastKey = -1;

  /** How many pieces were ever added: who has heard up to here knows all. */
  get end(): number {
    return this.forgotten + this.pieces.length;
  }

  add(piece: number): void {
    this.pieces.push(piece);
  }

  /** Nobody needs to hear of it any more. */
  clear(): void {
    this.forgotten = this.end;
    this.pieces = [];
  }

  /** Tells whoever is to hear now. `onTick`: it is the turn of some of those we choke. */
  tell(peers: ReadonlyMap<number, Hearer>, onTick: boolean): void {
    if (this.pieces.length === 0) return;
    const choked: Hearer[] = [];
    for (const peer of peers.values()) {
      if (!peer.machine.flags.choking || peer.machine.pieces.isFull) this.tellOne(peer);
      else if (peer.heardUpTo < this.end) choked.push(peer);
    }
    const all = choked.length <= CHOKED_A_TICK;
    const turn = all ? choked : onTick ? this.nextInTurn(choked) : [];
    for (const peer of turn) this.tellOne(peer);
    if (all) this.clear();
    else this.forget(choked);
  }

  /** Tells everybody everything. */
  tellAll(peers: ReadonlyMap<number, Hearer>): void {
    for (const peer of peers.values()) this.tellOne(peer);
    this.clear();
  }

  private tellOne(peer: Hearer): void {
    const { pieces } = peer.machine;
    for (let at = Math.max(0, peer.heardUpTo - this.forgotten); at < this.pieces.length && !pieces.isFull; at++) {
      const piece = this.pieces[at] ?? 0;
      if (!pieces.has(piece)) peer.machine.sayHave(piece);
    }
    peer.heardUpTo = this.end;
  }

  /** Those whose turn it is; peers are in the order of their keys. */
  private nextInTurn(choked: readonly Hearer[]): readonly Hearer[] {
    const first = Math.max(
      0,
      choked.findIndex(({ key }) => key > this.lastKey),
    );
    const turn = [...choked.slice(first), ...choked.slice(0, first)].slice(0, CHOKED_A_TICK);
    this.lastKey = turn.at(-1)?.key ?? -1;
    return turn;
  }

  /** Lets go of what everybody has heard of. */
  private forget(choked: readonly Hearer[]): void {
    let least = this.end;
    for (const { heardUpTo } of choked) least = Math.min(least, heardUpTo);
    this.pieces.splice(0, least - this.forgotten);
    this.forgotten = Math.max(this.forgotten, least);
  }
}
