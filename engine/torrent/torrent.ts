/**
 * One torrent: composition root of its content (files, pieces, storage) and its net (peers, trackers), driven by one
 * state. What happens when is decided in torrent-state; here and in follow-state it is carried out. Commands never throw:
 * a failure becomes the state `failed` with its error.
 */
import type { PieceOrder } from '../api/commands.js';
import type { EngineErrorCode, ErrorView } from '../api/errors.js';
import type { Endpoint, TorrentId } from '../api/ids.js';
import { Bitfield } from '../base/bitfield.js';
import type { LeftFiles } from '../metainfo/left-files.js';
import { leftFiles } from '../resume/at-rest.js';
import type { SavedWebSeedBan } from '../resume/record.js';
import { doubt } from './content-doubts.js';
import { basisOf, INTERRUPTED } from './data-basis.js';
import { checkData, checkHostOf, type DataCheckHost, openData, verifyDoubts } from './data-check.js';
import { makeContent, readDetails, takeAtRest, takeDetails } from './details-arrival.js';
import { isAboutDetails } from './fetch-details.js';
import { clockSeeding, followState } from './follow-state.js';
import { mustMakeWay, nameBeside } from './found-files.js';
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
import { type Intent, isOpen, isRoutine, type TorrentState, type TorrentStateEvent, transition } from './torrent-state.js';
import { Traffic } from './traffic.js';
import { WebSeeds } from './web-seeds.js';
import { WhyWatch } from './why-watch.js';

const NO_BANS: readonly SavedWebSeedBan[] = [];
const NOBODY = new Int32Array(0);

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
  readonly outcomes = new PieceOutcomes(this);
  /** In which order its pieces are fetched. */
  order: PieceOrder;
  completedAt: number | null;
  /** Since the last checkpoint: verified pieces, or anything else a record holds. */
  dirty: boolean;
  /** What is said to be here has to be checked before it is believed. */
  mustCheck: boolean;
  /** Its data was never opened. */
  isNew: boolean;
  /** At rest, and not opened yet: how its files were left. */
  private left: LeftFiles | null = null;
  /** Peers are here or expected. */
  private engaged = false;
  /** What the person wants, while the state is `stopped`. */
  private lastIntent: Intent | 'hold';

  readonly init: LastingInit;
  /** Peers of an earlier run; until `start`. */
  private oldPeers: readonly string[];

  constructor(
    init: TorrentInit,
    readonly services: TorrentServices,
    private readonly host: TorrentHost<Torrent>,
  ) {
    const { record } = init;
    this.init = lastingPart(init);
    this.oldPeers = record?.peers ?? [];
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
    this.mustCheck = record?.mustCheck ?? false;
    this.dirty = record === null || this.mustCheck;
    this.isNew = record === null;
    this.net = new TorrentNet(this, services, init.infoHashV1, init.trackers);
    this.net.superSeed = record?.superSeed ?? false;
    this.state = firstState(init);
    if (init.metainfo !== null) takeDetails(this, init.metainfo, record);
    else if (init.atRest != null && record !== null) {
      takeAtRest(this, init.atRest, record);
      this.left = leftFiles(record);
    }
  }

  get id(): TorrentId {
    return this.init.id;
  }
  /** What people know it by. */
  get shownName(): string {
    return this.standing.ownName ?? this.name;
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
    if (this.oldPeers.length > 0) this.net.remember(this.oldPeers);
    this.oldPeers = [];
    if (this.state.kind === 'opening') this.open();
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
    if (error !== null) {
      this.details.need(() => {
        const record = isAboutDetails(error) ? this.details.takeRecord() : null;
        if (record !== null && this.content !== null) this.content.basis = basisOf(record);
        this.open();
      });
    }
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
    this.content = makeContent(this, long.info, null);
    if (wanted !== null) this.content?.choose(wanted);
    this.apply({ kind: 'accept', intent: paused ? 'pause' : 'run' });
    this.open();
  }
  /** The person's wish; whether it is done depends on the swarm too. */
  get superSeed(): boolean {
    return this.net.superSeed;
  }
  addPeers(endpoints: readonly Endpoint[]): void {
    this.net.addPeers(endpoints, 'user');
  }
  /** Leaves the swarm; resolves when the trackers know. The files stay open for a last checkpoint. */
  leave(): Promise<void> {
    this.apply({ kind: 'stop' });
    return this.net.stop();
  }
  close(): void {
    this.content?.close();
  }

  /** Its turn to look at pieces in doubt. */
  verifyDoubts(): void {
    const { content } = this;
    if (content !== null && isOpen(this.state) && content.doubts.size > 0) verifyDoubts(content, this.checkHost());
    else this.host.onVerified(this);
  }
  /** A piece in doubt was found good. */
  onConfirmed(piece: number): void {
    if (this.content?.swarmContent != null) this.outcomes.onPieceStored(piece, NOBODY);
    else {
      this.dirty = true;
      this.onPiece();
    }
  }

  /** A sync failed: nobody knows which of the data since the last one is on the disk. It is read again, and written again. */
  onUnsynced(error: ErrorView): void {
    const { content } = this;
    if (this.state.kind === 'stopped' || content === null) return;
    this.apply({ kind: 'fail', error });
    content.kept.clear();
    doubt(content, content.takeRecent(), true);
    this.dirty = true;
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

  // ---- what its parts ask of it ----

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
    if (this.net.connections > 0 || !this.engaged) return;
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
  /** Something has changed that a record holds. */
  changed(): void {
    this.dirty = true;
    this.host.onChange(this);
  }
  log(level: 'info' | 'warn' | 'error', text: string): void {
    this.log_.add(this.services.clock.wallNow(), level, text);
  }
  acceptMetadata(bytes: Uint8Array, answer: (right: boolean) => void): void {
    readDetails(this, bytes, answer);
  }
  /** What a magnet waited for is here. */
  onDetailsFound(): void {
    this.log('info', 'The details have arrived.');
    this.apply({ kind: 'metadata' });
    this.host.onEvent({ kind: 'metadata-received', id: this.id, name: this.shownName });
    if (this.state.kind === 'opening') this.open();
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
    clockSeeding(this);
    this.host.onState(this);
    this.host.onChange(this);
  }
  onDiskFailed(error: ErrorView): void {
    this.apply({ kind: 'fail', error });
  }
  onFileInTheWay(file: number, path: string): void {
    const { content } = this;
    if (content === null || !mustMakeWay(content, file, path)) return;
    content.gate.shut(async () => {
      for (const { from, to } of await nameBeside(content)) {
        this.log('warn', `Another file is in the way: ${this.savePath}/${from}. This torrent's is saved as ${to}.`);
      }
      this.changed();
      await this.host.saveNames(this);
    });
    content.gate.name();
  }
  fail(code: EngineErrorCode, message: string): void {
    this.apply({ kind: 'fail', error: { code, message, facts: {} } });
  }

  // ---- the turns of its state ----

  private open(): void {
    const { content, left } = this;
    this.left = null;
    if (content === null) return;
    if (left === null || this.details.areHere) openData(content, this.checkHost());
    else content.compare(left, (same) => this.onCompared(content, same));
  }

  /** At rest, and its files are as its record left them; where they are not, its details decide what that means. */
  private onCompared(content: TorrentContent, same: boolean): void {
    if (this.state.kind !== 'opening') return;
    if (!same) return this.details.need(() => this.state.kind === 'opening' && this.open());
    content.basis = INTERRUPTED;
    this.apply({ kind: 'opened', wait: !this.host.mayRun(this) });
  }

  private checkHost(): DataCheckHost {
    return checkHostOf(this, this.host, (event) => this.apply(event));
  }

  private complete(): void {
    clockSeeding(this);
    this.host.onState(this);
    if (this.completedAt !== null) return;
    this.completedAt = this.services.clock.wallNow();
    this.log('info', 'Complete.');
    if (this.content?.isWhole) this.net.trackers.completed(); // a partial seed is not complete (BEP 21)
    this.host.onEvent({ kind: 'torrent-complete', id: this.id, name: this.shownName });
  }

  private apply(event: TorrentStateEvent): void {
    const before = this.state;
    this.state = transition(before, event);
    if (this.state === before) return;
    this.lastIntent = intentOf(this.state) ?? this.lastIntent;
    if (this.state.kind === 'failed' && before.kind !== 'failed') {
      this.log('error', this.state.error.message);
      this.host.onEvent({ kind: 'torrent-error', id: this.id, name: this.shownName, error: this.state.error });
    }
    if (!isRoutine(event, this.content?.isWhole ?? false)) this.dirty = true;
    this.sync();
    this.host.onState(this);
    this.host.onChange(this);
  }

  /** Makes everything be as the state says. */
  private sync(): void {
    clockSeeding(this);
    if (this.state.kind === 'running' && this.content?.isComplete && this.completedAt === null) this.complete();
    followState(this, this.engaged, () => this.host.mayRun(this));
    if ((this.content?.doubts.size ?? 0) > 0) this.verifyDoubts();
  }
}
