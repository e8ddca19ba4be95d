/**
 * Upload slots lent to peers that want nothing yet (choker/loans says to whom). A borrower may ask the moment it wants
 * something; until then its slot is anybody's who does. A loan is no turn: it does not count as having been served.
 */
import type { ChokeFacts } from '../choker/choke-facts.js';
import { borrowers } from '../choker/loans.js';
import type { SwarmPeer } from './swarm-peer.js';
import { isUploadOnly } from './upload-only.js';

export interface SlotLoansHost {
  readonly peers: ReadonlyMap<number, SwarmPeer>;
  /** Null while no payload may move. */
  readonly content: object | null;
}

export class SlotLoans {
  /** Keys of those who have a loan, the oldest first; some may have left. */
  private readonly keys = new Set<number>();

  constructor(private readonly host: SlotLoansHost) {}

  has(key: number): boolean {
    return this.keys.has(key);
  }

  /** Between rounds a loan is for newcomers, and for none that will want nothing. */
  mayHave(peer: SwarmPeer): boolean {
    return this.host.content !== null && peer.machine.stats.chokeChangedAt === Number.NEGATIVE_INFINITY && !isUploadOnly(peer);
  }

  lend({ key, machine }: SwarmPeer, nowMs: number): void {
    const { stats } = machine;
    const { chokeChangedAt } = stats;
    this.keys.add(key);
    machine.setChoking(false, nowMs);
    stats.chokeChangedAt = chokeChangedAt;
    stats.upAtChange = stats.up.total;
  }

  /** A peer that is not choked wants something: if its slot was lent, it is its own from now on. */
  use({ key, machine }: SwarmPeer, nowMs: number): void {
    if (this.keys.delete(key)) machine.stats.onChoke(nowMs);
  }

  /** Ends the oldest loan; false when there is none. */
  takeBack(nowMs: number): boolean {
    for (const key of this.keys) {
      this.keys.delete(key);
      const peer = this.host.peers.get(key);
      if (peer === undefined) continue;
      const { stats } = peer.machine;
      const { chokeChangedAt } = stats;
      peer.machine.setChoking(true, nowMs);
      stats.chokeChangedAt = chokeChangedAt;
      return true;
    }
    return false;
  }

  /** A round: lends what is free. Whoever took from a loan without saying that it wants something gets none. */
  renew(facts: readonly ChokeFacts[], free: number, nowMs: number): void {
    const honest = facts.filter(({ key, takenBytes }) => !this.keys.has(key) || takenBytes === 0);
    this.keys.clear();
    if (this.host.content === null) return;
    for (const key of borrowers(honest, free)) {
      const peer = this.host.peers.get(key);
      if (peer !== undefined) this.lend(peer, nowMs);
    }
  }
}
