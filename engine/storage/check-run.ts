/**
 * A recheck, cut into slices that several workers hash at once. A few slices are out at a time: enough for all
 * workers, few enough that a cancel takes effect at once.
 */
import type { ErrorView } from '../api/errors.js';
import { errorOf } from './disk-job.js';
import { ANSWER_DONE, type AnswerExtra } from './disk-protocol.js';
import type { DoneAnswer } from './storage.js';

const SLICE_BYTES = 16 * 1024 * 1024;
const MAX_OUT = 6;

export interface CheckRunHost {
  /** Hashes pieces [first, first + count); settles with ANSWER_DONE and one outcome a piece. */
  hash(first: number, count: number, settle: (code: number, extra: AnswerExtra | undefined) => void): void;
  soon(run: () => void): void;
  onBatch(first: number, outcomes: Uint8Array): void;
  finished(answer: DoneAnswer): void;
}

export class CheckRun {
  private next: number;
  private out = 0;
  private failure: ErrorView | null = null;
  private readonly sliceCount: number;

  constructor(
    first: number,
    private readonly end: number,
    pieceLength: number,
    private readonly host: CheckRunHost,
  ) {
    this.next = first;
    this.sliceCount = Math.max(1, Math.floor(SLICE_BYTES / pieceLength));
    host.soon(() => this.advance());
  }

  /** No further batches; `finished` tells `cancelled` once what is under way has come back. */
  cancel(): void {
    this.failure ??= { code: 'cancelled', message: 'The check was cancelled.', facts: {} };
  }

  private advance(): void {
    while (this.failure === null && this.out < MAX_OUT && this.next < this.end) {
      const first = this.next;
      const count = Math.min(this.sliceCount, this.end - first);
      this.next += count;
      this.out++;
      this.host.hash(first, count, (code, extra) => {
        this.out--;
        if (code !== ANSWER_DONE || !(extra instanceof Uint8Array)) this.failure ??= errorOf(extra);
        else if (this.failure === null) this.host.onBatch(first, extra);
        this.advance();
      });
    }
    if (this.out === 0) this.finish();
  }

  private finish(): void {
    const { failure } = this;
    this.host.finished(failure === null ? { kind: 'done' } : { kind: 'failed', error: failure });
  }
}
