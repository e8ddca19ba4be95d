/**
 * All torrents and what they share: composition root over ports, one tick for everything. Policy lives in the parts;
 * here they are only introduced to each other.
 */
import { EngineError, type ErrorView } from '../api/errors.js';
import type { TorrentId } from '../api/ids.js';
import type { SessionView } from '../api/session-view.js';
import type { Settings } from '../api/settings.js';
import type { EngineEvent, EngineView, ViewMessage } from '../api/view-messages.js';
import type { Clock, Dialer, HttpPort, Listener, ListenerPort, Random, Resolver } from '../base/ports.js';
import type { FixedSlabPool } from '../base/slab-pool.js';
import { TokenBucket } from '../base/token-bucket.js';
import type { MetainfoReader } from '../metainfo/metainfo-reader.js';
import type { ResumeRecord } from '../resume/record.js';
import { DialSlots } from '../roster/dial-slots.js';
import { ExternalAddress } from '../roster/external-address.js';
import type { StorageFactory } from '../storage/storage.js';
import { checkpoint } from '../torrent/checkpoint.js';
import type { TorrentServices } from '../torrent/services.js';
import { Torrent } from '../torrent/torrent.js';
import type { TorrentInit } from '../torrent/torrent-init.js';
import { buildRow } from '../torrent/torrent-view-builder.js';
import type { UdpTrackerClient } from '../trackers/udp-tracker.js';
import { Checkpoints } from './checkpoints.js';
import { Incoming } from './incoming.js';
import { MemoryRelief } from './memory-relief.js';
import { initFromRecord } from './new-torrent.js';
import { Previews } from './previews.js';
import { SessionFigures } from './session-figures.js';
import type { StatePort } from './state-port.js';
import { TorrentRegistry } from './torrent-registry.js';
import { ViewPublisher } from './view-publisher.js';

const TICK_MS = 100;
const PUBLISH_MS = 250;
const TRIM_MS = 10_000;
/** Above the range that systems hand out for outgoing connections (RFC 6335 calls it dynamic). */
const FIRST_RANDOM_PORT = 49_152;
const RANDOM_PORT_TRIES = 10;

/** The effects a session lives on. */
export interface SessionPorts {
  readonly clock: Clock;
  readonly random: Random;
  readonly dialer: Dialer;
  readonly listener: ListenerPort;
  readonly resolver: Resolver;
  readonly http: HttpPort;
  readonly udp: UdpTrackerClient;
  readonly storage: StorageFactory;
  readonly metainfo: MetainfoReader;
  readonly pool: FixedSlabPool;
  readonly state: StatePort;
}

export interface SessionOptions {
  readonly clientName: string;
  readonly settings: Settings;
  readonly onEvent: (event: EngineEvent) => void;
}

export class Session {
  readonly registry = new TorrentRegistry();
  readonly down = new TokenBucket(null);
  readonly up = new TokenBucket(null);
  settings: Settings;
  /** Records of torrents removed in this run: a removal can be undone. */
  readonly removed = new Map<TorrentId, ResumeRecord>();
  readonly checkpoints: Checkpoints;
  readonly previews = new Previews();
  private readonly services: TorrentServices;
  private readonly incoming: Incoming;
  private readonly views = new Set<ViewPublisher>();
  private listener: Listener | null = null;
  private listenError: ErrorView | null = null;
  /** Removed torrents that are still telling their trackers. */
  private readonly goodbyes = new Set<Promise<void>>();
  private connections = 0;
  private lastIncomingAt: number | null = null;
  private nextPublishAt = 0;
  private nextTrimAt = 0;
  private stopTick: (() => void) | null = null;
  private readonly figures: SessionFigures;
  private readonly relief = new MemoryRelief();

  constructor(
    readonly ports: SessionPorts,
    private readonly options: SessionOptions,
  ) {
    const { clock, dialer, http, metainfo, pool, random, storage, udp } = ports;
    this.settings = options.settings;
    this.figures = new SessionFigures(clock, storage, () => this.settings.downloadFolder);
    this.down.setRate(options.settings.maxDownBps);
    this.up.setRate(options.settings.maxUpBps);
    const admission = { admit: () => this.admit(), released: () => this.connections-- };
    this.services = {
      clock,
      random,
      dialer,
      storage,
      metainfo,
      pool,
      http,
      udp,
      down: this.down,
      up: this.up,
      dialSlots: new DialSlots(() => this.settings.maxHalfOpen),
      external: new ExternalAddress(),
      clientName: options.clientName,
      settings: () => this.settings,
      listenPort: () => this.listener?.port ?? 0,
      ...admission,
    };
    this.incoming = new Incoming(this.registry, clock, { ...admission, onReached: () => (this.lastIncomingAt = clock.wallNow()) });
    this.checkpoints = new Checkpoints(ports.state, (error) => this.emit({ kind: 'session-error', error }));
  }

  /** Restores torrents, listens, and begins to tick. A port that cannot be had is an event, not a failure to start. */
  async start(records: readonly ResumeRecord[]): Promise<void> {
    await this.listen();
    const reads = records.map(async (record) => ({ record, init: await initFromRecord(record, this.ports.metainfo) }));
    for (const { init, record } of await Promise.all(reads)) {
      if (init === null) this.emit({ kind: 'session-error', error: unreadable(record.id) });
      else this.addTorrent(init);
    }
    this.tick();
  }

  /** (Re)opens the listening socket by the settings. */
  async listen(): Promise<void> {
    this.listener?.close();
    this.listener = null;
    this.listenError = null;
    try {
      this.listener = await this.openPort();
    } catch (error) {
      if (!(error instanceof EngineError)) throw error;
      this.listenError = error.view();
      this.emit({ kind: 'session-error', error: this.listenError });
    }
  }

  /** Listens on the chosen port; without one on a random high port, which is kept from then on. */
  private async openPort(): Promise<Listener> {
    const { bindAddress, listenPort } = this.settings;
    const { listener, random, state } = this.ports;
    const open = (port: number) => listener.listen(port, bindAddress, (stream) => this.incoming.accept(stream));
    if (listenPort !== 0) return open(listenPort);
    for (let tries = 0; tries < RANDOM_PORT_TRIES; tries++) {
      const port = FIRST_RANDOM_PORT + Math.floor(random.next() * (65536 - FIRST_RANDOM_PORT));
      const opened = await open(port).catch((error: unknown) => {
        if (error instanceof EngineError && error.code === 'port-unavailable') return null;
        throw error;
      });
      if (opened === null) continue;
      this.settings = { ...this.settings, listenPort: port };
      await state.saveSettings(this.settings);
      return opened;
    }
    return open(0);
  }

  addTorrent(init: TorrentInit): Torrent {
    const torrent = new Torrent(init, this.services, {
      onChange: (changed) => {
        for (const view of this.views) view.touch(changed);
      },
      onEvent: (event) => this.emit(event),
    });
    this.registry.add(torrent);
    this.checkpoints.hurry();
    torrent.start();
    for (const view of this.views) view.touch(torrent);
    return torrent;
  }

  /** Takes a torrent out of the list; its last record is kept so that it can come back. */
  async removeTorrent(torrent: Torrent, keepRecord: boolean): Promise<void> {
    this.registry.delete(torrent);
    for (const view of this.views) view.touch(torrent);
    const { intent } = torrent;
    const goodbye = torrent.leave().finally(() => this.goodbyes.delete(goodbye));
    this.goodbyes.add(goodbye);
    await this.checkpoints.settled();
    if (keepRecord) {
      const record = await checkpoint(torrent, true);
      if (!('code' in record)) this.removed.set(torrent.id, { ...record, intent });
    }
    await this.ports.state.removeRecord(torrent.id);
    this.emit({ kind: 'torrent-removed', id: torrent.id, name: torrent.name });
  }

  openView(send: (message: ViewMessage) => void): EngineView {
    const view = new ViewPublisher(this.registry, send, {
      nowMs: () => this.ports.clock.now(),
      rowOf: (torrent) => buildRow(torrent, this.ports.clock.now()),
      session: () => this.view(),
      closed: (closed) => this.views.delete(closed),
    });
    this.views.add(view);
    return view;
  }

  emit(event: EngineEvent): void {
    this.options.onEvent(event);
    for (const view of this.views) view.event(event);
  }

  view(): SessionView {
    const now = this.ports.clock.now();
    return {
      downBps: Math.round(this.figures.down.bps(now)),
      upBps: Math.round(this.figures.up.bps(now)),
      downloadedBytes: this.figures.down.total,
      uploadedBytes: this.figures.up.total,
      listenPort: this.listener?.port ?? null,
      portStatus: this.listenError !== null ? 'failed' : this.lastIncomingAt === null ? 'unconfirmed' : 'open',
      lastIncomingAt: this.lastIncomingAt,
      dhtNodes: null,
      connections: this.connections,
      maxDownBps: this.settings.maxDownBps,
      maxUpBps: this.settings.maxUpBps,
      freeBytes: this.figures.freeBytes,
      downloadFolder: this.settings.downloadFolder,
    };
  }

  /** A volume stopped answering, or answers again: said in the log of its torrents, and as an event when it stopped. */
  volumeStalled(root: string, stalled: boolean): void {
    for (const torrent of this.registry.all()) {
      if (torrent.savePath === root) torrent.volumeStalled(stalled);
    }
    if (!stalled) return;
    const error: ErrorView = {
      code: 'disk-stalled',
      message: `The disk that holds ${root} does not answer. Other disks go on.`,
      facts: { path: root },
    };
    this.emit({ kind: 'session-error', error });
  }

  /** Looks at the free space again soon (the folder changed). */
  freeSpaceStale(): void {
    this.figures.freeSpaceStale();
  }

  async close(): Promise<void> {
    this.stopTick?.();
    this.listener?.close();
    this.incoming.close();
    await this.checkpoints.settled();
    const torrents = [...this.registry.all()];
    const goodbyes = [...this.goodbyes, ...torrents.map((torrent) => torrent.leave())];
    for (const torrent of torrents) await this.checkpoints.save(torrent, true);
    await Promise.all(goodbyes);
    for (const torrent of torrents) torrent.close();
    this.ports.udp.close();
    await this.ports.metainfo.close();
    await this.ports.storage.close();
  }

  private tick(): void {
    const { clock, pool } = this.ports;
    const now = clock.now();
    this.down.refill(now);
    this.up.refill(now);
    const torrents = inRandomTurn([...this.registry.all()], this.ports.random);
    for (const torrent of torrents) torrent.tick(now);
    this.relief.run(torrents, now);
    if (now >= this.nextPublishAt) {
      this.nextPublishAt = now + PUBLISH_MS - TICK_MS / 4;
      this.figures.measure(this.registry.all(), now);
      this.touchMoving();
      for (const view of this.views) view.publish();
      this.checkpoints.run(this.registry.all(), now);
    }
    if (now >= this.nextTrimAt) {
      this.nextTrimAt = now + TRIM_MS;
      pool.trim();
    }
    this.stopTick = clock.after(TICK_MS, () => this.tick());
  }

  /** Rows that move by themselves. */
  private touchMoving(): void {
    for (const torrent of this.registry.all()) {
      if (!torrent.net.isRunning && torrent.state.kind !== 'checking') continue;
      for (const view of this.views) view.touch(torrent);
    }
  }

  private admit(): boolean {
    if (this.connections >= this.settings.maxConnections) return false;
    this.connections++;
    return true;
  }
}

/** The same order from a random start: what a tick has to give (limits, memory) is not always the same torrent's. */
function inRandomTurn<T>(all: readonly T[], random: Random): T[] {
  const start = Math.floor(random.next() * all.length);
  return [...all.slice(start), ...all.slice(0, start)];
}

function unreadable(id: TorrentId): ErrorView {
  return { code: 'state-unreadable', message: 'The saved state of a torrent could not be read.', facts: { id } };
}
