/** When our id is to change: several networks agree on our address, and the id does not follow from it (BEP 42). Not more often than every ten minutes. */
import { ipFamily, parseIp } from '../base/ip-address.js';
import type { Random } from '../base/ports.js';
import { AddressVote } from './address-vote.js';
import type { NodeId } from './node-id.js';
import type { Family, Place } from './place.js';
import { idFitsAddress, makeSecureId } from './secure-id.js';

const BETWEEN_MS = 10 * 60_000;

export class BoundId {
  readonly vote = new AddressVote();
  private lastAtMs = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly family: Family,
    private readonly random: Random,
  ) {}

  /** The node at `voter` says that we are at `host`. The id to take now; null: the present one stays. */
  onSeenAs(host: string, voter: Place, present: NodeId, nowMs: number): NodeId | null {
    if (ipFamily(host) !== this.family) return null;
    this.vote.add(voter, host);
    const { address } = this.vote;
    const ip = address === null ? null : parseIp(address);
    if (ip === null || address === null || idFitsAddress(present, address) || nowMs - this.lastAtMs < BETWEEN_MS) return null;
    this.lastAtMs = nowMs;
    return makeSecureId(ip, this.random);
  }
}
