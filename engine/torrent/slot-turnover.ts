/**
 * Makes room for better peers: while there is no place for another connection and candidates wait, the least useful
 * peers are let go now and then. They are not blamed, and may be dialled again later.
 */
import type { Endpoint } from '../api/ids.js';
import { leastUseful, type TurnoverFacts } from '../roster/turnover.js';
import type { SwarmPeer } from './swarm-peer.js';

const EVERY_MS = 30_000;
/** Payload is looked at so often; what is between two looks counts as moved at the second. */
const LOOK_MS = 5000;

export interface SlotTurnoverHost {
  peers(): ReadonlyMap<number, SwarmPeer>;
  /** No connection is left, here or in the session, and somebody waits to be dialled. */
  isCrowded(nowMs: number): boolean;
  /** Canonical priority of a peer (BEP 40); higher is better. */
  rankOf(endpoint: Endpoint): number;
  outrank(peer: SwarmPeer): void;
}

interface Seen {
  bytes: number;
  atMs: number;
}

export class SlotTurnover {
  private readonly seen = new WeakMap<SwarmPeer, Seen>();
  private nextLookMs = 0;
  private nextMs = EVERY_MS;

  constructor(private readonly host: SlotTurnoverHost) {}

  run(nowMs: number): void {
    if (nowMs < this.nextLookMs) return;
    this.nextLookMs = nowMs + LOOK_MS;
    for (const peer of this.host.peers().values()) this.look(peer, nowMs);
    if (nowMs < this.nextMs || !this.host.isCrowded(nowMs)) return;
    this.nextMs = nowMs + EVERY_MS;
    this.letGo(this.least(nowMs));
  }

  /** Somebody stands at the door: lets one go who is of no use, if there is one. */
  makeRoom(nowMs: number): void {
    this.letGo(this.least(nowMs).slice(0, 1));
  }

  private least(nowMs: number): readonly number[] {
    return leastUseful([...this.host.peers().values()].map((peer) => this.facts(peer, nowMs)));
  }
  private letGo(keys: readonly number[]): void {
    for (const key of keys) {
      const peer = this.host.peers().get(key);
      if (peer !== undefined) this.host.outrank(peer);
    }
  }

  private look(peer: SwarmPeer, nowMs: number): Seen {
    const { connectedAt, down, up } = peer.machine.stats;
    const bytes = down.total + up.total;
    const seen = this.seen.get(peer) ?? { bytes: 0, atMs: connectedAt };
    if (bytes !== seen.bytes) seen.atMs = nowMs;
    seen.bytes = bytes;
    this.seen.set(peer, seen);
    return seen;
  }

  private facts(peer: SwarmPeer, nowMs: number): TurnoverFacts {
    const { flags, identity, stats } = peer.machine;
    return {
      key: peer.key,
      connectedMs: nowMs - stats.connectedAt,
      idleMs: nowMs - this.look(peer, nowMs).atMs,
      bps: stats.down.bps(nowMs) + stats.up.bps(nowMs),
      weInterested: flags.interested,
      theyInterested: flags.peerInterested,
      rank: this.host.rankOf(identity.endpoint),
    };
  }
}
