/**
 * One web seed (BEP 19) as a machine over HttpStreamPort: asks for one stretch of a file after the other, passes what
 * comes on as blocks, and knows when to leave the server alone. At most one request is under way.
 * Invariant: there is a run exactly while the state is `asked` or `reading`.
 */
import { Bitfield } from '../base/bitfield.js';
import type { HttpBodySink, HttpHead, HttpStreamPort, HttpTransfer, Random } from '../base/ports.js';
import { RateMeter } from '../base/rate-meter.js';
import type { FileLayout } from '../metainfo/file-layout.js';
import { judgeHead, type Verdict } from './answer-head.js';
import { backOffMs, grantedRestMs } from './back-off.js';
import { BlockRun, type BlockTarget } from './block-run.js';
import type { Stretch } from './range-plan.js';
import { transition, type WebSeedEvent, type WebSeedState } from './web-seed-state.js';

/** No answer begins, or none goes on, for so long: others get the blocks. */
export const SILENCE_MS = 30_000;
/** Blocks are not held for longer, however steadily they drip. */
export const RUN_LIMIT_MS = 120_000;
/** A server that never had a file, asked for so many, has none of them. */
const FRUITLESS_FILES = 16;

export interface WebSeedHost {
  nowMs(): number;
  /** Unix milliseconds. */
  wallNow(): number;
  /** Where the file lies at this seed; null when no URL can name it. */
  urlOf(file: number): string | null;
  localAddress(): string | null;
  /** Payload came; `wasted` of it for nothing. False: no more may come until `mayRead`. */
  onBytes(bytes: number, wasted: number): boolean;
  mayRead(): boolean;
  /** The run ended well: another one may begin. */
  onIdle(): void;
  /** It turned out to have less: `has` is another set now. */
  onPieces(): void;
  log(level: 'info' | 'warn', text: string): void;
}

export class WebSeed {
  state: WebSeedState = { kind: 'idle' };
  readonly down = new RateMeter();
  /** Pieces it may have: all, but those of files it turned out not to have. */
  has: Bitfield;
  private failures = 0;
  private run: BlockRun | null = null;
  private runSinceMs = 0;
  private transfer: HttpTransfer | null = null;
  private lastByteAtMs = 0;
  private held = false;
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
    return this.run !== null;
  }
  /** It delivers, or may at some time. */
  get isUsable(): boolean {
    return this.state.kind !== 'given-up' && this.state.kind !== 'banned';
  }
  /** Blocks asked for and not here yet. */
  get blocksLeft(): number {
    return this.run?.left ?? 0;
  }

  /** Fetches blocks: `count` pairs (piece, block) in order. Only an idle seed may be asked. */
  fetch(blocks: Int32Array, count: number, target: BlockTarget): void {
    if (this.state.kind !== 'idle') return;
    this.runSinceMs = this.host.nowMs();
    this.run = new BlockRun(this.layout, blocks, count, target);
    this.askNext();
  }

  /** Another brought a block that this one was asked for. */
  drop(piece: number, block: number): void {
    if (this.run !== null && !this.run.drop(piece, block)) this.leave({ kind: 'done' });
  }

  /** Lets time pass: wakes, times out, reads on. Call once a tick. */
  tick(nowMs: number): void {
    if (this.state.kind === 'resting') this.apply({ kind: 'wake', nowMs });
    if (this.held && this.host.mayRead()) this.read(nowMs);
    if (this.run === null) return;
    const quietSince = this.state.kind === 'asked' ? this.state.sinceMs : this.lastByteAtMs;
    if (!this.held && nowMs - quietSince > SILENCE_MS) this.fail('it does not answer');
    else if (!this.held && nowMs - this.runSinceMs > RUN_LIMIT_MS) this.cutShort(this.run);
  }

  /** Drops what is under way; the seed may be asked again later. */
  stop(): void {
    this.leave({ kind: 'done' });
  }
  /** For good. */
  ban(why: string): void {
    this.leave({ kind: 'ban', why });
  }

  /** It takes too long: others get what is left. */
  private cutShort(run: BlockRun): void {
    if (run.hasProgress) this.leave({ kind: 'done' });
    else this.fail('it is too slow');
  }

  private askNext(): void {
    const stretch = this.run?.next() ?? null;
    if (stretch === null) {
      this.leave({ kind: 'done' });
      this.host.onIdle();
      return;
    }
    const url = this.host.urlOf(stretch.fileIndex);
    if (url === null) return this.lose(stretch.fileIndex, 'no URL leads to the file');
    const nowMs = this.host.nowMs();
    this.apply({ kind: 'done' });
    this.apply({ kind: 'ask', nowMs });
    const localAddress = this.host.localAddress();
    const last = stretch.fileOffset + stretch.length - 1;
    this.transfer = this.http.stream(
      { url, headers: { range: `bytes=${stretch.fileOffset}-${last}` }, ...(localAddress === null ? {} : { localAddress }) },
      this.sinkOf(stretch),
    );
  }

  private sinkOf(stretch: Stretch): HttpBodySink {
    let skip = 0;
    let left = stretch.length;
    /** A server without ranges sends what follows as well. */
    let moreFollows = false;
    return {
      onHead: (head: HttpHead) => {
        const fileBytes = this.layout.files.sizes[stretch.fileIndex] ?? 0;
        const verdict = judgeHead(head, { first: stretch.fileOffset, length: stretch.length, fileBytes }, this.host.wallNow());
        if (verdict.kind !== 'take') {
          this.refuse(verdict, stretch.fileIndex);
          return false;
        }
        skip = verdict.skipBytes;
        moreFollows = head.status === 200 && stretch.fileOffset + stretch.length < fileBytes;
        this.lastByteAtMs = this.host.nowMs();
        this.apply({ kind: 'answer' });
        return true;
      },
      onBytes: (view) => {
        const skipped = Math.min(skip, view.length);
        const wanted = view.subarray(skipped, skipped + left);
        skip -= skipped;
        left -= wanted.length;
        this.takeBytes(wanted, skipped);
        if (this.run === null) return;
        if (moreFollows && left === 0) this.stretchDone(true);
        else if (view.length > skipped + wanted.length) this.fail('it sends more than asked for');
      },
      onEnd: (failure) => {
        if (failure !== null) this.fail(`the connection failed (${failure})`);
        else if (left > 0) this.fail('it sent too little');
        else this.stretchDone(false);
      },
    };
  }

  private takeBytes(wanted: Uint8Array, skipped: number): void {
    const { run } = this;
    if (run === null) return;
    const nowMs = this.host.nowMs();
    const wastedBefore = run.wastedBytes;
    this.lastByteAtMs = nowMs;
    this.down.add(wanted.length + skipped, nowMs);
    run.receive(wanted);
    const mayGoOn = this.host.onBytes(wanted.length + skipped, run.wastedBytes - wastedBefore + skipped);
    if (mayGoOn || this.run === null) return;
    this.held = true;
    this.transfer?.setReading(false);
  }

  private read(nowMs: number): void {
    this.held = false;
    this.runSinceMs += nowMs - this.lastByteAtMs; // the time in which we did not read is not its fault
    this.lastByteAtMs = nowMs;
    this.transfer?.setReading(true);
  }

  /** `cut`: more would come that nobody wants. */
  private stretchDone(cut: boolean): void {
    if (cut) this.transfer?.cancel();
    this.transfer = null;
    this.failures = 0;
    if (this.run !== null) this.askNext();
  }

  private refuse(verdict: Exclude<Verdict, { readonly kind: 'take' }>, file: number): void {
    this.transfer = null; // the port ends it
    if (verdict.kind === 'gone') return this.lose(file, verdict.why);
    if (verdict.kind === 'busy' && verdict.retryAfterMs !== null) this.rest(grantedRestMs(verdict.retryAfterMs), verdict.why);
    else this.fail(verdict.why);
  }

  private fail(why: string): void {
    this.failures++;
    this.rest(backOffMs(this.failures, this.random.next()), why);
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
    this.leave({ kind: 'done' });
  }

  /** Ends what is under way and gives back what did not come. */
  private leave(event: WebSeedEvent): void {
    const { run, transfer } = this;
    this.run = null;
    this.transfer = null;
    this.held = false;
    this.apply(event);
    transfer?.cancel();
    run?.end();
  }

  private apply(event: WebSeedEvent): void {
    this.state = transition(this.state, event);
  }
}
