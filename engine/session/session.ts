/**
 * All torrents and what they share: composition root over ports. Policy lives in the parts and cadence in session-tick;
 * here they are only introduced to each other.
 */
import type { ErrorView } from '../api/errors.js';
import type { SessionView } from '../api/session-view.js';
import type { Settings } from '../api/settings.js';
import type { EngineEvent, EngineView, ViewMessage } from '../api/view-messages.js';
import { TokenBucket } from '../base/token-bucket.js';
import { MseStream } from '../net/mse-stream.js';
import { DialSlots } from '../roster/dial-slots.js';
import { methodsOf } from '../torrent/encryption-policy.js';
import { RequestShare } from '../torrent/request-share.js';
import { restMs } from '../torrent/rest.js';
import type { TorrentServices } from '../torrent/services.js';
import { Torrent } from '../torrent/torrent.js';
import type { TorrentHost } from '../torrent/torrent-host.js';
import type { TorrentInit } from '../torrent/torrent-init.js';
import { buildRow } from '../torrent/torrent-view-builder.js';
import { type ViewHost, ViewPublisher } from '../view/view-publisher.js';
import { Bandwidth } from './bandwidth.js';
import { Checkpoints } from './checkpoints.js';
import { ConnectionShare } from './connection-share.js';
import { DetailsFeed } from './details-feed.js';
import { DiskRecovery } from './disk-recovery.js';
import { FileSearch, searchable } from './file-search.js';
import { GoalWatch } from './goal-watch.js';
import { Heartbeat } from './heartbeat.js';
import { HintNotes } from './hint-notes.js';
import { IdleDetails } from './idle-details.js';
import { LabelPolicies } from './label-policies.js';
import { SessionNetwork } from './network.js';
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
import { VerifyLine } from './verify-line.js';

/** So long the start waits for the network, which waits for the IP filter. */
const PATIENCE_MS = 3_000;

export class Session {
  readonly registry = new TorrentRegistry();
  readonly down = new TokenBucket(null);
  readonly up = new TokenBucket(null);
  settings: Settings;
  readonly removals: Removals;
  readonly checkpoints: Checkpoints;
  readonly previews = new Previews();
  readonly network: SessionNetwork;
  readonly queue: TorrentQueue;
  readonly goals: GoalWatch;
  readonly labels = new LabelPolicies(() => this.settings.labels);
  readonly statistics: Statistics;
  readonly search: FileSearch;
  private readonly services: TorrentServices;
  private readonly torrentHost: TorrentHost<Torrent>;
  private readonly views = new Set<ViewPublisher<Torrent>>();
  private readonly share: ConnectionShare;
  private readonly heartbeat: Heartbeat<Torrent>;
  private readonly idle = new IdleDetails<Torrent>();
  private readonly figures: SessionFigures;
  private readonly verifying = new VerifyLine();
  private readonly cadence: SessionTick;
  private readonly restore: Restore;

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
    this.network = new SessionNetwork(
      this.registry,
      ports,
      {
        settings,
        onPicked: (listenPort) => {
          this.settings = { ...this.settings, listenPort };
          return state.saveSettings(this.settings);
        },
        admit: () => this.share.admit(null),
        released: () => this.share.released(),
        fail: (error) => this.fail(error),
      },
      options.dht,
    );
    const { dht, external, filter, local: lsd, openPort, transports } = this.network;
    this.services = {
      clock,
      random,
      dialer: transports.dialer,
      encrypt: (stream, infoHash) => MseStream.dialled(stream, infoHash, methodsOf(this.settings.encryption), random),
      storage,
      metainfo,
      saved: state,
      pool,
      http,
      webHttp,
      udp,
      dht,
      lsd,
      down: this.down,
      up: this.up,
      totals: this.figures.totals,
      dialSlots: new DialSlots(() => this.settings.maxHalfOpen),
      requests: options.requests ?? new RequestShare(),
      external,
      clientName: options.clientName,
      settings,
      listenPort: () => openPort.announced,
      isFiltered: (host) => filter.blocks(host),
      admit: (asker) => this.share.admit(asker),
      released: () => this.share.released(),
    };
    this.search = new FileSearch(clock, () => searchable(this.registry.all(), this.services));
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

  /**
   * Restores torrents, meets peers, and begins to tick. A port that cannot be had is an event, not a failure to start; a filter list that
   * takes long to come keeps peers waiting and not the person.
   */
  async start(records: RecordSource): Promise<void> {
    const { clock } = this.ports;
    this.queue.hold();
    const met = this.network.open().then(() => this.queue.release(clock.now()));
    await this.restore.run(records);
    await this.withPatience(met);
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
    const { figures, network, settings, share, statistics } = this;
    return buildSessionView({ figures, network, settings, share, statistics }, this.ports.clock.now());
  }

  /** The settings have changed. */
  async apply(changes: Partial<Settings>): Promise<void> {
    const before = this.settings;
    this.settings = { ...before, ...changes };
    this.setLimits();
    this.queue.changed();
    this.goals.changed();
    if (before.labels !== this.settings.labels) for (const torrent of this.registry.all()) this.labels.apply(torrent);
    if (before.downloadFolder !== this.settings.downloadFolder) this.figures.freeSpaceStale();
    await this.ports.state.saveSettings(this.settings);
    await this.network.apply(before);
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
    const networkClosed = this.network.close();
    this.search.close();
    await this.checkpoints.settled();
    const torrents = [...this.registry.all()];
    const goodbyes = [...this.removals.goodbyes, ...torrents.map((torrent) => torrent.leave())];
    await Promise.all([this.checkpoints.saveLast(torrents), this.statistics.saveNow().catch(() => undefined)]);
    await Promise.all([...goodbyes, networkClosed]);
    for (const torrent of torrents) torrent.close();
    this.network.closeTransports();
    this.ports.udp.close();
    await this.ports.metainfo.close();
    await this.ports.storage.close();
  }

  private async withPatience(met: Promise<void>): Promise<void> {
    let cancel = (): void => undefined;
    const enough = new Promise<void>((resolve) => {
      cancel = this.ports.clock.after(PATIENCE_MS, resolve);
    });
    await Promise.race([met, enough]);
    cancel();
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
