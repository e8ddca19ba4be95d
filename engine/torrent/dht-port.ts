/** What peers are told of our DHT node (BEP 5): that there is one, and where. Peers of a private torrent are told nothing (BEP 27). */
import type { DhtDesk } from './dht-desk.js';
import type { SwarmPeer } from './swarm-peer.js';

/** Where a peer at the address can reach it; null where it is not to know, or there is none. */
export const dhtPortFor = (host: string, dht: DhtDesk, isPrivate: boolean): number | null =>
  isPrivate ? null : dht.port(host.includes(':') ? 6 : 4);

/** Tells a peer that has a node too. */
export function sayDhtPort({ machine }: SwarmPeer, dht: DhtDesk, isPrivate: boolean): void {
  const { endpoint, reserved } = machine.identity;
  const port = reserved.dht ? dhtPortFor(endpoint.host, dht, isPrivate) : null;
  if (port !== null) machine.sayDhtPort(port);
}
