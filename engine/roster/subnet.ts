/** The network an address is in: what one person can get many addresses of. A /24 for IPv4, a /48 for IPv6. */
import { parseIp } from '../base/ip-address.js';

/** A key that two addresses share exactly when they are in one such network; the text itself where it is no address. */
export function subnetOf(host: string): string {
  const bytes = parseIp(host);
  return bytes === null ? host : bytes.subarray(0, bytes.length === 4 ? 3 : 6).join('.');
}
