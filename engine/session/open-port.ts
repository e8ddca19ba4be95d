/** Our port as the world sees it: the one we listen on, or the one at the router that leads to it. */
import type { PortMapping } from '../api/port-mapping.js';
import type { Settings } from '../api/settings.js';
import { scopeOf } from '../base/ip-address.js';
import type { Clock } from '../base/ports.js';
import type { Gateways } from '../nat/gateways.js';
import { PortMapper } from '../nat/port-mapper.js';

/** Taking the mapping away may cost the end of a session so much; after that the router forgets it by itself. */
const GOODBYE_MS = 1_000;

export interface OpenPortHost {
  settings(): Pick<Settings, 'bindAddress' | 'nat'>;
  /** The port we listen on; null while we do not. */
  listenPort(): number | null;
  /** Peers should be told of another port than before. */
  onMoved(): void;
}

export class OpenPort {
  private readonly mapper: PortMapper;
  private told: number | null = null;

  constructor(
    private readonly host: OpenPortHost,
    private readonly ports: { readonly clock: Clock; readonly gateways: Gateways | null },
  ) {
    const { clock, gateways } = ports;
    this.mapper = new PortMapper({
      clock,
      findGateway: async () => (await gateways?.find(host.settings().bindAddress)) ?? null,
      talksTo: (gateway) => gateways?.talksTo(gateway) ?? [],
      onChange: () => this.tell(),
    });
  }

  get mapping(): PortMapping {
    return this.mapper.state;
  }

  /** The port to be told to trackers and peers; 0 while we do not listen. */
  get announced(): number {
    const { state } = this.mapper;
    return state.kind === 'mapped' ? state.externalPort : (this.host.listenPort() ?? 0);
  }

  /** We listen, or not any more, or the settings changed. What is bound to this machine alone asks no router. */
  apply(): void {
    const { bindAddress, nat } = this.host.settings();
    const reachable = bindAddress === null || scopeOf(bindAddress) !== 'loopback';
    this.mapper.setPort(nat && reachable && this.ports.gateways !== null ? this.host.listenPort() : null);
  }

  /** Takes the mapping away, in about a second at most. */
  async close(): Promise<void> {
    let stopWaiting = (): void => undefined;
    const waited = new Promise<void>((resolve) => {
      stopWaiting = this.ports.clock.after(GOODBYE_MS, resolve);
    });
    await Promise.race([this.mapper.close(), waited]);
    stopWaiting();
  }

  private tell(): void {
    const { announced } = this;
    if (this.mapper.state.kind === 'asking' || announced === this.told) return;
    const before = this.told;
    this.told = announced;
    // The first announces wait for nobody; they are repeated only where another port has to be told.
    if (before !== null || announced !== this.host.listenPort()) this.host.onMoved();
  }
}
