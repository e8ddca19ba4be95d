/**
 * How many connections may stand in the doorway: those that came and have not yet said what they want. Few from one
 * address, not many from one network of the internet, so that a flood from there leaves room for others, and as many
 * in all as the session says.
 */
import { scopeOf } from '../base/ip-address.js';
import { subnetOf } from './subnet.js';
import { Tally } from './tally.js';

const FROM_AN_ADDRESS = 8;
/** From one /24 or /48. */
const FROM_A_SUBNET = 24;

export class Doorway {
  private readonly addresses = new Tally();
  private readonly subnets = new Tally();
  private inside = 0;

  /** Whether one more from there may come in, with room for `most` in all. */
  hasRoom(host: string, most = Number.POSITIVE_INFINITY): boolean {
    if (this.inside >= most || this.addresses.of(host) >= FROM_AN_ADDRESS) return false;
    return scopeOf(host) !== 'global' || this.subnets.of(subnetOf(host)) < FROM_A_SUBNET;
  }

  enter(host: string): void {
    this.inside++;
    this.addresses.add(host, 1);
    this.subnets.add(subnetOf(host), 1);
  }
  leave(host: string): void {
    this.inside--;
    this.addresses.add(host, -1);
    this.subnets.add(subnetOf(host), -1);
  }
}
