/**
 * How many candidates there are of one address and of one network: a list that somebody can fill with ports of a
 * victim, or with addresses of one owner, is a weapon. This machine is exempt, a local network as far as networks go.
 */
import { scopeOf } from '../base/ip-address.js';
import { subnetOf } from './subnet.js';
import { Tally } from './tally.js';

const PORTS_OF_AN_ADDRESS = 16;
/** Of one /24 or /48 of the internet. */
const OF_A_SUBNET = 64;

export class CandidateCounts {
  private readonly hosts = new Tally();
  private readonly subnets = new Tally();

  hasRoom(host: string): boolean {
    const scope = scopeOf(host);
    if (scope === 'loopback') return true;
    if (this.hosts.of(host) >= PORTS_OF_AN_ADDRESS) return false;
    return scope !== 'global' || this.subnets.of(subnetOf(host)) < OF_A_SUBNET;
  }

  /** `by` is 1 or -1. */
  add(host: string, by: 1 | -1): void {
    this.hosts.add(host, by);
    this.subnets.add(subnetOf(host), by);
  }
}
