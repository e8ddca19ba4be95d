/**
 * Who may download from us (BEP 3, "choking"): every ten seconds the slots go to the interested peers that give us
 * most (while leeching) or take fastest (while seeding), and one slot rotates every thirty seconds so that newcomers
 * get a chance. Facts in, keys out.
 */
import type { Random } from '../base/ports.js';

export interface ChokeFacts {
  readonly key: number;
  readonly interested: boolean;
  readonly unchoked: boolean;
  /** Sends nothing though asked for a minute: no longer counts as giving. */
  readonly snubbed: boolean;
  readonly downBps: number;
  readonly upBps: number;
  readonly connectedMs: number;
}

export const CHOKE_ROUND_MS = 10_000;
const OPTIMISTIC_MS = 30_000;
/** A peer connected less than this ago is three times as likely to get the optimistic slot (BEP 3). */
const NEWCOMER_MS = 60_000;

export class Choker {
  private optimistic = -1;
  private optimisticSince = Number.NEGATIVE_INFINITY;

  constructor(private readonly random: Random) {}

  /** The key in the optimistic slot; -1 when it is empty. */
  get optimisticKey(): number {
    return this.optimistic;
  }

  /** One round: the keys to have unchoked, at most `slots` (one of them optimistic). */
  choose(peers: readonly ChokeFacts[], slots: number, seeding: boolean, nowMs: number): Set<number> {
    const interested = peers.filter((peer) => peer.interested);
    const chosen = new Set<number>();
    if (interested.length <= slots) {
      for (const peer of interested) chosen.add(peer.key);
      return chosen;
    }
    const order = seeding ? bySeeding(interested) : byReturn(interested);
    for (const peer of order) {
      if (chosen.size >= slots - 1) break;
      if (seeding || !peer.snubbed) chosen.add(peer.key);
    }
    const rest = interested.filter((peer) => !chosen.has(peer.key));
    const current = rest.find((peer) => peer.key === this.optimistic);
    if (current === undefined || nowMs - this.optimisticSince >= OPTIMISTIC_MS) {
      this.optimistic = this.draw(rest);
      this.optimisticSince = nowMs;
    }
    if (this.optimistic >= 0) chosen.add(this.optimistic);
    return chosen;
  }

  private draw(peers: readonly ChokeFacts[]): number {
    const lots = peers.flatMap((peer) => (peer.connectedMs < NEWCOMER_MS ? [peer.key, peer.key, peer.key] : [peer.key]));
    return lots[Math.floor(this.random.next() * lots.length)] ?? -1;
  }
}

/** Leeching: who gives us most. */
function byReturn(peers: readonly ChokeFacts[]): ChokeFacts[] {
  return [...peers].sort((a, b) => b.downBps - a.downBps || b.upBps - a.upBps);
}

/** Seeding: who takes fastest, with a small bonus for those already served so that slots do not flap. */
function bySeeding(peers: readonly ChokeFacts[]): ChokeFacts[] {
  const score = (peer: ChokeFacts) => peer.upBps * (peer.unchoked ? 1.1 : 1);
  return [...peers].sort((a, b) => score(b) - score(a) || b.connectedMs - a.connectedMs);
}
