/**
 * One web seed as the picker and the piece flow see it: a peer with a key of its own, asked for runs of blocks. The
 * length of runs follows its speed: long enough that requests do not matter, short enough that it does not
 * sit on blocks.
 */
import type { Endpoint } from '../api/ids.js';
import { BLOCK_BYTES } from '../base/block-size.js';
import { hostOf } from '../base/outbound-rules.js';
import type { Clock } from '../base/ports.js';
import { PeerMemo } from '../picker/peer-memo.js';
import type { PickPeer } from '../picker/pick-peer.js';
import type { BlockTarget } from '../webseed/block-run.js';
import type { WebSeed } from '../webseed/web-seed.js';
import { type Contributor, Probation } from './probation.js';
import type { SwarmContent } from './swarm-content.js';
import type { Traffic } from './traffic.js';

/** Keys of peers stay far below. */
const FIRST_KEY = 2 ** 30;
const FIRST_RUN_BLOCKS = (1024 * 1024) / BLOCK_BYTES;
const SHORTEST_RUN_BLOCKS = 4;
const LONGEST_RUN_BLOCKS = (16 * 1024 * 1024) / BLOCK_BYTES;
/** A run shall take about so long: below, the next is twice as long, above, half. */
const RUN_MS = { least: 2_000, most: 8_000 };

/** On probation, the pieces it had a part in are waited for so long. */
const WAITED_MS = 300;

let nextKey = FIRST_KEY;

export class WebSeedSlot implements PickPeer, Contributor {
  readonly key = nextKey++;
  readonly endpoint: Endpoint;
  readonly seed: WebSeed;
  readonly probation = new Probation();
  /** Blocks it is asked for at once. */
  runBlocks = FIRST_RUN_BLOCKS;
  private content: SwarmContent | null = null;
  private lastBlockAtMs = 0;

  constructor(
    /** As the torrent names it. */
    readonly url: string,
    parsed: URL,
    private readonly traffic: Traffic,
    private readonly clock: Pick<Clock, 'now'>,
    makeSeed: (key: number) => WebSeed,
  ) {
    this.endpoint = { host: hostOf(parsed), port: Number(parsed.port) || (parsed.protocol === 'https:' ? 443 : 80) };
    this.seed = makeSeed(this.key);
  }

  /** Payload may move: everything is new to the picker. */
  start(content: SwarmContent): void {
    this.content = content;
    this.memo = new PeerMemo();
    this.count();
  }
  stop(): void {
    this.seed.stop();
    this.uncount();
    this.content = null;
  }

  /** Its pieces count as available, or count anew. */
  count(): void {
    this.content?.picker.counts.add(this);
  }
  uncount(): void {
    this.content?.picker.counts.remove(this);
  }

  /** Fetches what was picked: `count` pairs in order. */
  fetch(blocks: Int32Array, count: number): void {
    const isPaid = this.traffic.download.rateBps !== null;
    if (isPaid) this.traffic.download.spend(count * BLOCK_BYTES);
    this.seed.fetch(blocks, count, new PaidRun(this, isPaid));
  }
  /** A run is over; `whole`: it came to a good end. */
  runEnded(tookMs: number, whole: boolean): void {
    if (!whole) this.runBlocks = Math.max(SHORTEST_RUN_BLOCKS, this.runBlocks >> 2);
    else if (tookMs < RUN_MS.least) this.runBlocks = Math.min(LONGEST_RUN_BLOCKS, this.runBlocks * 2);
    else if (tookMs > RUN_MS.most) this.runBlocks = Math.max(SHORTEST_RUN_BLOCKS, this.runBlocks >> 1);
  }

  /** Blocks that may be asked of it by what it has shown so far, as for a peer; one whose pieces wait for others in vain gets one more. */
  probationRoom(blocksPerPiece: number): number {
    if (this.probation.isOver) return Number.POSITIVE_INFINITY;
    const asked = this.seed.blocksLeft;
    const room = this.probation.room(asked, blocksPerPiece, (piece) => this.content?.picker.openPiece(piece) !== undefined);
    return room <= 0 && asked === 0 && this.clock.now() - this.lastBlockAtMs > WAITED_MS ? blocksPerPiece : room;
  }

  /** Payload came of a run that was taken off the limit when it was asked for, or was not. False: the limit is overdrawn. */
  onBytes(bytes: number, wasted: number, isPaid: boolean): boolean {
    this.traffic.received(bytes, this.clock.now());
    if (wasted > 0) this.traffic.wasted(wasted);
    // a limit that was set while this was on its way already
    if (!isPaid && this.traffic.download.rateBps !== null) this.traffic.download.spend(bytes);
    return !this.traffic.isOverdrawn;
  }

  // ---- PickPeer ----

  memo = new PeerMemo();
  /** What is due soon is asked of it too: servers mostly are the fastest. */
  readonly isFast = true;
  readonly keepsPieces = true;
  onParole = false;

  get has() {
    return this.seed.has;
  }
  isAsked(piece: number, block: number): boolean {
    return this.seed.isAsked(piece, block);
  }

  // ---- blocks ----

  begin(piece: number, offset: number, length: number): boolean {
    return this.content?.flow.begin(piece, offset, length, this.key, true) ?? false;
  }
  write(piece: number, offset: number, view: Uint8Array): void {
    this.content?.flow.write(piece, offset, view, this.key);
  }
  finish(piece: number, offset: number): void {
    this.lastBlockAtMs = this.clock.now();
    this.probation.onBlock(piece);
    this.content?.flow.finish(piece, offset, this.key);
  }
  giveBack(piece: number, block: number, begun: boolean, isPaid: boolean): void {
    if (isPaid) this.traffic.download.giveBack(BLOCK_BYTES);
    if (begun) this.content?.picker.abandon(piece, block, this.key);
    else this.content?.picker.unask(piece, block);
  }
}

/** One run: whether its blocks were taken off a limit when they were asked for. */
class PaidRun implements BlockTarget {
  constructor(
    private readonly slot: WebSeedSlot,
    private readonly isPaid: boolean,
  ) {}

  begin(piece: number, offset: number, length: number): boolean {
    return this.slot.begin(piece, offset, length);
  }
  write(piece: number, offset: number, view: Uint8Array): void {
    this.slot.write(piece, offset, view);
  }
  finish(piece: number, offset: number): void {
    this.slot.finish(piece, offset);
  }
  giveBack(piece: number, block: number, begun: boolean): void {
    this.slot.giveBack(piece, block, begun, this.isPaid);
  }
  onBytes(bytes: number, wasted: number): boolean {
    return this.slot.onBytes(bytes, wasted, this.isPaid);
  }
}
