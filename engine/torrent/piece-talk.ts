/**
 * Who has which piece, told both ways: what peers announce goes to the picker and to our interest in them; what we
 * get is announced at once after a pause and else once a tick, all of it in one write for each peer, and to nobody who
 * has it: so a piece that comes alone is passed on without delay, and many cost no more than one (have-log says to whom
 * when). While super-seeding (BEP 16) peers are shown single pieces instead.
 */
import type { Bitfield } from '../base/bitfield.js';
import type { Clock, Random } from '../base/ports.js';
import { SuperSeed } from '../choker/super-seed.js';
import type { PiecePicker } from '../picker/piece-picker.js';
import { encodeDontHave } from '../wire/extended/lt-donthave.js';
import { HaveLog } from './have-log.js';
import type { SwarmPeer } from './swarm-peer.js';
import { isUploadOnly } from './upload-only.js';

/** After so long in which nothing was told, what is new does not wait for the tick. */
const PAUSE_MS = 100;
/** Above this many HAVEs in a row it is cheaper for both sides to connect anew. */
const MOST_HAVES = 20_000;

export interface PieceTalkHost {
  readonly peers: ReadonlyMap<number, SwarmPeer>;
  readonly pieceBytes: (piece: number) => number;
  /** Null while no payload may move. */
  picker(): PiecePicker | null;
  /** Too much to tell: the connection is ended, and the peer is welcome to come back. */
  startOver(peer: SwarmPeer): void;
}

export class PieceTalk {
  /** Ours, and not looked at yet. */
  private fresh: number[] = [];
  private readonly log = new HaveLog();
  private lastToldMs = Number.NEGATIVE_INFINITY;
  /** What is new is told when this turn ends. */
  private telling = false;
  private wish = false;
  private superSeed: SuperSeed | null = null;
  /** There are other seeds: pretending is over for this time. */
  private superSeedOver = false;
  /** A slice is due. */
  private counting = false;

  constructor(
    private readonly host: PieceTalkHost,
    private readonly clock: Clock,
    private readonly random: Random,
  ) {}

  get wantsSuperSeed(): boolean {
    return this.wish;
  }
  get isSuperSeeding(): boolean {
    return this.superSeed !== null;
  }

  /** The person's wish; it holds for peers that come from now on, and while no other seed is seen. */
  setSuperSeed(on: boolean): void {
    if (on === this.wish) return;
    this.wish = on;
    this.superSeedOver = false;
    if (!on) this.endSuperSeed();
  }

  /** Our first message to a peer: what we have (`have` is null while the metadata is missing). */
  greet(peer: SwarmPeer, have: Bitfield | null): void {
    peer.heardUpTo = this.log.end;
    if (have === null) return peer.machine.sayNothingYet();
    if (!this.maySuperSeed(have)) return peer.machine.sayPieces(have);
    this.superSeed ??= new SuperSeed(have.size, this.host.pieceBytes, this.random, (piece) => this.host.picker()?.availability(piece) ?? 0);
    this.superSeed.add(peer.key);
    peer.machine.sayNothingYet();
  }

  /** No payload moves any more: what was to be told is no longer so. */
  reset(): void {
    this.fresh = [];
    this.log.clear();
    this.superSeed = null;
    this.superSeedOver = false;
  }

  /** We have one more piece: told when this turn ends, or with the next tick. */
  announceHave(piece: number): void {
    this.fresh.push(piece);
    this.log.add(piece);
    if (this.telling || this.clock.now() - this.lastToldMs < PAUSE_MS) return;
    this.telling = true;
    this.clock.soon(() => {
      this.telling = false;
      this.tellFresh(false);
      for (const peer of [...this.host.peers.values()]) peer.flush(this.clock.now());
    });
  }

  /** We have one piece less: peers that understand it are told (BEP 54), requests of the others are rejected. */
  announceLost(piece: number): void {
    if (this.superSeed !== null) this.onOtherSeed();
    this.noteFresh();
    this.log.tellAll(this.host.peers);
    for (const peer of this.host.peers.values()) {
      const id = peer.extended?.ids.ltDontHave ?? 0;
      if (id !== 0) peer.machine.sayExtended(id, encodeDontHave(piece));
      peer.interestStale = true;
    }
  }

  /** Once a tick: says what is new. */
  run(): void {
    if (this.superSeed !== null) this.showNext(this.superSeed);
    this.count();
    this.tellFresh(true);
  }

  private tellFresh(onTick: boolean): void {
    this.noteFresh();
    this.log.tell(this.host.peers, onTick);
  }

  /** What is new to us changes what we may want of peers. */
  private noteFresh(): void {
    const { fresh } = this;
    if (fresh.length === 0) return;
    this.fresh = [];
    this.lastToldMs = this.clock.now();
    for (const peer of this.host.peers.values()) {
      const { permits, pieces } = peer.machine;
      for (const piece of fresh) {
        permits.done(piece);
        if (pieces.has(piece)) peer.interestStale = true;
      }
    }
  }

  /** Works out whether we want anything from the peer, and says so. */
  updateInterest(peer: SwarmPeer): void {
    const picker = this.host.picker();
    const interesting = picker === null ? false : picker.isInteresting(peer);
    peer.interestStale = interesting === null; // still being looked through
    if (interesting !== null) peer.machine.setInterested(interesting);
  }

  onPieces(peer: SwarmPeer): void {
    const { machine } = peer;
    this.host.picker()?.counts.add(peer);
    this.updateInterest(peer);
    this.count();
    this.superSeed?.onList(peer.key, machine.pieces, this.clock.now());
    if (machine.pieces.isFull) this.onOtherSeed();
  }
  onHave(peer: SwarmPeer, piece: number): void {
    const { machine } = peer;
    const picker = this.host.picker();
    if (picker === null) return;
    picker.counts.addPiece(peer, piece);
    if (!machine.flags.interested && !picker.have.has(piece) && picker.isWanted(piece)) machine.setInterested(true);
    this.superSeed?.onHave(peer.key, piece, this.clock.now());
    if (machine.pieces.isFull) this.onOtherSeed();
  }
  onPieceLost(peer: SwarmPeer, piece: number): void {
    this.host.picker()?.counts.removePiece(peer, piece);
    peer.interestStale = true;
    this.count();
  }
  onGone(peer: SwarmPeer): void {
    this.superSeed?.remove(peer.key);
    this.host.picker()?.counts.remove(peer);
    this.count();
  }

  /** Large sets of pieces are counted in slices, each in a task of its own. */
  count(): void {
    if (this.counting || !this.host.picker()?.counts.isUnderWay) return;
    this.counting = true;
    this.clock.soon(() => {
      this.counting = false;
      const done = this.host.picker()?.counts.runSlice() ?? null;
      const peer = done === null ? undefined : this.host.peers.get(done.key);
      if (peer !== undefined) this.updateInterest(peer);
      this.count();
    });
  }

  private maySuperSeed(have: Bitfield): boolean {
    return this.wish && !this.superSeedOver && have.isFull;
  }

  private showNext(superSeed: SuperSeed): void {
    const nowMs = this.clock.now();
    for (const peer of this.host.peers.values()) {
      for (const piece of superSeed.next(peer.key, peer.machine.stats.up.total, nowMs)) peer.machine.sayHave(piece);
      // one that was shown all, or says that it needs nothing more, can be as good a source as we are
      if (superSeed.knowsAll(peer.key) || isUploadOnly(peer)) return this.onOtherSeed();
    }
  }

  private onOtherSeed(): void {
    this.superSeedOver = true;
    this.endSuperSeed();
  }

  /** Everybody learns what we have. */
  private endSuperSeed(): void {
    const { superSeed } = this;
    this.superSeed = null;
    if (superSeed === null) return;
    for (const peer of [...this.host.peers.values()]) {
      if (superSeed.hiddenCount(peer.key) > MOST_HAVES) this.host.startOver(peer);
      else for (const piece of superSeed.hiddenFrom(peer.key) ?? []) if (!peer.machine.pieces.has(piece)) peer.machine.sayHave(piece);
    }
  }
}
