/** Where a DHT begins that knows nobody: names and addresses of nodes, resolved when they are needed. */
import type { Endpoint } from '../api/ids.js';
import { parseAddressText } from '../base/address-text.js';
import { scopeOf } from '../base/ip-address.js';
import type { Resolver } from '../base/ports.js';

/** Nodes that are there for nothing but to name others. */
export const WELL_KNOWN_ROUTERS: readonly string[] = [
  'router.bittorrent.com:6881',
  'dht.transmissionbt.com:6881',
  'router.utorrent.com:6881',
  'dht.libtorrent.org:25401',
];
/** Addresses taken of one name. */
const MOST_OF_A_NAME = 4;

/** Where to begin; bound to this computer alone, nowhere but where the person says: names lead out of it. */
export function doorsFor(bound: string | null, chosen: readonly string[] | null): readonly string[] {
  return chosen ?? (isLocal(bound) ? [] : WELL_KNOWN_ROUTERS);
}

/** Of the nodes that a torrent names those to be met; bound to this computer alone, none that is elsewhere or a name. */
export function namedNodesFor(bound: string | null, texts: readonly string[]): readonly string[] {
  return isLocal(bound) ? texts.filter((text) => isLocal(parseAddressText(text)?.host ?? null)) : texts;
}

const isLocal = (host: string | null): boolean => host !== null && scopeOf(host) === 'loopback';

/** The literal endpoints of `host:port` texts; what cannot be read or resolved is left out. Never rejects. */
export async function resolveDoors(texts: readonly string[], resolver: Resolver): Promise<Endpoint[]> {
  const found = await Promise.all(
    texts.map(async (text) => {
      const address = parseAddressText(text);
      if (address === null) return [];
      const hosts = await resolver.resolve(address.host).catch(() => []);
      return hosts.slice(0, MOST_OF_A_NAME).map((host) => ({ host, port: address.port }));
    }),
  );
  return found.flat();
}
