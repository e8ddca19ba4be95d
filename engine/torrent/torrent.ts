/**
 * One torrent: composition root of its content (files, pieces, storage) and its net (peers, trackers), driven by one
 * state. What happens when is decided in torrent-state; here it is carried out. Commands never throw: a failure
 * becomes the state `failed` with its error.
 */
import type { PieceOrder } from '../api/commands.js';
import type { EngineErrorCode, ErrorView } from '../api/errors.js';
import type { Endpoint, TorrentId } from '../api/ids.js';
import { Bitfield } from '../base/bitfield.js';
import { MAX_WEB_SEEDS } from '../metainfo/limits.js';
import type { Metainfo, TorrentInfo } from '../metainfo/torrent-info.js';
import type { ResumeRecord, SavedWebSeedBan } from '../resume/record.js';
import { checkData, checkHostOf, type DataCheckHost, openData } from './data-check.js';
import { isAboutDetails } from './fetch-details.js';
import { firstContent } from './first-content.js';
import { PieceOutcomes, type PieceOwner } from './piece-outcomes.js';
import type { TorrentServices } from './services.js';
import { SpeedHistory } from './speed-history.js';
import { Standing } from './standing.js';
import type { TorrentContent } from './torrent-content.js';
import { mayPutAway, TorrentDetails } from './torrent-details.js';
import { allWastedBytes, announceAmounts } from './torrent-facts.js';
import type { TorrentHost } from './torrent-host.js';
import { firstOrder, firstState, intentOf, type LastingInit, lastingPart, type TorrentInit } from './torrent-init.js';
import { TorrentLog } from './torrent-log.js';
import { TorrentNet, type TorrentNetHost } from './torrent-net.js';
import { type Intent, isActive, isRoutine, type TorrentState, type TorrentStateEvent, transition } from './torrent-state.js';
import { changeOptions, changePriorities, type FilePriorities, takeWebSeeds } from './torrent-wishes.js';
import { Traffic } from './traffic.js';
import { WebSeeds, webSeedsOfMagnet } from './web-seeds.js';
import { WhyWatch } from './why-watch.js';

const NO_BANS: readonly SavedWebSeedBan[] = [];

export class Torrent implements TorrentNetHost, PieceOwner {
  state: TorrentState;
  content: TorrentContent | null = null;
  readonly details: TorrentDetails;
  trackers: readonly (readonly string[])[];
  savePath: string;
  name: string;
  readonly net: TorrentNet;
  readonly log_ = new TorrentLog();
  readonly history = new SpeedHistory();
  readonly traffic: Traffic;
  readonly why = new WhyWatch();
  /** The volume of its files does not answer. */
  diskSilent = false;
  readonly standing: Standing;
  webSeeds: WebSeeds;
  /** Kept over restarts. */
  webSeedBans: readonly SavedWebSeedBan[];
  private readonly outcomes = new PieceOutcomes(this);
  /** In which order its pieces are fetched. */
  order: PieceOrder;
  completedAt: number | null;
  /** Since the last checkpoint: verified pieces, or anything else a record holds. */
  dirty: boolean;
  /** Peers are here or expected. */
  private engaged = false;
  /** What the person wants, while the state is `stopped`. */
  private lastIntent: Intent | 'hold';

  readonly init: LastingInit;
  /** What an earlier run left; until `start`. */
  private record: ResumeRecord | null;

  constructor(
    init: TorrentInit,
    readonly services: TorrentServices,
    private readonly host: TorrentHost<Torrent>,
  ) {
    const { record } = init;
    this.init = lastingPart(init);
    this.record = record;
    this.details = new TorrentDetails(this);
    this.trackers = init.trackers;
    this.savePath = init.savePath;
    this.name = init.metainfo?.info.name ?? init.name;
    this.traffic = new Traffic(services, record);
    this.webSeeds = new WebSeeds(this, services);
    this.webSeedBans = record?.bannedWebSeeds ?? NO_BANS;
    this.standing = new Standing(record);
    this.order = firstOrder(init);
    this.completedAt = record?.completedAt ?? null;
    this.lastIntent = init.intent;
    this.dirty = record === null;
    this.net = new TorrentNet(this, services, init.infoHashV1, init.trackers);
    this.net.superSeed = record?.superSeed ?? false;
    this.state = firstState(init);
    if (init.metainfo !== null) this.takeMetadata(init.metainfo, record);
  }

  get id(): TorrentId {
    return this.init.id;
  }
  /** What the person wants of it: to be remembered across restarts. */
  get intent(): Intent | 'hold' {
    return intentOf(this.state) ?? this.lastIntent;
  }
  /** Wasted bytes, those of connected peers included. */
  get allWastedBytes(): number {
    return allWastedBytes(this);
  }

  /** Begins; call once, after the owner knows the torrent. */
  start(): void {
    const { record } = this;
    this.record = null;
    if (record !== null) this.net.remember(record.peers);
    if (this.state.kind === 'opening') this.open(record);
    this.sync();
  }

  pause(): void {
    this.standing.forced = false;
    if (this.state.kind === 'failed') {
      this.lastIntent = 'pause'; // it moves nothing now, and shall not by itself after a restart
      this.dirty = true;
    }
    this.apply({ kind: 'pause' });
  }
  /** `forced`: it does not wait for its turn. */
  resume(forced = false): void {
    this.standing.forced = forced;
    const error = this.state.kind === 'failed' ? this.state.error : null;
    this.apply({ kind: 'resume', wait: !this.host.mayRun(this) });
    if (error !== null) this.details.need(() => this.open(isAboutDetails(error) ? this.details.takeRecord() : null));
    this.host.onState(this);
    this.changed();
  }
  /** Its turn has come, or others go first again. */
  setTurn(go: boolean): void {
    const waited = this.state.kind === 'check-queued';
    this.apply({ kind: go ? 'turn' : 'wait' });
    if (this.state.kind === 'opening') this.sync();
    if (waited && this.state.kind === 'checking' && this.content !== null) checkData(this.content, this.checkHost());
  }
  recheck(): void {
    const { content, details } = this;
    if (content === null) return;
    if (!details.areHere) return details.need(() => this.recheck());
    this.apply({ kind: 'recheck', total: content.pieceCount, wait: !this.host.mayCheck(this) });
    if (this.state.kind === 'checking') checkData(content, this.checkHost());
    else this.host.onState(this);
  }
  /** The person chose folder and files of a held magnet. */
  accept(savePath: string, wanted: readonly number[] | null, paused: boolean): void {
    const { long } = this.details;
    if (this.state.kind !== 'held' || long === null) return;
    this.savePath = savePath;
    // after its own sync, so that a checkpoint under way still gets its answers
    const before = this.content;
    before?.storage.sync(() => before.close());
    this.content = this.makeContent(long.info, null);
    if (wanted !== null) this.content?.choose(wanted);
    this.apply({ kind: 'accept', intent: paused ? 'pause' : 'run' });
    this.open(null);
  }
  setPriorities(files: FilePriorities): void {
    const { content, details } = this;
    if (content === null) return;
    if (!details.areHere) return details.need(() => this.setPriorities(files));
    changePriorities(this, content, files);
    this.clockSeeding();
    this.changed();
  }
  setOptions(options: { readonly superSeed?: boolean } & Partial<PieceOrder>): void {
    changeOptions(this, options);
    this.changed();
  }
  /** The person's wish; whether it is done depends on the swarm too. */
  get superSeed(): boolean {
    return this.net.superSeed;
  }
  addPeers(endpoints: readonly Endpoint[]): void {
    this.net.addPeers(endpoints, 'user');
  }
  setTrackers(tiers: readonly (readonly string[])[]): void {
    this.trackers = tiers;
    this.net.replaceTrackers(tiers);
    this.changed();
  }
  /** Takes web seeds in that are not known yet. */
  addWebSeeds(urls: readonly string[]): void {
    if (takeWebSeeds(this, urls)) this.changed();
  }
  /** Leaves the swarm; resolves when the trackers know. The files stay open for a last checkpoint. */
  leave(): Promise<void> {
    this.apply({ kind: 'stop' });
    return this.net.stop();
  }
  close(): void {
    this.content?.close();
  }

  /** The volume of its files stopped answering, or answers again. */
  volumeStalled(stalled: boolean): void {
    this.diskSilent = stalled;
    this.log(stalled ? 'warn' : 'info', stalled ? 'The disk does not answer.' : 'The disk answers again.');
    this.host.onChange(this);
  }

  /** Ten times a second. */
  tick(nowMs: number): void {
    this.net.run(nowMs);
    this.webSeeds.run(nowMs);
    if (this.content?.swarmContent == null) return;
    this.content.tick();
    this.outcomes.tick(this.content);
  }

  have(): Bitfield | null {
    if (this.content === null) return null;
    return this.content.swarmContent === null ? new Bitfield(this.content.pieceCount) : this.content.have;
  }
  amounts() {
    return announceAmounts(this);
  }
  isSeeding(): boolean {
    return this.content?.isComplete ?? false;
  }
  wake(): void {
    if (!this.engaged) {
      this.engaged = true;
      this.sync();
    }
    this.host.onWake(this);
  }
  /** It has nothing to do for a while: what is only needed with peers goes. */
  rest(): void {
    this.history.rest();
    if (this.net.connections > 0) return;
    this.engaged = false;
    this.sync();
  }
  /** Lets go of what is long, where it lies on the disk and nobody needs it; true when it has gone. */
  putAway(): boolean {
    if (!mayPutAway(this) || this.engaged) return false;
    this.details.putAway();
    if (this.webSeeds.all().length > 0) this.webSeeds = new WebSeeds(this, this.services);
    return true;
  }
  onDetailsBack(): void {
    this.sync();
    this.host.onDetails(this);
  }
  onDetailsLost(error: ErrorView): void {
    if (this.state.kind !== 'stopped') this.apply({ kind: 'fail', error });
    this.dirty = false; // there is nothing to save it with
  }
  /** Somebody is connected: runs what needs the long details at once, or when they have been read. */
  whenHere(run: () => void, fail: () => void): void {
    this.details.need(() => {
      this.wake();
      run();
    }, fail);
  }
  onChange(): void {
    this.host.onChange(this);
  }
  log(level: 'info' | 'warn' | 'error', text: string): void {
    this.log_.add(this.services.clock.wallNow(), level, text);
  }
  acceptMetadata(bytes: Uint8Array, answer: (right: boolean) => void): void {
    this.services.metainfo.readInfo(bytes, this.init.infoHashV1, (info) => {
      if (!info.ok && info.error.code === 'wrong-hash') return answer(false);
      answer(true);
      if (this.details.known !== null || this.state.kind === 'stopped') return; // this took its time
      if (!info.ok) return this.fail('torrent-invalid', `The details of this torrent are not valid: ${info.error.message}`);
      this.takeDetails({ info: info.value, infoBytes: bytes, webSeeds: [], comment: null, createdBy: null, creationDate: null, nodes: [] });
    });
  }
  /** The details of a magnet that waits for them, or that the disk lost, out of a .torrent; false when it does not wait. */
  supplyDetails(metainfo: Omit<Metainfo, 'trackers'>): boolean {
    const { details, state } = this;
    if (state.kind === 'failed' && isAboutDetails(state.error)) details.supply(metainfo.info, metainfo.infoBytes);
    if (details.known !== null || state.kind === 'stopped') return false;
    this.takeDetails(metainfo);
    return true;
  }

  nowMs(): number {
    return this.services.clock.now();
  }
  get leftBytes(): number {
    return this.amounts().leftBytes;
  }
  onPiece(): void {
    this.host.onChange(this);
    if (this.content?.isComplete) this.complete();
  }
  onPieceLost(): void {
    this.clockSeeding();
    this.host.onState(this);
    this.host.onChange(this);
  }
  onDiskFailed(error: ErrorView): void {
    this.apply({ kind: 'fail', error });
  }

  private makeContent(info: TorrentInfo, record: ResumeRecord | null): TorrentContent | null {
    const content = firstContent(info, record, this, this.outcomes);
    if (content === null) this.fail('torrent-v2-only', 'This torrent is v2 only, which Shoal cannot transfer yet.');
    return content;
  }

  private takeDetails(found: Omit<Metainfo, 'trackers'>): void {
    const webSeeds = [...new Set([...found.webSeeds, ...webSeedsOfMagnet(this.init.magnet, found.info)])].slice(0, MAX_WEB_SEEDS);
    this.takeMetadata({ ...found, webSeeds }, null);
    this.log('info', 'The details have arrived.');
    this.apply({ kind: 'metadata' });
    this.host.onEvent({ kind: 'metadata-received', id: this.id, name: this.name });
    if (this.state.kind === 'opening') this.open(null);
  }

  private takeMetadata(found: Omit<Metainfo, 'trackers'>, record: ResumeRecord | null): void {
    const { info, infoBytes } = found;
    this.details.take(found);
    this.name = info.name;
    if (info.private) this.net.becomePrivate();
    this.net.setMetadata(infoBytes);
    this.content = this.makeContent(info, record);
    if (this.content !== null) this.net.setGeometry(this.content.geometry);
  }

  private open(record: ResumeRecord | null): void {
    if (this.content !== null) openData(this.content, record, this.checkHost());
  }

  private checkHost(): DataCheckHost {
    return checkHostOf(this, this.host, (event) => this.apply(event));
  }

  private complete(): void {
    this.clockSeeding();
    this.host.onState(this);
    if (this.completedAt !== null) return;
    this.completedAt = this.services.clock.wallNow();
    this.log('info', 'Complete.');
    if (this.content?.isWhole) this.net.trackers.completed(); // a partial seed is not complete (BEP 21)
    this.host.onEvent({ kind: 'torrent-complete', id: this.id, name: this.name });
  }

  private fail(code: EngineErrorCode, message: string): void {
    this.apply({ kind: 'fail', error: { code, message, facts: {} } });
  }

  private apply(event: TorrentStateEvent): void {
    const before = this.state;
    this.state = transition(before, event);
    if (this.state === before) return;
    this.lastIntent = intentOf(this.state) ?? this.lastIntent;
    if (this.state.kind === 'failed' && before.kind !== 'failed') {
      this.log('error', this.state.error.message);
      this.host.onEvent({ kind: 'torrent-error', id: this.id, name: this.name, error: this.state.error });
    }
    if (!isRoutine(event, this.content?.isWhole ?? false)) this.dirty = true;
    this.sync();
    this.host.onState(this);
    this.host.onChange(this);
  }

  private clockSeeding(): void {
    this.standing.seeding.set(this.state.kind === 'running' && this.content?.isComplete === true, this.nowMs());
  }

  /** Makes net and content be as the state says. */
  private sync(): void {
    const { content, state } = this;
    this.clockSeeding();
    const running = state.kind === 'running' && content !== null;
    if (running && content.isComplete && this.completedAt === null) this.complete();
    // a seed nobody is connected to needs none of what moves payload
    const payload = running && (this.engaged || !content.isWhole);
    if (payload && content.swarmContent === null) this.activate(content);
    else if (!payload && content?.swarmContent != null) {
      this.net.swarm.setContent(null);
      this.webSeeds.stop();
      content.deactivate();
    }
    // a new torrent's peers are sought while the disk is still being looked at, so that the first byte comes sooner
    const fresh = state.kind === 'opening' && state.intent === 'run' && content?.have.isEmpty === true && this.host.mayRun(this);
    const reach = isActive(state) || fresh;
    if (reach) this.net.start();
    else void this.net.stop();
  }

  private activate(content: TorrentContent): void {
    const { areHere, known, long } = this.details;
    if (!areHere) return; // until somebody is connected: see `whenHere`
    this.net.swarm.setContent(content.activate());
    if (known !== null && long !== null) this.webSeeds.start({ ...long, webSeeds: known.webSeeds }, content);
  }

  private changed(): void {
    this.dirty = true;
    this.host.onChange(this);
  }
}
