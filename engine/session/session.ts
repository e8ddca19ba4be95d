/**
 * All torrents and what they share: composition root over ports. Policy lives in the parts and cadence in session-tick;
 * here they are only introduced to each other.
 */
import type { ErrorView } from '../api/errors.js';
import type { SessionView } from '../api/session-view.js';
import type { Settings } from '../api/settings.js';
import type { EngineEvent, EngineView, ViewMessage } from '../api/view-messages.js';
import type { ByteStream } from '../base/ports.js';
import { TokenBucket } from '../base/token-bucket.js';
import { DhtService } from '../dht/dht-service.js';
import { MseStream } from '../net/mse-stream.js';
import { DialSlots } from '../roster/dial-slots.js';
import { ExternalAddress } from '../roster/external-address.js';
import { methodsOf } from '../torrent/encryption-policy.js';
import { RequestShare } from '../torrent/request-share.js';
import { restMs } from '../torrent/rest.js';
import type { TorrentServices } from '../torrent/services.js';
import { Torrent } from '../torrent/torrent.js';
import type { TorrentHost } from '../torrent/torrent-host.js';
import type { TorrentInit } from '../torrent/torrent-init.js';
import { buildRow } from '../torrent/torrent-view-builder.js';
import { type ViewHost, ViewPublisher } from '../view/view-publisher.js';
import { AddressFilter } from './address-filter.js';
import { Bandwidth } from './bandwidth.js';
import { Checkpoints } from './checkpoints.js';
import { ConnectionShare } from './connection-share.js';
import { DetailsFeed } from './details-feed.js';
import { FileSearch, searchable } from './file-search.js';
import { DiskRecovery } from './disk-recovery.js';
import { GoalWatch } from './goal-watch.js';
import { Heartbeat } from './heartbeat.js';
import { HintNotes } from './hint-notes.js';
import { IdleDetails } from './idle-details.js';
import { Incoming } from './incoming.js';
import { LabelPolicies } from './label-policies.js';
import { ListeningPort } from './listening-port.js';
import { LocalDiscovery } from './local-discovery.js';
import { OpenPort } from './open-port.js';
import { Previews } from './previews.js';
import { Removals } from './removals.js';
import { type RecordSource, Restore } from './restore.js';
import { diskStalled, stateUnreadable } from './session-errors.js';
import { SessionFigures } from './session-figures.js';
import type { SessionOptions, SessionPorts } from './session-ports.js';
import { SessionTick } from './session-tick.js';
import { buildSessionView } from './session-view-builder.js';
import { Statistics } from './statistics.js';
import { TorrentQueue } from './torrent-queue.js';
import { TorrentRegistry } from './torrent-registry.js';
import { Transports } from './transports.js';
import { VerifyLine } from './verify-line.js';

/** What the listening port goes by. */
const LISTENING = ['bindAddress', 'listenPort', 'transport'] as const;

export class Session {
  readonly registry = new TorrentRegistry();
  readonly down = new TokenBucket(null);
  readonly up = new TokenBucket(null);
  settings: Settings;
  readonly removals: Removals;
  readonly checkpoints: Checkpoints;
  readonly previews = new Previews();
  readonly listening: ListeningPort;
  readonly openPort: OpenPort;
  readonly dht: DhtService;
  readonly local: LocalDiscovery;
  readonly filter: AddressFilter;
  private readonly transports: Transports;
  readonly queue: TorrentQueue;
  readonly goals: GoalWatch;
  readonly labels = new LabelPolicies(() => this.settings.labels);
  readonly statistics: Statistics;
  readonly search: FileSearch;
  private readonly services: TorrentServices;
  private readonly torrentHost: TorrentHost<Torrent>;
  private readonly incoming: Incoming;
  private readonly views = new Set<ViewPublisher<Torrent>>();
  private readonly share: ConnectionShare;
  private readonly heartbeat: Heartbeat<Torrent>;
  private readonly idle = new IdleDetails<Torrent>();
  private readonly figures: SessionFigures;
  private readonly verifying = new VerifyLine();
  private readonly cadence: SessionTick;
  private readonly restore: Restore;
  private lastIncomingAt: number | null = null;

  constructor(
    readonly ports: SessionPorts,
    private readonly options: SessionOptions,
  ) {
    const { clock, http, metainfo, pool, random, state, storage, udp, webHttp } = ports;
    const settings = () => this.settings;
    this.settings = options.settings;
    this.figures = new SessionFigures(clock, storage, () => this.settings.downloadFolder);
    this.statistics = new Statistics(options.statistics ?? null, this.figures.totals, clock, (value) => state.saveStatistics(value));
    this.share = new ConnectionShare(
      () => this.settings.maxConnections,
      () => clock.now(),
    );
    const onStream = (stream: ByteStream) => this.incoming.accept(stream);
    this.transports = new Transports(ports, { choice: () => this.settings.transport, onStream });
    const external = new ExternalAddress();
    this.dht = new DhtService(
      ports,
      {
        settings,
        listenPort: () => this.openPort.announced || null,
        onSeenAs: (host, voter) => external.voteText(voter, host),
        save: (found) => state.saveDht(found),
      },
      options.dht ?? null,
    );
    this.local = new LocalDiscovery({ settings, listenPort: () => this.listening.port }, ports);
    this.filter = new AddressFilter(
      {
        settings,
        onChange: () => {
          for (const { net } of this.registry.all()) net.applyFilter();
        },
        onFailed: (error) => this.fail(error),
      },
      ports,
    );
    this.services = {
      clock,
      random,
      dialer: this.transports.dialer,
      encrypt: (stream, infoHash) => MseStream.dialled(stream, infoHash, methodsOf(this.settings.encryption), random),
      storage,
      metainfo,
      saved: state,
      pool,
      http,
      webHttp,
      udp,
      dht: this.dht,
      lsd: this.local,
      down: this.down,
      up: this.up,
      totals: this.figures.totals,
      dialSlots: new DialSlots(() => this.settings.maxHalfOpen),
      requests: options.requests ?? new RequestShare(),
      external,
      clientName: options.clientName,
      settings,
      listenPort: () => this.openPort.announced,
      isFiltered: (host) => this.filter.blocks(host),
      admit: (asker) => this.share.admit(asker),
      released: () => this.share.released(),
    };
    this.search = new FileSearch(clock, () => searchable(this.registry.all(), this.services));
    this.incoming = new Incoming(this.registry, ports, {
      encryption: () => this.settings.encryption,
      isFiltered: (host) => this.filter.blocks(host),
      maxConnections: () => this.settings.maxConnections,
      admit: () => this.share.admit(null),
      released: () => this.share.released(),
      onReached: () => (this.lastIncomingAt = clock.wallNow()),
    });
    this.listening = new ListeningPort(
      {
        settings,
        onStream,
        onFailed: (error) => this.fail(error),
        onPicked: (listenPort) => {
          this.settings = { ...this.settings, listenPort };
          return state.saveSettings(this.settings);
        },
      },
      ports,
    );
    this.openPort = new OpenPort(
      {
        settings,
        listenPort: () => this.listening.port,
        onMoved: () => {
          for (const { net } of this.registry.all()) net.announceNow();
        },
      },
      ports,
    );
    this.checkpoints = new Checkpoints(state, clock, random, (error) => this.fail(error));
    this.heartbeat = new Heartbeat(
      (torrent, nowMs) => restMs(torrent, nowMs),
      (torrent) => this.rest(torrent),
    );
    this.queue = new TorrentQueue({ settings, onPlace: (torrent) => this.touch(torrent) });
    this.goals = new GoalWatch({
      settings,
      goalsOf: (torrent) => this.labels.goalsOf(torrent),
      labelsHaveGoals: () => this.labels.haveGoals,
      finish: (torrent, action) => {
        if (action === 'remove') void this.removals.removeFinished(torrent);
        else torrent.pause();
      },
    });
    this.restore = new Restore({
      clock,
      metainfo,
      letGo: (bytes) => state.letGo?.(bytes),
      add: (init) => this.addTorrent(init),
      onUnreadable: (id) => this.fail(stateUnreadable(id)),
    });
    this.torrentHost = {
      onChange: (torrent) => this.touch(torrent),
      onState: (torrent) => {
        this.heartbeat.wake(torrent);
        this.queue.onState(torrent);
        this.restore.onState(torrent);
      },
      mayRun: (torrent) => this.queue.mayRun(torrent),
      mayCheck: (torrent) => this.queue.mayCheck(torrent),
      mayVerify: (torrent) => this.verifying.ask(torrent),
      onVerified: (torrent) => this.verifying.done(torrent),
      // one that was removed meanwhile shall not come back
      saveNames: async (torrent) => await (this.registry.get(torrent.id) === torrent ? this.checkpoints.save(torrent, false) : undefined),
      onDetails: (torrent) => this.idle.note(torrent, clock.now()),
      onWake: (torrent) => this.heartbeat.wake(torrent),
      onEvent: (event) => this.emit(event),
    };
    const { checkpoints, figures, goals, heartbeat, idle, queue, registry, share, statistics, views } = this;
    const parts = { checkpoints, clock, figures, goals, heartbeat, idle, pool, queue, random, registry, share, statistics, views };
    const said = { touch: (torrent: Torrent) => this.touch(torrent), emit: (event: EngineEvent) => this.emit(event) };
    this.removals = new Removals({ ...parts, ...said, state, verifying: this.verifying });
    const hints = new HintNotes((id, noted) => state.noteHints(id, noted));
    const recovery = new DiskRecovery(ports.storage);
    this.cadence = new SessionTick({ ...parts, hints, recovery, down: new Bandwidth(this.down), up: new Bandwidth(this.up) });
    this.setLimits();
  }

  /** Restores torrents, listens, and begins to tick. A port that cannot be had is an event, not a failure to start. */
  async start(records: RecordSource): Promise<void> {
    await this.filter.open(); // before anybody is met
    this.dht.apply();
    this.transports.apply();
    await this.listening.open();
    this.openPort.apply();
    this.local.apply();
    this.queue.hold();
    await this.restore.run(records);
    this.queue.release(this.ports.clock.now());
    await this.statistics.saveNow().catch(() => undefined);
    this.cadence.start();
  }

  addTorrent(init: TorrentInit): Torrent {
    const torrent = new Torrent(init, this.services, this.torrentHost);
    this.labels.apply(torrent);
    this.registry.add(torrent);
    this.queue.add(torrent);
    if (init.record === null) this.checkpoints.hurry();
    this.heartbeat.wake(torrent);
    torrent.start();
    this.touch(torrent);
    return torrent;
  }

  openView(send: (message: ViewMessage) => void, options: { readonly paced?: boolean } = {}): EngineView {
    const { registry, views } = this;
    const host: ViewHost<Torrent> = {
      nowMs: () => this.ports.clock.now(),
      get: (id) => registry.get(id),
      ids: () => registry.ids(),
      rowOf: (torrent) => buildRow(torrent, this.ports.clock.now()),
      session: () => this.view(),
      tabOf: (torrent, request) => new DetailsFeed(torrent, request),
      closed: (closed) => views.delete(closed),
    };
    const view = new ViewPublisher(send, host, options.paced);
    this.views.add(view);
    return view;
  }

  /** Something failed that is no one torrent's own matter. */
  fail(error: ErrorView): void {
    this.emit({ kind: 'session-error', error });
  }
  emit(event: EngineEvent): void {
    this.options.onEvent(event);
    for (const view of this.views) view.event(event);
  }

  view(): SessionView {
    const { dht, figures, filter, lastIncomingAt, listening, openPort, settings, share, statistics } = this;
    const facts = { dht, figures, filter, lastIncomingAt, listening, openPort, settings, share, statistics };
    return buildSessionView(facts, this.ports.clock.now());
  }

  /** The settings have changed. */
  async apply(changes: Partial<Settings>): Promise<void> {
    const before = this.settings;
    this.settings = { ...before, ...changes };
    this.setLimits();
    this.queue.changed();
    this.goals.changed();
    this.dht.apply();
    if (before.transport !== this.settings.transport) this.changeTransport();
    if (LISTENING.some((name) => before[name] !== this.settings[name])) await this.listening.open();
    this.openPort.apply();
    this.local.apply();
    if (before.labels !== this.settings.labels) for (const torrent of this.registry.all()) this.labels.apply(torrent);
    if (before.ipFilter !== this.settings.ipFilter) await this.filter.open();
    if (before.encryption !== this.settings.encryption) for (const { net } of this.registry.all()) net.applyEncryption();
    if (before.downloadFolder !== this.settings.downloadFolder) this.figures.freeSpaceStale();
    await this.ports.state.saveSettings(this.settings);
  }

  /** A volume stopped answering, or answers again: said in the log of its torrents, and as an event when it stopped. */
  volumeStalled(root: string, stalled: boolean): void {
    for (const torrent of this.registry.all()) {
      if (torrent.savePath === root) torrent.volumeStalled(stalled);
    }
    if (stalled) this.fail(diskStalled(root));
  }

  async close(): Promise<void> {
    this.cadence.stop();
    this.queue.stop();
    const dhtSaved = this.dht.close();
    const portClosed = this.openPort.close();
    this.local.close();
    this.filter.close();
    this.search.close();
    this.listening.close();
    this.incoming.close();
    await this.checkpoints.settled();
    const torrents = [...this.registry.all()];
    const goodbyes = [...this.removals.goodbyes, ...torrents.map((torrent) => torrent.leave())];
    await Promise.all([dhtSaved, this.checkpoints.saveLast(torrents), this.statistics.saveNow().catch(() => undefined)]);
    await Promise.all([...goodbyes, portClosed]);
    for (const torrent of torrents) torrent.close();
    this.transports.close();
    this.ports.datagrams.close();
    this.ports.udp.close();
    await this.ports.metainfo.close();
    await this.ports.storage.close();
  }

  /** Who is connected in a way that is not wanted any more is let go, and may be dialled in the other. */
  private changeTransport(): void {
    this.transports.apply();
    for (const torrent of this.registry.all()) torrent.net.keepTransport(this.settings.transport);
  }

  private setLimits(): void {
    this.down.setRate(this.settings.maxDownBps);
    this.up.setRate(this.settings.maxUpBps);
  }

  private touch(torrent: Torrent): void {
    for (const view of this.views) view.touch(torrent.id);
  }

  /** It has nothing to do for a while: what it keeps only to be quick goes. */
  private rest(torrent: Torrent): void {
    torrent.rest();
    this.idle.note(torrent, this.ports.clock.now());
    this.touch(torrent);
  }
}
