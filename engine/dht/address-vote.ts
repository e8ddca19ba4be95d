/**
 * Our address as nodes see it (BEP 42). It decides our id, so one stranger's word is not enough: several networks must
 * agree, and be more than half of those that spoke of late.
 */
import { scopeOf } from '../base/ip-address.js';
import { networkOf, type Place } from './place.js';

/** Networks that must agree. */
const QUORUM = 5;
/** Voters remembered; the oldest are forgotten first. */
const MOST_VOTERS = 40;

export class AddressVote {
  /** One voice for each network. */
  private readonly votes = new Map<string, string>();
  private chosen: string | null = null;

  /** Canonical text; null while there is no agreement. */
  get address(): string | null {
    return this.chosen;
  }

  /** A node says that we are at `host`. True when that changes what holds. Addresses of local networks decide nothing. */
  add(voter: Place, host: string): boolean {
    if (scopeOf(host) !== 'global') return false;
    const network = networkOf(voter);
    this.votes.delete(network);
    this.votes.set(network, host);
    const [oldest] = this.votes.keys();
    if (this.votes.size > MOST_VOTERS && oldest !== undefined) this.votes.delete(oldest);
    if (host === this.chosen) return false;
    let agreeing = 0;
    for (const vote of this.votes.values()) if (vote === host) agreeing++;
    if (agreeing < QUORUM || agreeing * 2 <= this.votes.size) return false;
    this.chosen = host;
    return true;
  }

  /** We are elsewhere now: what was said before counts no more. */
  reset(): void {
    this.votes.clear();
    this.chosen = null;
  }
}
