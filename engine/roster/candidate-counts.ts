/**
 * How many candidates there are of one address and of one network: a list that somebody can fill with ports of a
 * victim, or with addresses of one owner, is a weapon. This machine is exempt, a local network as far as networks go.
 */
import { scopeOf } from '../base/ip-address.js';
import { subnetOf } from './subnet.js';

const PORTS_OF_AN_ADDRESS = 16;
/** Of one /24 or /48 of the internet. */
const OF_A_SUBNET = 64;

export class CandidateCounts {
  private readonly hosts = new Map<string, number>();
  private readonly subnets = new Map<string, number>();

  hasRoom(host: string): boolean {
    const scope = scopeOf(host);
    if (scope === 'loopback') return true;
    if ((this.hosts.get(host) ?? 0) >= PORTS_OF_AN_ADDRESS) return false;
    return scope !== 'global' || (this.subnets.get(subnetOf(host)) ?? 0) < OF_A_SUBNET;
  }

  /** `by` is 1 or -1. */
  add(host: string, by: 1 | -1): void {
    change(this.hosts, host, by);
    change(this.subnets, subnetOf(host), by);
  }
}

function change(counts: Map<string, number>, key: string, by: number): void {
  const count = (counts.get(key) ?? 0) + by;
  if (count > 0) counts.set(key, count);
  else counts.delete(key);
}
