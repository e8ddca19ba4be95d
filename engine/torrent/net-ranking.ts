/** Canonical priority (BEP 40) of addresses, seen from where others see us; unknown until somebody has told us where that is. */
import type { Endpoint } from '../api/ids.js';
import { ipFamily } from '../base/ip-address.js';
import { canonicalPriority } from '../roster/canonical-priority.js';
import type { Ranking } from '../roster/dial-order.js';
import type { TorrentServices } from './services.js';

export class NetRanking implements Ranking {
  constructor(private readonly services: Pick<TorrentServices, 'external' | 'listenPort'>) {}

  get version(): number {
    return this.services.external.version;
  }

  of(endpoint: Endpoint): number | null {
    const family = ipFamily(endpoint.host);
    const host = family === null ? null : this.services.external.of(family);
    return host === null ? null : canonicalPriority({ host, port: this.services.listenPort() }, endpoint);
  }
}
