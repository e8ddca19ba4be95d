/**
 * Works off the orders of the main thread inside a disk worker. Short jobs are done the moment they arrive; verify,
 * check and hash jobs wait in line and advance by a step whenever nothing short is there, verifications first.
 * Invariant: every job is answered exactly once, and a job's slabs are not touched after its answer.
 */

import { invariant } from '../base/assert.js';
import { diskError } from './disk-error.js';
import {
  ANSWER_BAD,
  ANSWER_DONE,
  ANSWER_FAILED,
  ANSWER_MISSING,
  type FileAnswer,
  type FileJob,
  JOB_HEAD,
  OP_CHECK,
  OP_HASH,
  OP_READ,
  OP_REWRITE,
  OP_STORE,
  OP_VERIFY,
  OP_WRITE,
  RANGE_WORDS,
  STATE_BUSY,
  STATE_IDLE,
  STATE_SYNCING,
  type WorkerOrder,
} from './disk-protocol.js';
import {
  blankFiles,
  bringFiles,
  compareFiles,
  deleteFiles,
  deviceOf,
  dropParts,
  freeBytes,
  prepareFiles,
  statFiles,
  syncFiles,
} from './file-jobs.io.js';
import { walkFolder } from './folder-walk.io.js';
import { HandlePool } from './handle-pool.io.js';
import { checkTask, hashTask, type LongTask, rewriteTask, verifyTask } from './long-tasks.io.js';
import type { Pulse } from './pulse.js';
import { type AnswerSink, ReportBatch } from './report-batch.js';
import { SpanFiles } from './span-files.io.js';
import { storeRun } from './store-run.io.js';
import { WorkerTorrent } from './worker-torrent.js';

/** One step of a long job: a few milliseconds on a good disk, well below the limit of silence on a bad one. */
const STEP_BYTES = 4 * 1024 * 1024;
/** Answers go out at least this often within one order. */
const REPORT_BYTES = 1024 * 1024;

export class WorkerDesk {
  private readonly slabs = new Map<number, Uint8Array>();
  private readonly torrents = new Map<number, WorkerTorrent>();
  private readonly handles: HandlePool;
  private readonly files: SpanFiles;
  private readonly report: ReportBatch;
  private readonly verifications: LongTask[] = [];
  private readonly runs: LongTask[] = [];
  private stepPlanned = false;

  constructor(
    send: AnswerSink,
    private readonly pulse: Pulse,
  ) {
    this.report = new ReportBatch(send);
    this.handles = new HandlePool((torrent, file) => this.report.created(torrent, file));
    this.files = new SpanFiles(this.handles, pulse);
  }

  /** Takes one order; answers what is short before it returns. */
  take(order: WorkerOrder): void {
    this.pulse.setState(STATE_BUSY);
    for (const id of order.forgetSlabs ?? []) this.slabs.delete(id);
    for (const id of order.dropTorrents ?? []) this.drop(id);
    for (const id of order.closeFiles ?? []) this.handles.drop(id);
    for (const { id, memory } of order.slabs ?? []) this.slabs.set(id, new Uint8Array(memory));
    for (const setup of order.torrents ?? []) this.torrents.set(setup.id, new WorkerTorrent(setup));
    this.payloadJobs(order.jobs ?? []);
    for (const { id, job } of order.fileJobs ?? []) this.fileJob(id, job);
    this.report.flush();
    this.planStep();
    this.pulse.setState(STATE_IDLE);
  }

  private drop(id: number): void {
    const torrent = this.torrents.get(id);
    if (torrent !== undefined) torrent.dropped = true;
    this.torrents.delete(id);
    this.handles.drop(id);
  }

  private payloadJobs(words: readonly number[]): void {
    let sinceReport = 0;
    for (let at = 0; at < words.length; ) {
      const ranges = words[at + 6] ?? 0;
      sinceReport += words[at + 5] ?? 0;
      this.payloadJob(words, at, ranges);
      at += JOB_HEAD + ranges * RANGE_WORDS;
      if (sinceReport >= REPORT_BYTES) {
        sinceReport = 0;
        this.report.flush();
      }
    }
  }

  private payloadJob(words: readonly number[], at: number, ranges: number): void {
    const id = words[at] ?? 0;
    const piece = words[at + 3] ?? 0;
    const length = words[at + 5] ?? 0;
    this.handles.beginJob();
    try {
      const torrent = this.torrent(words[at + 2] ?? -1);
      const offset = (): number => torrent.geometry.pieceOffset(piece) + (words[at + 4] ?? 0);
      switch (words[at + 1]) {
        case OP_STORE: {
          const bad = storeRun(this.files, torrent, piece, words[at + 4] ?? 0, this.views(words, at + JOB_HEAD, ranges));
          if (bad.length === 0) this.report.answer(id, ANSWER_DONE);
          else this.report.answer(id, ANSWER_BAD, bad);
          return;
        }
        case OP_WRITE:
          this.files.write(torrent, offset(), this.views(words, at + JOB_HEAD, ranges));
          this.report.answer(id, ANSWER_DONE);
          return;
        case OP_READ:
          this.files.read(torrent, offset(), this.views(words, at + JOB_HEAD, ranges));
          this.report.answer(id, ANSWER_DONE);
          return;
        case OP_VERIFY:
          this.verifications.push(verifyTask(id, torrent, piece, this.files));
          return;
        case OP_REWRITE:
          this.verifications.push(rewriteTask(id, torrent, piece, this.files));
          return;
        case OP_CHECK:
          this.runs.push(checkTask(id, torrent, piece, length, this.files));
          return;
        case OP_HASH:
          this.runs.push(hashTask(id, torrent, piece, length, this.files));
          return;
        default:
          invariant(false, 'a job has a known operation');
      }
    } catch (thrown) {
      this.report.answer(id, ANSWER_FAILED, diskError(thrown, ''));
    }
  }

  private fileJob(id: number, job: FileJob): void {
    this.handles.beginJob();
    try {
      if (job.kind === 'sync') this.pulse.setState(STATE_SYNCING);
      const answer = this.doFileJob(job);
      if (answer === null) this.report.answer(id, ANSWER_DONE);
      else this.report.answer(id, ANSWER_DONE, answer);
    } catch (thrown) {
      const path = 'path' in job ? job.path : (this.torrents.get(job.torrent)?.root ?? '');
      this.report.answer(id, ANSWER_FAILED, diskError(thrown, path));
    }
    this.pulse.setState(STATE_BUSY);
  }

  private doFileJob(job: FileJob): FileAnswer | null {
    switch (job.kind) {
      case 'stat':
        return statFiles(this.torrent(job.torrent), this.pulse);
      case 'prepare':
        prepareFiles(this.torrent(job.torrent), job.wanted, job.mayMakeRoot, this.handles, this.pulse);
        return null;
      case 'sync':
        syncFiles(this.torrent(job.torrent), job.files, job.created, this.handles, this.pulse);
        return null;
      case 'bring':
        bringFiles(this.torrent(job.torrent), job.files, this.files, this.handles, this.pulse);
        return null;
      case 'blank':
        return { kind: 'files', files: blankFiles(this.torrent(job.torrent), job.files, this.pulse) };
      case 'drop-parts':
        this.handles.drop(job.torrent);
        dropParts(this.torrent(job.torrent), this.pulse);
        return null;
      case 'delete':
        this.handles.drop(job.torrent);
        deleteFiles(this.torrent(job.torrent), job.files, this.pulse);
        dropParts(this.torrent(job.torrent), this.pulse);
        return null;
      case 'volume':
        return deviceOf(job.path, this.pulse);
      case 'compare':
        return compareFiles(job, this.pulse);
      case 'free':
        return freeBytes(job.path, this.pulse);
      case 'walk':
        return { kind: 'walk', found: walkFolder(job.path, job.skipHidden, this.pulse) };
    }
  }

  /** Messages that have come meanwhile are handled between two steps. */
  private planStep(): void {
    if (this.stepPlanned || (this.verifications.length === 0 && this.runs.length === 0)) return;
    this.stepPlanned = true;
    setImmediate(() => {
      this.stepPlanned = false;
      this.pulse.setState(STATE_BUSY);
      this.stepOnce(this.verifications.length > 0 ? this.verifications : this.runs);
      this.report.flush();
      this.planStep();
      this.pulse.setState(STATE_IDLE);
    });
  }

  private stepOnce(line: LongTask[]): void {
    const task = line[0];
    if (task === undefined) return;
    this.handles.beginJob();
    try {
      const answer = task.step(STEP_BYTES);
      if (answer === null) return;
      if (answer.code === ANSWER_MISSING || answer.bytes === null) this.report.answer(task.id, answer.code);
      else this.report.answer(task.id, answer.code, answer.bytes);
    } catch (thrown) {
      this.report.answer(task.id, ANSWER_FAILED, diskError(thrown, ''));
    }
    line.shift();
  }

  private torrent(id: number): WorkerTorrent {
    const torrent = this.torrents.get(id);
    invariant(torrent !== undefined, 'a job names a torrent that the worker knows');
    return torrent;
  }

  private views(words: readonly number[], at: number, ranges: number): Uint8Array[] {
    const views: Uint8Array[] = [];
    for (let range = 0; range < ranges; range++, at += RANGE_WORDS) {
      const whole = this.slabs.get(words[at] ?? -1);
      invariant(whole !== undefined, 'a job names a slab that the worker knows');
      const start = words[at + 1] ?? 0;
      const length = words[at + 2] ?? 0;
      views.push(length === whole.length ? whole : whole.subarray(start, start + length));
    }
    return views;
  }
}
