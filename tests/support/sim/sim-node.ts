/** One whole Shoal in the simulation: a session over virtual ports, with a disk and a saved state that outlive it. */
import type { AddArgs, ArgsOf, CommandName, ResultOf } from '../../../engine/api/commands.js';
import { EngineError, type ErrorView } from '../../../engine/api/errors.js';
import { DEFAULT_SETTINGS, type Settings } from '../../../engine/api/settings.js';
import type { EngineEvent } from '../../../engine/api/view-messages.js';
import type { Random, Resolver } from '../../../engine/base/ports.js';
import { SLAB_BYTES } from '../../../engine/base/slab.js';
import { FixedSlabPool } from '../../../engine/base/slab-pool.js';
import { directReader, type MetainfoReader } from '../../../engine/metainfo/metainfo-reader.js';
import { commandHandlers } from '../../../engine/session/commands.js';
import { Session } from '../../../engine/session/session.js';
import { MemoryStorageFactory } from '../../../engine/storage/memory-storage.js';
import { RequestShare } from '../../../engine/torrent/request-share.js';
import type { Torrent } from '../../../engine/torrent/torrent.js';
import { UdpTrackerClient } from '../../../engine/trackers/udp-tracker.js';
import type { VirtualClock } from '../virtual-clock.js';
import { MemoryState } from './memory-state.js';
import { NodeClock } from './node-clock.js';
import type { SimTorrent } from './sim-torrent.js';
import { VirtualDatagrams } from './virtual-datagrams.js';
import type { VirtualHost } from './virtual-network.js';
import type { VirtualTracker } from './virtual-tracker.js';
import type { VirtualWeb } from './virtual-web.js';

export const SAVE_PATH = '/downloads';
const PORT = 6881;
/** A disk in order. */
const DISK_MS = 2;

export interface SimNodeParts {
  readonly clock: VirtualClock;
  readonly host: VirtualHost;
  readonly tracker: VirtualTracker;
  readonly web: VirtualWeb;
  readonly random: Random;
  readonly settings?: Partial<Settings>;
  /** Default: 160, as the real one. */
  readonly slabs?: number;
  /** Blocks asked for at once over all torrents; default: as the real one. */
  readonly mostRequests?: number;
  /** Default: everything is read on the spot. */
  readonly metainfo?: MetainfoReader;
}

export class SimNode {
  readonly disk = new Map<string, Uint8Array>();
  readonly state = new MemoryState();
  readonly events: EngineEvent[] = [];
  /** Lists for the IP filter, by where they are. */
  readonly filters = new Map<string, string>();
  /** How long each list takes to come. */
  filterMs = 0;
  /** What its disk takes for one job. */
  diskMs = DISK_MS;
  /** What every write to its disk fails with; null = it does not. */
  writeFault: ErrorView | null = null;
  /** What is free on its disk; null = it does not say. */
  freeBytes: number | null = null;
  /** What becomes of each read of its disk; null = nothing. */
  readFault: (() => ErrorView | null) | null = null;
  /** What becomes of each sync; null = nothing. */
  syncFault: (() => ErrorView | null) | null = null;
  /** When files were changed last, by path; what is not in here was never changed. */
  readonly mtimes = new Map<string, number>();
  session: Session;
  pool: FixedSlabPool;
  /** What all its torrents have under way. */
  requests: RequestShare;
  private clock: NodeClock;
  private handlers: ReturnType<typeof commandHandlers>;
  private alive = false;

  constructor(private readonly parts: SimNodeParts) {
    ({ session: this.session, clock: this.clock, pool: this.pool, requests: this.requests } = this.build());
    this.handlers = commandHandlers(this.session);
  }

  get address(): string {
    return this.parts.host.address;
  }
  get host(): VirtualHost {
    return this.parts.host;
  }
  get endpoint(): string {
    return `${this.address}:${this.session.view().listenPort ?? 0}`;
  }
  get isAlive(): boolean {
    return this.alive;
  }
  /** Timers of its present run that are still set. */
  get pendingTimers(): number {
    return this.clock.pending;
  }

  async start(): Promise<void> {
    this.alive = true;
    await this.session.start(async (take) => {
      for (const record of this.state.startRecords()) await take(record);
    });
  }

  /** Quits in an orderly way. Time must be made to pass for it to end. */
  close(): Promise<void> {
    this.alive = false;
    return this.session.close();
  }

  /** kill -9 and power cut in one: nothing is saved, nobody is told. */
  kill(): void {
    this.alive = false;
    this.clock.kill();
    this.host.vanish();
  }

  /** A new process over the same disk and state. */
  restart(): Promise<void> {
    this.host.comeBack();
    ({ session: this.session, clock: this.clock, pool: this.pool, requests: this.requests } = this.build());
    this.handlers = commandHandlers(this.session);
    return this.start();
  }

  async execute<N extends CommandName>(name: N, args: ArgsOf<N>): Promise<ResultOf<N>> {
    return await this.handlers[name](args);
  }

  /** Adds by .torrent, or by magnet. */
  async add(torrent: SimTorrent, args: Partial<AddArgs> = {}): Promise<Torrent> {
    const { id } = await this.execute('torrents.add', { source: { kind: 'file', bytes: torrent.file }, savePath: SAVE_PATH, ...args });
    return this.byId(id);
  }
  /** Puts the whole payload on the disk and adds it as a seed. */
  async seed(torrent: SimTorrent, args: Partial<AddArgs> = {}): Promise<Torrent> {
    for (const file of torrent.files) if (!file.pad) this.disk.set(`${SAVE_PATH}/${file.path}`, file.bytes.slice());
    return this.add(torrent, { seed: true, ...args });
  }

  /** Its only torrent, or that of a payload. */
  torrent(of?: SimTorrent): Torrent {
    const all = [...this.session.registry.all()];
    const hash = of === undefined ? null : Buffer.from(of.infoHash).toString('hex');
    const found = hash === null ? all[0] : all.find(({ init }) => init.infoHashV1 === hash);
    if (found === undefined) throw new Error(`${this.address} has no such torrent`);
    return found;
  }

  isComplete(of?: SimTorrent): boolean {
    return this.torrent(of).content?.isComplete ?? false;
  }

  /** What differs between the payload and the disk; empty when every byte is equal. */
  differences(torrent: SimTorrent, paths?: readonly string[]): string[] {
    return torrent.files.flatMap((file) => {
      if (file.pad || (paths !== undefined && !paths.includes(file.path))) return [];
      const found = this.disk.get(`${SAVE_PATH}/${file.path}`);
      if (found === undefined) return [`${this.address}: ${file.path} is missing`];
      return Buffer.compare(found, file.bytes) === 0 ? [] : [`${this.address}: ${file.path} differs`];
    });
  }

  /** One line on each of its torrents, for failures. */
  describe(): string {
    if (!this.alive) return `${this.address}: gone`;
    return [...this.session.registry.all()]
      .map((torrent) => {
        const peers = [...torrent.net.swarm.peers.values()].map(({ machine }) => {
          const { choking, interested, peerChoking, peerInterested } = machine.flags;
          const flags = `${peerChoking ? 'c' : 'u'}${interested ? 'I' : '-'}/${choking ? 'c' : 'u'}${peerInterested ? 'I' : '-'}`;
          return `${machine.identity.endpoint.host} has ${machine.pieces.count} ${flags} asked ${machine.requests.size}`;
        });
        const { content, state } = torrent;
        const have = `${content?.have.count ?? 0}/${content?.pieceCount ?? '?'}`;
        return `${this.address}: ${state.kind}, ${have} pieces, ${this.pool.freeSlabs} slabs free; ${peers.join('; ')}`;
      })
      .join('\n');
  }

  private async *openFilter(place: string): AsyncIterable<Uint8Array> {
    const list = this.filters.get(place);
    if (this.filterMs > 0) await new Promise<void>((resolve) => void this.parts.clock.after(this.filterMs, resolve));
    if (list === undefined) throw new EngineError('path-unusable', 'It is not there.', { path: place, errno: 'ENOENT' });
    yield Buffer.from(list);
  }

  private byId(id: Torrent['id']): Torrent {
    const torrent = this.session.registry.get(id);
    if (torrent === undefined) throw new Error(`${this.address} has no torrent ${id}`);
    return torrent;
  }

  private build() {
    const { host, random, tracker, web } = this.parts;
    const clock = new NodeClock(this.parts.clock);
    const pool = new FixedSlabPool((this.parts.slabs ?? 160) * SLAB_BYTES);
    const requests = new RequestShare(this.parts.mostRequests);
    const onWrite = () => this.writeFault;
    const onRead = () => this.readFault?.() ?? null;
    const freeBytes = (): number | null => this.freeBytes;
    const storage = new MemoryStorageFactory({
      get freeBytes() {
        return freeBytes();
      },
      soon: (run) => void clock.after(this.diskMs, run),
      files: this.disk,
      faults: { onWrite, onRead, onSync: () => this.syncFault?.() ?? null },
      mtimes: this.mtimes,
    });
    const session = new Session(
      {
        clock,
        random,
        dialer: host.dialer,
        listener: host.listener,
        resolver: literalResolver,
        datagrams: new VirtualDatagrams(host),
        http: tracker.portOf(host.address, clock),
        webHttp: web.portOf(clock),
        udp: new UdpTrackerClient({ datagrams: deafDatagrams, resolver: literalResolver, clock, random }),
        filters: { open: (place) => this.openFilter(place) },
        storage,
        multicasts: null,
        gateways: null,
        metainfo: this.parts.metainfo ?? directReader,
        pool,
        state: this.state,
        profile: noProfile,
      },
      {
        clientName: 'Shoal simulated',
        requests,
        dht: this.state.savedDht(),
        statistics: this.state.allTime(),
        settings: { ...DEFAULT_SETTINGS, listenPort: PORT, downloadFolder: SAVE_PATH, dht: false, ...this.parts.settings },
        onEvent: (event) => this.events.push(event),
      },
    );
    return { session, clock, pool, requests };
  }
}

/** Only literals have an address here. */
const literalResolver: Resolver = { resolve: (host) => Promise.resolve([host]) };

/** UDP goes nowhere. */
const deafDatagrams = { open: () => ({ send: () => undefined, close: () => undefined }) };

/** The simulation has no folder that could be backed up. */
const noProfile = {
  backups: () => Promise.resolve([]),
  backUp: () => Promise.reject(new Error('there is nothing to back up')),
  restore: () => Promise.reject(new Error('there is nothing to restore')),
  importFrom: () => Promise.reject(new Error('there is nothing to import')),
  exportTo: () => Promise.reject(new Error('there is nothing to export')),
};
