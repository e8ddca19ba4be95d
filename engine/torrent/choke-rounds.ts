/**
 * Carries out the choker's choices in one swarm: a round every ten seconds, and a slot that falls free in between is
 * given away at once. Slots that nobody wants are lent ahead. Finds the number of slots where the setting leaves it open.
 * Invariant: slots in use and slots lent are together no more than there are, but for peers that wanted nothing for a
 * moment and were kept unchoked until the next round.
 */
import type { ChokeFacts } from '../choker/choke-facts.js';
import { CHOKE_ROUND_MS, Choker } from '../choker/choker.js';
import { FIRST_SLOTS, nextSlotCount, type SlotUse } from '../choker/slot-count.js';
import { SlotLoans } from './slot-loans.js';
import type { Swarm } from './swarm.js';
import type { SwarmPeer } from './swarm-peer.js';
import { isUploadOnly } from './upload-only.js';

/** Asked for blocks and silent for this long: it snubs us (BEP 3). */
const SNUBBED_MS = 60_000;
/** How often the number of slots is judged. */
const LOOK_MS = 3_000;
/** When no slot was free, newcomers wait for the next tick: telling us of interest on and on costs us nothing. */
const FULL_MS = 100;

export interface ChokeRoundsHost {
  isSeeding(): boolean;
  /** Slots as set; 0 leaves the number to us. */
  uploadSlots(): number;
}

export class ChokeRounds {
  private readonly choker: Choker;
  private readonly loans: SlotLoans;
  /** Slots where the setting leaves the number to us. */
  private found = FIRST_SLOTS;
  private nextAt = 0;
  private nextLookAt = 0;
  private fullUntilMs = 0;

  constructor(
    private readonly swarm: Swarm,
    private readonly host: ChokeRoundsHost,
  ) {
    this.choker = new Choker(swarm.random);
    this.loans = new SlotLoans(swarm);
  }

  /** Slots there are now. */
  get slots(): number {
    return this.host.uploadSlots() || this.found;
  }
  isOptimistic(key: number): boolean {
    return this.choker.isOptimistic(key);
  }

  /** Ten times a second. */
  run(nowMs: number): void {
    if (nowMs >= this.nextLookAt) {
      this.nextLookAt = nowMs + LOOK_MS;
      this.look(nowMs);
    }
    if (nowMs >= this.nextAt) {
      this.nextAt = nowMs + CHOKE_ROUND_MS;
      this.round(nowMs);
    } else this.fillFree(nowMs);
  }

  /** A peer came to want something, or nothing more, or told what it has: a free slot is its at once. */
  onFlags(peer: SwarmPeer, nowMs: number): void {
    const { choking, peerInterested } = peer.machine.flags;
    if (!choking) {
      if (peerInterested) this.loans.use(peer, nowMs);
      return;
    }
    if (nowMs < this.fullUntilMs || (!peerInterested && !this.loans.mayHave(peer))) return;
    const { used, lent } = this.count();
    if (!peerInterested && used + lent < this.slots) this.loans.lend(peer, nowMs);
    else if (peerInterested && used < this.slots) this.give(peer, used + lent, nowMs);
    else this.fullUntilMs = nowMs + FULL_MS;
  }

  private round(nowMs: number): void {
    const facts = this.facts(nowMs);
    const chosen = this.choker.choose(facts, this.slots, this.host.isSeeding(), nowMs);
    this.loans.renew(facts, this.slots - chosen.size, nowMs);
    for (const peer of this.swarm.peers.values()) {
      if (!this.loans.has(peer.key)) peer.machine.setChoking(!chosen.has(peer.key), nowMs);
      if (peer.machine.flags.choking && peer.machine.flags.peerInterested) this.swarm.offerFast(peer);
    }
  }

  /** Somebody left or wants nothing more. */
  private fillFree(nowMs: number): void {
    let { used, lent, waiting } = this.count();
    for (; waiting > 0 && used < this.slots; used++, waiting--) {
      const key = this.choker.chooseOne(this.facts(nowMs), this.host.isSeeding(), nowMs);
      const peer = this.swarm.peers.get(key);
      if (peer !== undefined && this.give(peer, used + lent, nowMs)) lent--;
    }
  }

  /** A slot to one who wants it, out of `taken` that are used or lent; true when it was lent to another. */
  private give(peer: SwarmPeer, taken: number, nowMs: number): boolean {
    const back = taken >= this.slots && this.loans.takeBack(nowMs);
    peer.machine.setChoking(false, nowMs);
    return back;
  }

  /** Whether the slots there are bring enough, while others wait for one. */
  private look(nowMs: number): void {
    const { used, waiting } = this.count();
    if (used + waiting <= this.found) return;
    const uses: SlotUse[] = [];
    for (const { machine, stream } of this.swarm.peers.values()) {
      const { flags, stats } = machine;
      if (flags.choking || !flags.peerInterested) continue;
      uses.push({ sinceMs: nowMs - stats.chokeChangedAt, takenBytes: stats.up.total - stats.upAtChange - stream.queuedBytes });
    }
    this.found = nextSlotCount(this.found, uses);
  }

  private count(): { used: number; lent: number; waiting: number } {
    let used = 0;
    let lent = 0;
    let waiting = 0;
    for (const { key, machine } of this.swarm.peers.values()) {
      if (!machine.flags.peerInterested) {
        if (this.loans.has(key)) lent++;
      } else if (machine.flags.choking) waiting++;
      else used++;
    }
    return { used, lent, waiting };
  }

  private facts(nowMs: number): ChokeFacts[] {
    const facts: ChokeFacts[] = [];
    for (const peer of this.swarm.peers.values()) {
      const { flags, pieces, stats } = peer.machine;
      facts.push({
        key: peer.key,
        interested: flags.peerInterested,
        uploadOnly: isUploadOnly(peer),
        unchoked: !flags.choking,
        snubbed: isSnubbed(peer, nowMs),
        downBps: stats.down.bps(nowMs),
        upBps: stats.up.bps(nowMs),
        connectedMs: nowMs - stats.connectedAt,
        hasNothing: pieces.isEmpty,
        sinceChangeMs: nowMs - stats.chokeChangedAt,
        takenBytes: stats.up.total - stats.upAtChange,
      });
    }
    return facts;
  }
}

/** Asked for blocks and silent for a minute, until a block comes: also while it is left alone after that. */
export function isSnubbed({ machine }: SwarmPeer, nowMs: number): boolean {
  const { requests, stats, window } = machine;
  return window.isSnubbed || (requests.size > 0 && nowMs - Math.max(stats.lastBlockAt, requests.oldestSentAt) > SNUBBED_MS);
}
