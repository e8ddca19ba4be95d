/**
 * The cadence of a swarm, ten times a second at most: request timeouts, choke rounds, stale interest, peers that
 * starved for memory or allowance, keep-alives, idle connections, new connections.
 */
import { CHOKE_ROUND_MS, type ChokeFacts, Choker } from '../choker/choker.js';
import type { Swarm } from './swarm.js';
import type { SwarmDialer } from './swarm-dialer.js';
import type { SwarmPeer } from './swarm-peer.js';

/** A request unanswered this long is given to others (reliability: request 60 s). */
const REQUEST_TIMEOUT_MS = 60_000;
/** After that, others get what it was asked for before it is asked again. */
const REST_MS = 30_000;
/** A block under way for longer is given to others, with the connection: no honest line is that slow. */
const BLOCK_TIMEOUT_MS = 120_000;
const KEEP_ALIVE_MS = 100_000;
const INACTIVITY_MS = 600_000;
/** A seed keeps another seed this long after their last block. */
const SEEDS_TOGETHER_MS = 10_000;
const HALF_OPEN = 30;
const SECOND_MS = 1000;

export interface SwarmTickHost {
  isSeeding(): boolean;
  uploadSlots(): number;
  maxConnections(): number;
  /** Our own limit holds downloads back: peers are not to blame for silence. */
  isThrottled(): boolean;
}

export class SwarmTick {
  private readonly choker: Choker;
  private nextChokeAt = 0;
  private nextSecondAt = 0;

  constructor(
    private readonly swarm: Swarm,
    private readonly dialer: SwarmDialer,
    private readonly host: SwarmTickHost,
  ) {
    this.choker = new Choker(swarm.random);
  }

  get optimisticKey(): number {
    return this.choker.optimisticKey;
  }

  run(nowMs: number): void {
    if (nowMs >= this.nextSecondAt) {
      this.nextSecondAt = nowMs + SECOND_MS;
      this.everySecond(nowMs);
    }
    if (nowMs >= this.nextChokeAt) {
      this.nextChokeAt = nowMs + CHOKE_ROUND_MS;
      this.chokeRound(nowMs);
    }
    for (const peer of this.swarm.peers.values()) {
      this.swarm.refill(peer, true);
      peer.flush(nowMs);
    }
    this.connect();
  }

  /** Interest or choke changed: a free upload slot is given at once rather than at the next round. */
  onFlags(peer: SwarmPeer): void {
    if (!peer.machine.flags.peerInterested || !peer.machine.flags.choking) return;
    let used = 0;
    for (const other of this.swarm.peers.values()) if (!other.machine.flags.choking && other.machine.flags.peerInterested) used++;
    if (used < this.host.uploadSlots()) peer.machine.setChoking(false);
  }

  /** Dials as many candidates as the limits allow. */
  connect(): void {
    const room = this.host.maxConnections() - this.swarm.peers.size - this.dialer.pending;
    this.dialer.dial(Math.min(room, HALF_OPEN - this.dialer.pending), !this.host.isSeeding());
  }

  private everySecond(nowMs: number): void {
    const throttled = this.host.isThrottled();
    const seeding = this.host.isSeeding();
    for (const peer of [...this.swarm.peers.values()]) {
      const { machine } = peer;
      machine.window.onTick(nowMs, throttled);
      if (peer.interestStale) this.swarm.updateInterest(peer);
      if (!throttled) this.expireRequests(peer, nowMs);
      if (seeding && machine.pieces.isFull && nowMs - machine.stats.lastBlockAt > SEEDS_TOGETHER_MS)
        this.swarm.drop(peer, { kind: 'useless' });
      if (isStuckInBlock(peer, nowMs)) this.swarm.drop(peer, { kind: 'idle' });
      if (nowMs - machine.stats.lastSentAt > KEEP_ALIVE_MS) machine.keepAlive();
      if (nowMs - machine.stats.lastReceivedAt > INACTIVITY_MS) this.swarm.drop(peer, { kind: 'idle' });
    }
  }

  private expireRequests(peer: SwarmPeer, nowMs: number): void {
    const { machine } = peer;
    const quietSince = Math.max(
      machine.stats.lastBlockAt,
      Number.isNaN(machine.requests.oldestSentAt) ? nowMs : machine.requests.oldestSentAt,
    );
    if (nowMs - quietSince < REQUEST_TIMEOUT_MS) return;
    machine.requests.expire(nowMs - REQUEST_TIMEOUT_MS, (piece, block) => this.swarm.onRequestDropped(machine, piece, block));
    machine.window.snub();
    peer.askAfterMs = nowMs + REST_MS;
  }

  private chokeRound(nowMs: number): void {
    const facts: ChokeFacts[] = [];
    for (const peer of this.swarm.peers.values()) {
      const { machine } = peer;
      facts.push({
        key: peer.key,
        interested: machine.flags.peerInterested,
        unchoked: !machine.flags.choking,
        snubbed: isSnubbed(peer, nowMs),
        downBps: machine.stats.down.bps(nowMs),
        upBps: machine.stats.up.bps(nowMs),
        connectedMs: nowMs - machine.stats.connectedAt,
      });
    }
    const chosen = this.choker.choose(facts, this.host.uploadSlots(), this.host.isSeeding(), nowMs);
    for (const peer of this.swarm.peers.values()) peer.machine.setChoking(!chosen.has(peer.key));
  }
}

/** Gone quiet in the middle of a block, which nobody else can be asked for meanwhile; or dripping it. */
function isStuckInBlock(peer: SwarmPeer, nowMs: number): boolean {
  if (peer.claimedPiece < 0) return false;
  return nowMs - peer.machine.stats.lastReceivedAt > REQUEST_TIMEOUT_MS || nowMs - peer.claimedAtMs > BLOCK_TIMEOUT_MS;
}

/** Asked for blocks and silent for a minute. */
export function isSnubbed(peer: SwarmPeer, nowMs: number): boolean {
  return peer.machine.requests.size > 0 && nowMs - peer.machine.stats.lastBlockAt > REQUEST_TIMEOUT_MS;
}
