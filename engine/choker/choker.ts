/**
 * Who may download from us (BEP 3, "choking"), every ten seconds. While leeching, slots go to those who give us most;
 * one slot, and every slot that nobody has earned (giving nothing or snubbing us earns none), is given by chance for
 * thirty seconds at a time, newcomers preferred. While seeding see seed-order. Facts in, keys out.
 */
import type { Random } from '../base/ports.js';
import type { ChokeFacts } from './choke-facts.js';
import { regularWhileLeeching } from './leech-order.js';
import { regularWhileSeeding } from './seed-order.js';

export const CHOKE_ROUND_MS = 10_000;
const OPTIMISTIC_MS = 30_000;
/** A peer connected less than this ago is three times as likely to get a slot by chance (BEP 3). */
const NEWCOMER_MS = 60_000;
const NEWCOMER_LOTS = 3;

export class Choker {
  /** Slots given by chance: since when. */
  private readonly lucky = new Map<number, number>();

  constructor(private readonly random: Random) {}

  isOptimistic(key: number): boolean {
    return this.lucky.has(key);
  }

  /** One round: the keys to have unchoked, at most `slots`. */
  choose(peers: readonly ChokeFacts[], slots: number, seeding: boolean, nowMs: number): Set<number> {
    const interested = peers.filter((peer) => peer.interested);
    if (interested.length <= slots) {
      this.lucky.clear();
      return new Set(interested.map((peer) => peer.key));
    }
    const chosen = new Set(seeding ? regularWhileSeeding(interested, slots) : regularWhileLeeching(interested, slots - 1));
    this.keepLucky(interested, chosen, slots, nowMs);
    while (chosen.size < slots) {
      const key = this.draw(interested.filter((peer) => !chosen.has(peer.key)));
      if (key < 0) break;
      this.lucky.set(key, nowMs);
      chosen.add(key);
    }
    return chosen;
  }

  /** A slot is free between rounds: who gets it; -1 when nobody waits. */
  chooseOne(peers: readonly ChokeFacts[], seeding: boolean, nowMs: number): number {
    const waiting = peers.filter((peer) => peer.interested && !peer.unchoked);
    const [first] = seeding ? regularWhileSeeding(waiting, 1) : regularWhileLeeching(waiting, 1);
    if (first !== undefined) return first;
    const key = this.draw(waiting);
    if (key >= 0) this.lucky.set(key, nowMs);
    return key;
  }

  /** Those whose thirty seconds are not over keep their slot, unless they have earned one, or others have earned it: then the latest keep theirs. */
  private keepLucky(interested: readonly ChokeFacts[], chosen: Set<number>, slots: number, nowMs: number): void {
    const here = new Set(interested.map((peer) => peer.key));
    for (const [key, since] of this.lucky) {
      if (!here.has(key) || chosen.has(key) || nowMs - since >= OPTIMISTIC_MS) this.lucky.delete(key);
    }
    for (const key of [...this.lucky.keys()].reverse()) {
      if (chosen.size < slots) chosen.add(key);
      else this.lucky.delete(key);
    }
  }

  private draw(peers: readonly ChokeFacts[]): number {
    const lots = peers.flatMap((peer) => new Array<number>(isNewcomer(peer) ? NEWCOMER_LOTS : 1).fill(peer.key));
    return lots[Math.floor(this.random.next() * lots.length)] ?? -1;
  }
}

/** Newly connected, or without anything to give back yet. */
const isNewcomer = (peer: ChokeFacts): boolean => peer.connectedMs < NEWCOMER_MS || peer.hasNothing;
