/** The gateway of this machine, in all three protocols. */

import type { DatagramFactory } from '../base/ports.js';
import { systemClock, systemRandom } from '../base/system.io.js';
import { findGateway } from './find-gateway.io.js';
import type { Gateways } from './gateways.js';
import { lanHttp } from './lan-http.io.js';
import { NatPmpTalk } from './nat-pmp-talk.js';
import { PcpTalk } from './pcp-talk.js';
import { UpnpTalk } from './upnp-talk.js';

/** PCP first: it is NAT-PMP's successor at the same port, and says at once when only that is spoken. */
export function systemGateways(datagrams: DatagramFactory): Gateways {
  const ports = { clock: systemClock, random: systemRandom, datagrams };
  return {
    find: findGateway,
    talksTo: (gateway) => [new PcpTalk(gateway, ports), new NatPmpTalk(gateway, ports), new UpnpTalk(gateway, ports, lanHttp)],
  };
}
