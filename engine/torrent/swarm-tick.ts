/**
 * The cadence of a swarm, ten times a second at most: request timeouts, choke rounds, stale interest, peers that
 * starved for memory or allowance, keep-alives, idle connections, new connections.
 */
import { ChokeRounds, type ChokeRoundsHost } from './choke-rounds.js';
import { rankBySpeed } from './fast-peers.js';
import { releaseStalled } from './stall-release.js';
import type { Swarm } from './swarm.js';
import type { SwarmDialer } from './swarm-dialer.js';
import type { SwarmPeer } from './swarm-peer.js';
import { isUploadOnly } from './upload-only.js';

/** A request unanswered this long is given to others. */
const REQUEST_TIMEOUT_MS = 60_000;
/** After that, others get what it was asked for before it is asked again. */
const REST_MS = 30_000;
/** A request among others that are answered is given up after this: the peer forgot it. */
const FORGOTTEN_MS = 120_000;
/** A block under way for longer is given to others, with the connection: no honest line is that slow. */
const BLOCK_TIMEOUT_MS = 120_000;
/** When we have not listened: so long afterwards nobody is blamed for silence. */
const SILENCE_IS_OURS_MS = 5_000;
const KEEP_ALIVE_MS = 100_000;
const INACTIVITY_MS = 600_000;
/** Two upload-only peers stay together this long after their last block (BEP 21). */
const SEEDS_TOGETHER_MS = 10_000;
const HALF_OPEN = 30;
const SECOND_MS = 1000;

export interface SwarmTickHost extends ChokeRoundsHost {
  maxConnections(): number;
  /** Our own limit holds downloads back: peers are not to blame for silence. */
  isThrottled(): boolean;
  /** More came than our limit allows: nothing is read until that is paid back. */
  isOverdrawn(): boolean;
}

export class SwarmTick {
  readonly rounds: ChokeRounds;
  private nextSecondAt = 0;
  /** Reading is paused. */
  private held = false;
  /** Since when it is not: what a peer could not say before is not held against it. */
  private listeningSinceMs = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly swarm: Swarm,
    private readonly dialer: SwarmDialer,
    private readonly host: SwarmTickHost,
  ) {
    this.rounds = new ChokeRounds(swarm, host);
  }

  run(nowMs: number): void {
    if (nowMs >= this.nextSecondAt) {
      this.nextSecondAt = nowMs + SECOND_MS;
      this.everySecond(nowMs);
    }
    this.rounds.run(nowMs);
    this.swarm.talk.run();
    this.holdReading(this.host.isOverdrawn(), nowMs);
    let delivering = 0;
    for (const peer of this.swarm.peers.values()) {
      this.swarm.requester.refill(peer, true);
      peer.flush(nowMs);
      if (peer.machine.requests.size > 0 || peer.starved || this.swarm.requester.isInLine(peer)) delivering++;
    }
    this.swarm.requester.shareMemory(delivering);
    this.connect();
  }

  /** Interest or choke changed on their side. */
  onFlags(peer: SwarmPeer): void {
    this.rounds.onFlags(peer, this.swarm.nowMs());
  }

  /** Dials as many candidates as the limits allow. */
  connect(): void {
    const room = this.host.maxConnections() - this.swarm.peers.size - this.dialer.pending;
    this.dialer.dial(Math.min(room, HALF_OPEN - this.dialer.pending), !this.host.isSeeding());
  }

  private holdReading(held: boolean, nowMs: number): void {
    if (held === this.held) return;
    this.held = held;
    if (!held) this.listeningSinceMs = nowMs;
    for (const peer of this.swarm.peers.values()) peer.stream.setReading(!held);
  }

  private everySecond(nowMs: number): void {
    if (!this.held && nowMs - this.listeningSinceMs > SILENCE_IS_OURS_MS) releaseStalled(this.swarm, nowMs);
    const throttled = this.host.isThrottled();
    const seeding = this.host.isSeeding();
    if ((this.swarm.content?.picker.deadlines.size ?? 0) > 0) rankBySpeed(this.swarm.peers.values());
    for (const peer of [...this.swarm.peers.values()]) {
      const { machine } = peer;
      machine.window.onTick(nowMs, throttled);
      if (peer.interestStale) this.swarm.talk.updateInterest(peer);
      // a limit only spaces our requests: who has one and is silent is to blame, unless we do not listen
      if (!this.held) this.expireRequests(peer, nowMs);
      if (seeding && isUploadOnly(peer) && nowMs - machine.stats.lastBlockAt > SEEDS_TOGETHER_MS)
        this.swarm.drop(peer, { kind: 'useless' });
      if (!this.held && isStuckInBlock(peer, nowMs, this.listeningSinceMs)) this.swarm.drop(peer, { kind: 'idle' });
      if (nowMs - machine.stats.lastSentAt > KEEP_ALIVE_MS) machine.keepAlive();
      if (!this.held && nowMs - Math.max(machine.stats.lastReceivedAt, this.listeningSinceMs) > INACTIVITY_MS)
        this.swarm.drop(peer, { kind: 'idle' });
    }
  }

  private expireRequests(peer: SwarmPeer, nowMs: number): void {
    const { machine } = peer;
    const quietSince = Math.max(
      machine.stats.lastBlockAt,
      this.listeningSinceMs,
      Number.isNaN(machine.requests.oldestSentAt) ? nowMs : machine.requests.oldestSentAt,
    );
    const isQuiet = nowMs - quietSince >= REQUEST_TIMEOUT_MS;
    const beforeMs = nowMs - (isQuiet ? REQUEST_TIMEOUT_MS : FORGOTTEN_MS);
    machine.requests.expire(beforeMs, (piece, block) => this.swarm.requester.onDropped(machine, piece, block, true));
    if (!isQuiet) return;
    machine.window.snub();
    peer.askAfterMs = nowMs + REST_MS;
  }
}

/** Gone quiet in the middle of a block, or dripping it: until that ends it gives nothing else, whoever was asked for it meanwhile. */
function isStuckInBlock({ machine }: SwarmPeer, nowMs: number, listeningSinceMs: number): boolean {
  const { blockSinceAt, lastReceivedAt } = machine.stats;
  if (Number.isNaN(blockSinceAt)) return false;
  const since = (ms: number) => nowMs - Math.max(ms, listeningSinceMs);
  return since(lastReceivedAt) > REQUEST_TIMEOUT_MS || since(blockSinceAt) > BLOCK_TIMEOUT_MS;
}
