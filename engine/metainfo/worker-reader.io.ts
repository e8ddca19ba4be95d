/**
 * Reads big descriptions in a worker of their own, one after the other, so that the memory this takes is never taken
 * twice; little ones on the spot. The worker ends when nothing is left to read, and all of its memory with it.
 * Invariant: a worker that dies or does not answer in time costs one answer, `reader-failed`, and never the process.
 */
import { Worker } from 'node:worker_threads';
import { largeCopy } from '../base/large-bytes.js';
import type { Clock } from '../base/ports.js';
import type { Result } from '../base/result.js';
import { holdYoungGeneration } from '../base/young-generation.io.js';
import { type MetainfoError, refuse } from './metainfo-error.js';
import { arrivedFile, arrivedInfo, type MetainfoOrder, type MetainfoReport } from './metainfo-order.js';
import { BIG_METAINFO_BYTES, directReader, type FileAnswer, type InfoAnswer, type MetainfoReader } from './metainfo-reader.js';
import type { Metainfo } from './torrent-info.js';

/** The largest that is allowed takes a few seconds on a slow machine. */
const READ_LIMIT_MS = 60_000;
const LINGER_MS = 5_000;
/** The last file and what it said are kept this long. */
const KEEP_MS = 60_000;
/** The heap of the worker: ten times what 32 MiB of description need. */
const MAX_HEAP_MB = 2_048;

/** What a worker is told at its start, to know it for a reader. */
export const READER_ROLE = 'metainfo-reader';

export interface WorkerReaderOptions {
  /** `file:` URL of the bundled worker. */
  readonly workerUrl: string;
  readonly clock: Clock;
  /** Reads what is little; by default on the spot. */
  readonly direct?: MetainfoReader;
  readonly limitMs?: number;
}

interface Question {
  readonly order: MetainfoOrder;
  /** null: there is no report, because of `reason`. */
  settle(report: MetainfoReport | null, reason: string): void;
}

export class WorkerReader implements MetainfoReader {
  /** Questions answered by a worker so far. */
  readByWorker = 0;
  private readonly waiting: Question[] = [];
  private current: Question | null = null;
  private worker: Worker | null = null;
  private last: { readonly bytes: Uint8Array; readonly read: Result<Metainfo, MetainfoError>; readonly cancel: () => void } | null = null;
  private cancelTimer: (() => void) | null = null;
  private closed = false;
  private readonly direct: MetainfoReader;

  constructor(private readonly options: WorkerReaderOptions) {
    this.direct = options.direct ?? directReader;
  }

  readFile(bytes: Uint8Array, answer: FileAnswer): void {
    if (bytes.length <= BIG_METAINFO_BYTES) return this.direct.readFile(bytes, answer);
    const { last } = this;
    if (last !== null && Buffer.compare(last.bytes, bytes) === 0) {
      // in a task of its own: what is made of it takes time too
      this.options.clock.soon(() => this.closed || answer(last.read));
      return;
    }
    const own = largeCopy(bytes); // compared with later: whatever the caller does with its own
    const settle: Question['settle'] = (report, reason) => {
      if (report?.kind !== 'file') return answer(failed(reason));
      const read = arrivedFile(report.read);
      this.keep(own, read);
      answer(read);
    };
    this.ask({ order: { kind: 'file', bytes: own }, settle });
  }

  readInfo(infoBytes: Uint8Array, expected: Parameters<MetainfoReader['readInfo']>[1], answer: InfoAnswer): void {
    if (infoBytes.length <= BIG_METAINFO_BYTES) return this.direct.readInfo(infoBytes, expected, answer);
    const settle: Question['settle'] = (report, reason) => answer(report?.kind === 'info' ? arrivedInfo(report.read) : failed(reason));
    this.ask({ order: { kind: 'info', bytes: shared(infoBytes), expected }, settle });
  }

  async close(): Promise<void> {
    this.closed = true;
    this.current = null;
    this.waiting.length = 0;
    this.forget();
    await this.dismiss();
  }

  /** What is looked at is usually added next: comparing costs milliseconds, reading it again a second. */
  private keep(bytes: Uint8Array, read: Result<Metainfo, MetainfoError>): void {
    this.forget();
    if (this.closed) return;
    this.last = { bytes, read, cancel: this.options.clock.after(KEEP_MS, () => this.forget()) };
  }

  private forget(): void {
    this.last?.cancel();
    this.last = null;
  }

  private ask(question: Question): void {
    if (this.closed) return;
    this.waiting.push(question);
    if (this.current === null) this.next();
  }

  private next(): void {
    this.cancelTimer?.();
    this.cancelTimer = null;
    const question = this.waiting.shift();
    if (question === undefined) {
      if (this.worker !== null) this.cancelTimer = this.options.clock.after(LINGER_MS, () => void this.dismiss());
      return;
    }
    this.current = question;
    this.cancelTimer = this.options.clock.after(this.options.limitMs ?? READ_LIMIT_MS, () => this.give('it took too long'));
    try {
      this.worker ??= this.start();
      this.worker.ref();
      this.worker.postMessage(question.order);
    } catch (thrown) {
      this.give(String(thrown));
    }
  }

  private start(): Worker {
    const worker = new Worker(new URL(this.options.workerUrl), {
      workerData: { role: READER_ROLE },
      name: 'metainfo',
      resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MB },
    });
    worker.on('online', holdYoungGeneration); // starting one let it go
    worker.on('message', (report: MetainfoReport) => this.worker === worker && this.take(report));
    worker.on('error', (error) => this.worker === worker && this.give(String(error)));
    worker.on('exit', (code) => this.worker === worker && this.give(`exit code ${code}`));
    return worker;
  }

  private take(report: MetainfoReport): void {
    const question = this.current;
    this.current = null;
    this.worker?.unref();
    this.readByWorker++;
    question?.settle(report, '');
    if (this.current === null) this.next();
  }

  /** Gives the question under way up, and its worker with it. */
  private give(reason: string): void {
    const question = this.current;
    this.current = null;
    void this.dismiss();
    question?.settle(null, reason);
    if (this.current === null) this.next();
  }

  private async dismiss(): Promise<void> {
    const { worker } = this;
    this.worker = null;
    this.cancelTimer?.();
    this.cancelTimer = null;
    worker?.unref();
    await worker?.terminate();
  }
}

/** The caller's bytes may be reused while the worker reads; what is shared already is ours and stays as it is. */
const shared = (bytes: Uint8Array): Uint8Array => (bytes.buffer instanceof SharedArrayBuffer ? bytes : largeCopy(bytes));

const failed = (reason: string): Result<never, MetainfoError> =>
  refuse('reader-failed', `The description of the torrent could not be read: ${reason}.`);
