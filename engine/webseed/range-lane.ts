/**
 * One run on its way: asks for one stretch of a file after the other, over one connection, and passes what comes on as
 * blocks. Invariant: its end is told once, and blocks that did not come are given back before that.
 */
import type { HttpBodySink, HttpHead, HttpTransfer } from '../base/ports.js';
import type { FileLayout } from '../metainfo/file-layout.js';
import { judgeHead, type Verdict } from './answer-head.js';
import type { BlockRun } from './block-run.js';
import type { Stretch } from './range-plan.js';

/** No answer begins, or none goes on, for so long: others get the blocks. */
export const SILENCE_MS = 30_000;
/** Blocks are not held for longer, however steadily they drip. */
export const RUN_LIMIT_MS = 120_000;

export type LaneEnd =
  /** All of it came. */
  | { readonly kind: 'done' }
  /** Others brought the rest, or take it over: it came on, but slowly. */
  | { readonly kind: 'left' }
  | { readonly kind: 'failed'; readonly why: string }
  | { readonly kind: 'busy'; readonly retryAfterMs: number | null; readonly why: string }
  /** The server does not have this file. */
  | { readonly kind: 'gone'; readonly file: number; readonly why: string };

export interface LaneHost {
  nowMs(): number;
  /** Unix milliseconds. */
  wallNow(): number;
  /** Asks for the stretch; null when no URL can name its file. */
  open(stretch: Stretch, sink: HttpBodySink): HttpTransfer | null;
  /** Bytes came. */
  onBytes(bytes: number): void;
  mayRead(): boolean;
  /** A range came whole. */
  onStretch(): void;
  /** What is left of the run is little: another one may be asked for beside it. */
  onNearEnd(): void;
  onEnded(lane: RangeLane, end: LaneEnd): void;
}

export class RangeLane {
  /** An answer was taken. */
  heard = false;
  private transfer: HttpTransfer | null = null;
  private sinceMs: number;
  private lastAtMs: number;
  private held = false;
  private over = false;
  private nearEnd = false;

  constructor(
    private readonly layout: FileLayout,
    readonly run: BlockRun,
    /** It was asked for while another one was under way. */
    readonly isSecond: boolean,
    private readonly host: LaneHost,
  ) {
    this.sinceMs = this.lastAtMs = host.nowMs();
  }

  /** No more than half of the run is to come, and it comes. */
  get isNearEnd(): boolean {
    const { count, left } = this.run;
    return this.heard && !this.held && left > 0 && left * 2 <= count;
  }
  /** Milliseconds since it was asked for, but for those in which we did not read. */
  ageMs(nowMs: number): number {
    return nowMs - this.sinceMs;
  }

  start(): void {
    this.askNext();
  }

  /** Lets time pass: times out, reads on. */
  tick(nowMs: number): void {
    if (this.over) return;
    if (this.held && this.host.mayRead()) this.read(nowMs);
    if (this.held) return;
    if (nowMs - this.lastAtMs > SILENCE_MS) this.fail('it does not answer');
    else if (nowMs - this.sinceMs > RUN_LIMIT_MS) {
      if (this.run.hasProgress) this.end({ kind: 'left' });
      else this.fail('it is too slow');
    }
  }

  /** Another brought a block. */
  drop(piece: number, block: number): void {
    if (!this.over && !this.run.drop(piece, block)) this.end({ kind: 'left' });
  }

  /** Ends it unheard, and gives back what did not come. */
  stop(): void {
    if (this.over) return;
    this.over = true;
    this.transfer?.cancel();
    this.run.end();
  }

  private askNext(): void {
    const stretch = this.run.next();
    if (stretch === null) return this.end({ kind: 'done' });
    this.lastAtMs = this.host.nowMs();
    const transfer = this.host.open(stretch, this.sinkOf(stretch));
    if (transfer === null) return this.end({ kind: 'gone', file: stretch.fileIndex, why: 'no URL leads to the file' });
    this.transfer = transfer;
  }

  private sinkOf(stretch: Stretch): HttpBodySink {
    const fileBytes = this.layout.files.sizes[stretch.fileIndex] ?? 0;
    let skip = 0;
    let left = stretch.length;
    /** A server without ranges sends what follows as well. */
    let moreFollows = false;
    return {
      onHead: (head: HttpHead) => {
        const verdict = judgeHead(head, { first: stretch.fileOffset, length: stretch.length, fileBytes }, this.host.wallNow());
        if (verdict.kind !== 'take') {
          this.transfer = null; // the port ends it
          this.refuse(verdict, stretch.fileIndex);
          return false;
        }
        skip = verdict.skipBytes;
        moreFollows = head.status === 200 && stretch.fileOffset + stretch.length < fileBytes;
        this.lastAtMs = this.host.nowMs();
        this.heard = true;
        return true;
      },
      onBytes: (view) => {
        const skipped = Math.min(skip, view.length);
        const wanted = view.subarray(skipped, skipped + left);
        skip -= skipped;
        left -= wanted.length;
        this.take(wanted, skipped);
        if (this.over) return;
        if (moreFollows && left === 0) this.stretchDone(true);
        else if (view.length > skipped + wanted.length) this.fail('it sends more than asked for');
      },
      onEnd: (failure) => {
        this.transfer = null;
        if (failure !== null) this.fail(`the connection failed (${failure})`);
        else if (left > 0) this.fail('it sent too little');
        else this.stretchDone(false);
      },
    };
  }

  private take(wanted: Uint8Array, skipped: number): void {
    const { run } = this;
    const wastedBefore = run.wastedBytes;
    const bytes = wanted.length + skipped;
    this.lastAtMs = this.host.nowMs();
    this.host.onBytes(bytes);
    run.receive(wanted);
    const mayGoOn = run.target.onBytes(bytes, run.wastedBytes - wastedBefore + skipped);
    if (this.over) return;
    if (!mayGoOn) {
      this.held = true;
      this.transfer?.setReading(false);
    } else if (!this.nearEnd && this.isNearEnd) {
      this.nearEnd = true;
      this.host.onNearEnd();
    }
  }

  private read(nowMs: number): void {
    this.held = false;
    this.sinceMs += nowMs - this.lastAtMs; // the time in which we did not read is not its fault
    this.lastAtMs = nowMs;
    this.transfer?.setReading(true);
  }

  /** `cut`: more would come that nobody wants. */
  private stretchDone(cut: boolean): void {
    if (cut) this.transfer?.cancel();
    this.transfer = null;
    this.host.onStretch();
    if (!this.over) this.askNext();
  }

  private refuse(verdict: Exclude<Verdict, { readonly kind: 'take' }>, file: number): void {
    this.end(verdict.kind === 'gone' ? { kind: 'gone', file, why: verdict.why } : verdict);
  }
  private fail(why: string): void {
    this.end({ kind: 'failed', why });
  }
  private end(end: LaneEnd): void {
    if (this.over) return;
    this.stop();
    this.host.onEnded(this, end);
  }
}
