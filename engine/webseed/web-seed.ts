/**
 * One web seed (BEP 19): lets runs be fetched from it, the next one asked for before the last has ended, and knows when
 * to leave the server alone. At most two requests are under way, and one where the server takes no second.
 * Invariant: there is a lane exactly while the state is `fetching`.
 */
import { Bitfield } from '../base/bitfield.js';
import type { HttpBodySink, HttpStreamPort, HttpTransfer, Random } from '../base/ports.js';
import { RateMeter } from '../base/rate-meter.js';
import type { FileLayout } from '../metainfo/file-layout.js';
import { backOffMs, grantedRestMs } from './back-off.js';
import { BlockRun, type BlockTarget } from './block-run.js';
import { type LaneEnd, type LaneHost, RangeLane } from './range-lane.js';
import type { Stretch } from './range-plan.js';
import { transition, type WebSeedEvent, type WebSeedState } from './web-seed-state.js';

/** A server that never had a file, asked for so many, has none of them. */
const FRUITLESS_FILES = 16;

export interface WebSeedHost {
  nowMs(): number;
  /** Unix milliseconds. */
  wallNow(): number;
  /** Where the file lies at this seed; null when no URL can name it. */
  urlOf(file: number): string | null;
  localAddress(): string | null;
  mayRead(): boolean;
  /** A run ended after so many milliseconds; `whole`: all of it came. */
  onRunEnded(tookMs: number, whole: boolean): void;
  /** Another run may be asked for: see `hasRoom`. */
  onRoom(): void;
  /** It turned out to have less: `has` is another set now. */
  onPieces(): void;
  log(level: 'info' | 'warn', text: string): void;
}

export class WebSeed implements LaneHost {
  state: WebSeedState = { kind: 'idle' };
  readonly down = new RateMeter();
  /** Pieces it may have: all, but those of files it turned out not to have. */
  has: Bitfield;
  private failures = 0;
  private lanes: readonly RangeLane[] = [];
  /** It refused a second request beside the first. */
  private oneAtATime = false;
  private readonly goneFiles = new Set<number>();

  constructor(
    readonly key: number,
    /** As shown: the server's name. */
    readonly label: string,
    private readonly layout: FileLayout,
    private readonly http: HttpStreamPort,
    private readonly random: Random,
    private readonly host: WebSeedHost,
  ) {
    this.has = new Bitfield(layout.geometry.pieceCount, true);
  }

  get isBusy(): boolean {
    return this.lanes.length > 0;
  }
  /** It delivers, or may at some time. */
  get isUsable(): boolean {
    return this.state.kind !== 'given-up' && this.state.kind !== 'banned';
  }
  /** It may be asked for a run: nothing is under way, or what is comes to its end. */
  get hasRoom(): boolean {
    if (this.state.kind === 'idle') return true;
    const [lane] = this.lanes;
    return lane !== undefined && this.lanes.length === 1 && !this.oneAtATime && lane.isNearEnd;
  }
  /** Blocks asked for and not here yet. */
  get blocksLeft(): number {
    let blocks = 0;
    for (const { run } of this.lanes) blocks += run.left;
    return blocks;
  }
  /** The block is asked for and not here yet. */
  isAsked(piece: number, block: number): boolean {
    return this.lanes.some(({ run }) => run.awaits(piece, block));
  }

  /** Fetches blocks: `count` pairs (piece, block) in order. Only one with room may be asked. */
  fetch(blocks: Int32Array, count: number, target: BlockTarget): void {
    if (!this.hasRoom) return;
    const run = new BlockRun(this.layout, blocks, count, target);
    const lane = new RangeLane(this.layout, run, this.isBusy, this);
    this.lanes = [...this.lanes, lane];
    this.apply({ kind: 'fetch' });
    lane.start();
  }

  /** Another brought a block that this one was asked for. */
  drop(piece: number, block: number): void {
    for (const lane of this.lanes) lane.drop(piece, block);
  }

  /** Lets time pass: wakes, times out, reads on. Call once a tick. */
  tick(nowMs: number): void {
    if (this.state.kind === 'resting') this.apply({ kind: 'wake', nowMs });
    for (const lane of this.lanes) lane.tick(nowMs);
  }

  /** Drops what is under way; the seed may be asked again later. */
  stop(): void {
    this.leave({ kind: 'done' });
  }
  /** For good. */
  ban(why: string): void {
    this.leave({ kind: 'ban', why });
  }

  // ---- LaneHost ----

  nowMs(): number {
    return this.host.nowMs();
  }
  wallNow(): number {
    return this.host.wallNow();
  }
  open(stretch: Stretch, sink: HttpBodySink): HttpTransfer | null {
    const url = this.host.urlOf(stretch.fileIndex);
    if (url === null) return null;
    const localAddress = this.host.localAddress();
    const last = stretch.fileOffset + stretch.length - 1;
    return this.http.stream(
      { url, headers: { range: `bytes=${stretch.fileOffset}-${last}` }, ...(localAddress === null ? {} : { localAddress }) },
      sink,
    );
  }
  onBytes(bytes: number): void {
    this.down.add(bytes, this.host.nowMs());
  }
  mayRead(): boolean {
    return this.host.mayRead();
  }
  onStretch(): void {
    this.failures = 0;
  }
  onNearEnd(): void {
    if (this.hasRoom) this.host.onRoom();
  }
  onEnded(lane: RangeLane, end: LaneEnd): void {
    this.lanes = this.lanes.filter((other) => other !== lane);
    this.host.onRunEnded(lane.ageMs(this.host.nowMs()), end.kind === 'done');
    if (end.kind === 'gone') return this.lose(end.file, end.why);
    if (end.kind === 'failed' || end.kind === 'busy') {
      if (!(lane.isSecond && !lane.heard && this.isBusy)) return this.refused(end);
      this.oneAtATime = true;
      this.host.log('info', `Web seed ${this.label} takes one request at a time: ${end.why}.`);
    }
    if (!this.isBusy) this.apply({ kind: 'done' });
    if (end.kind === 'done' && this.hasRoom) this.host.onRoom();
  }

  private refused(end: Extract<LaneEnd, { readonly kind: 'failed' | 'busy' }>): void {
    if (end.kind === 'busy' && end.retryAfterMs !== null) return this.rest(grantedRestMs(end.retryAfterMs), end.why);
    this.failures++;
    this.rest(backOffMs(this.failures, this.random.next()), end.why);
  }

  private rest(ms: number, why: string): void {
    this.host.log('info', `Web seed ${this.label}: ${why}; it is asked again in ${Math.round(ms / 1000)} s.`);
    this.leave({ kind: 'rest', untilMs: this.host.nowMs() + ms, why });
  }

  /** It does not have this file: its pieces are asked of others. */
  private lose(file: number, why: string): void {
    this.goneFiles.add(file);
    const { first, end } = this.layout.piecesOfFile(file);
    const has = Bitfield.fromWire(this.has.toWire(), this.has.size) ?? new Bitfield(this.has.size);
    for (let piece = first; piece < end; piece++) has.remove(piece);
    this.has = has;
    this.host.onPieces();
    const fruitless = this.down.total === 0 && this.goneFiles.size >= FRUITLESS_FILES;
    if (this.has.isEmpty || fruitless) {
      this.host.log('warn', `Web seed ${this.label} is given up: ${why}.`);
      return this.leave({ kind: 'give-up', why });
    }
    if (!this.isBusy) this.apply({ kind: 'done' });
  }

  /** Ends what is under way and gives back what did not come. */
  private leave(event: WebSeedEvent): void {
    const { lanes } = this;
    this.lanes = [];
    this.apply(event);
    for (const lane of lanes) lane.stop();
  }

  private apply(event: WebSeedEvent): void {
    this.state = transition(this.state, event);
  }
}
