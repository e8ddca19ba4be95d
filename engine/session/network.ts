/**
 * How a session meets peers: the port it listens on and what that is called outside, TCP and uTP, the DHT, local discovery, the IP filter,
 * and those who come. Nobody is met before the filter has been read; everything else of a session does not wait for it.
 */
import type { ErrorView } from '../api/errors.js';
import type { Settings } from '../api/settings.js';
import type { ByteStream } from '../base/ports.js';
import { DhtService } from '../dht/dht-service.js';
import { ExternalAddress } from '../roster/external-address.js';
import type { TorrentNet } from '../torrent/torrent-net.js';
import { AddressFilter } from './address-filter.js';
import { Incoming } from './incoming.js';
import { ListeningPort } from './listening-port.js';
import { LocalDiscovery } from './local-discovery.js';
import { OpenPort } from './open-port.js';
import type { SessionOptions, SessionPorts } from './session-ports.js';
import type { TorrentRegistry } from './torrent-registry.js';
import { Transports } from './transports.js';

/** What the listening port goes by. */
const LISTENING = ['bindAddress', 'listenPort', 'transport'] as const;

export interface NetworkHost {
  settings(): Settings;
  /** A port was picked at random and is kept from now on. */
  onPicked(port: number): Promise<void>;
  /** One more connection fits in. */
  admit(): boolean;
  released(): void;
  fail(error: ErrorView): void;
}

export class SessionNetwork {
  readonly listening: ListeningPort;
  readonly openPort: OpenPort;
  readonly dht: DhtService;
  readonly local: LocalDiscovery;
  readonly filter: AddressFilter;
  readonly transports: Transports;
  /** Our address as others see it. */
  readonly external = new ExternalAddress();
  /** When somebody last reached us from outside, Unix ms. */
  lastIncomingAt: number | null = null;
  private readonly incoming: Incoming;
  private closed = false;

  constructor(
    private readonly registry: TorrentRegistry,
    private readonly ports: SessionPorts,
    private readonly host: NetworkHost,
    savedDht: SessionOptions['dht'],
  ) {
    const settings = () => host.settings();
    const onStream = (stream: ByteStream) => this.incoming.accept(stream);
    const onFailed = (error: ErrorView) => host.fail(error);
    this.filter = new AddressFilter({ settings, onFailed, onChange: () => this.eachNet((net) => net.applyFilter()) }, ports);
    this.transports = new Transports(ports, { choice: () => settings().transport, onStream });
    this.listening = new ListeningPort({ settings, onStream, onFailed, onPicked: (port) => host.onPicked(port) }, ports);
    const listenPort = () => this.listening.port;
    this.openPort = new OpenPort({ settings, listenPort, onMoved: () => this.eachNet((net) => net.announceNow()) }, ports);
    this.local = new LocalDiscovery({ settings, listenPort }, ports);
    this.dht = new DhtService(
      ports,
      {
        settings,
        listenPort: () => this.openPort.announced || null,
        onSeenAs: (address, voter) => this.external.voteText(voter, address),
        save: (found) => ports.state.saveDht(found),
      },
      savedDht ?? null,
    );
    this.incoming = new Incoming(registry, ports, {
      encryption: () => settings().encryption,
      isFiltered: (address) => this.filter.blocks(address),
      maxConnections: () => settings().maxConnections,
      admit: () => host.admit(),
      released: () => host.released(),
      onReached: () => (this.lastIncomingAt = ports.clock.wallNow()),
    });
  }

  /** Reads the filter, then listens and looks around. A port that cannot be had is told, not thrown. */
  async open(): Promise<void> {
    await this.filter.open();
    if (this.closed) return;
    this.dht.apply();
    this.transports.apply();
    await this.listening.open();
    if (this.closed) return this.listening.close();
    this.openPort.apply();
    this.local.apply();
  }

  /** The settings have changed. */
  async apply(before: Settings): Promise<void> {
    const now = this.host.settings();
    this.dht.apply();
    if (before.transport !== now.transport) {
      this.transports.apply();
      this.eachNet((net) => net.keepTransport(now.transport));
    }
    if (LISTENING.some((name) => before[name] !== now[name])) await this.listening.open();
    this.openPort.apply();
    this.local.apply();
    if (before.encryption !== now.encryption) this.eachNet((net) => net.applyEncryption());
    if (before.ipFilter !== now.ipFilter) await this.filter.open();
  }

  /** Meets nobody new. Resolves when what is to be kept is saved, and the router has been told. */
  async close(): Promise<void> {
    this.closed = true;
    const saved = [this.dht.close(), this.openPort.close()];
    this.local.close();
    this.filter.close();
    this.listening.close();
    this.incoming.close();
    await Promise.all(saved);
  }

  /** Lets the last connections go. */
  closeTransports(): void {
    this.transports.close();
    this.ports.datagrams.close();
  }

  private eachNet(act: (net: TorrentNet) => void): void {
    for (const { net } of this.registry.all()) act(net);
  }
}
