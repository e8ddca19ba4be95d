/**
 * One disk worker as the main thread sees it: what it knows, what it has been given, and whether it lives.
 * Invariant: a job given is settled once, by the worker's answer or by the loss of the worker.
 */
import { Worker } from 'node:worker_threads';
import { holdYoungGeneration } from '../base/young-generation.io.js';
import type { DiskJob, JobTorrent } from './disk-job.js';
import { workerLost } from './disk-job.js';
import {
  ANSWER_FAILED,
  PULSE_WORDS,
  STATE_SYNCING,
  type TorrentSetup,
  type WorkerOrder,
  type WorkerReport,
  type WorkerSetup,
} from './disk-protocol.js';
import { PulseWatch } from './pulse.js';
import { eachAnswer } from './report-batch.js';
import type { Volume } from './volume.js';

/** Torrents a worker keeps in mind; idle ones beyond that are told again when they are needed. */
const MAX_TORRENTS = 64;
/** Looks (every half second) without a sign of life: 2 s, or 10 s in an fdatasync. */
const STUCK_LOOKS = 4;
const STUCK_SYNC_LOOKS = 20;
/** A worker makes little garbage; without a limit its heap grows by 8 MiB all the same. */
const YOUNG_MB = 2;

export interface DiskThreadHost {
  /** The worker is done with the job, whatever came of it. */
  onSettled(job: DiskJob): void;
  /** Answers have been handed on: there may be room again. */
  onReport(thread: DiskThread): void;
  /** The thread is gone; its jobs are settled as failed next. */
  onLost(thread: DiskThread): void;
}

export class DiskThread {
  /** The volume it works for; null when it has nothing to do. */
  volume: Volume | null = null;
  /** Silent for too long. */
  stuck = false;
  shortBytes = 0;
  longJobs = 0;
  backgroundJobs = 0;
  /** Looks in a row that found nothing to do. */
  idleLooks = 0;
  private readonly worker: Worker;
  private readonly watch: PulseWatch;
  private readonly inFlight = new Map<number, DiskJob>();
  private readonly slabs = new Set<number>();
  /** In order of use. */
  private readonly torrents = new Map<number, JobTorrent>();
  /** Those that it was told of without their hashes: a look at files needs none. */
  private readonly unhashed = new Set<number>();
  /** Torrents dropped in this turn: after a restore many are put away at a time. */
  private readonly dropping: number[] = [];
  private nextJob = 0;
  private ended = false;

  constructor(
    workerUrl: string,
    private readonly host: DiskThreadHost,
  ) {
    const setup: WorkerSetup = { pulse: new SharedArrayBuffer(PULSE_WORDS * 4) };
    this.watch = new PulseWatch(setup.pulse);
    this.worker = new Worker(new URL(workerUrl), {
      workerData: setup,
      name: 'disk',
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB },
    });
    this.worker.unref();
    this.worker.on('online', holdYoungGeneration); // starting one let it go
    this.worker.on('message', (report: WorkerReport) => this.take(report));
    this.worker.on('error', (error) => this.lose(String(error)));
    this.worker.on('exit', (code) => this.lose(`exit code ${code}`));
  }

  get jobCount(): number {
    return this.inFlight.size;
  }

  /** Sends the jobs as one message, with whatever the worker has to know for them. */
  give(jobs: readonly DiskJob[]): void {
    const words: number[] = [];
    const fileJobs: { id: number; job: NonNullable<DiskJob['fileJob']> }[] = [];
    const slabs: { id: number; memory: SharedArrayBuffer }[] = [];
    const torrents: TorrentSetup[] = [];
    for (const job of jobs) {
      const id = this.nextJob++;
      this.inFlight.set(id, job);
      this.count(job, 1);
      const hashed = job.words !== null;
      if (job.torrent !== null && this.meet(job.torrent, hashed)) torrents.push(job.torrent.setup(hashed));
      for (const { slab } of job.slabs) {
        if (this.slabs.has(slab.id)) continue;
        this.slabs.add(slab.id);
        slabs.push({ id: slab.id, memory: slab.memory });
      }
      if (job.words !== null) words.push(id, ...job.words);
      if (job.fileJob !== null) fileJobs.push({ id, job: job.fileJob });
    }
    this.worker.ref();
    this.post({
      ...(slabs.length > 0 && { slabs }),
      ...(torrents.length > 0 && { torrents }),
      ...(words.length > 0 && { jobs: words }),
      ...(fileJobs.length > 0 && { fileJobs }),
    });
    this.forgetOldTorrents();
  }

  closeFiles(torrent: number): void {
    if (this.torrents.has(torrent)) this.post({ closeFiles: [torrent] });
  }
  renewTorrent(torrent: number): void {
    this.closeFiles(torrent);
    this.torrents.delete(torrent);
    this.unhashed.delete(torrent);
  }
  dropTorrent(torrent: number): void {
    this.unhashed.delete(torrent);
    if (!this.torrents.delete(torrent)) return;
    if (this.dropping.push(torrent) === 1) queueMicrotask(() => this.post({ dropTorrents: this.dropping.splice(0) }));
  }
  forgetSlab(id: number): void {
    if (this.slabs.delete(id)) this.post({ forgetSlabs: [id] });
  }

  /** Looks for a sign of life; true when `stuck` has changed. */
  look(): boolean {
    const still = this.watch.look();
    const limit = this.watch.state === STATE_SYNCING ? STUCK_SYNC_LOOKS : STUCK_LOOKS;
    const stuck = this.inFlight.size > 0 && (this.stuck ? still > 0 : still >= limit);
    this.idleLooks = this.inFlight.size > 0 ? 0 : this.idleLooks + 1;
    if (stuck === this.stuck) return false;
    this.stuck = stuck;
    return true;
  }

  /** Ends the thread; jobs under way are let go of unanswered. Resolves when it has ended, which a stuck one may never do. */
  async end(): Promise<void> {
    this.ended = true;
    this.worker.unref();
    await this.worker.terminate();
    for (const job of this.inFlight.values()) this.host.onSettled(job);
    this.inFlight.clear();
  }

  private take(report: WorkerReport): void {
    if (this.ended) return;
    for (let at = 0; at < report.created.length; at += 2) {
      this.torrents.get(report.created[at] ?? -1)?.onCreated(report.created[at + 1] ?? 0);
    }
    eachAnswer(report, (id, code, extra) => {
      const job = this.inFlight.get(id);
      if (job === undefined) return;
      this.inFlight.delete(id);
      this.count(job, -1);
      this.host.onSettled(job);
      job.settle(code, extra);
    });
    if (this.inFlight.size === 0) this.worker.unref();
    this.host.onReport(this);
  }

  private lose(reason: string): void {
    if (this.ended) return;
    this.ended = true;
    const jobs = [...this.inFlight.values()];
    this.inFlight.clear();
    this.host.onLost(this);
    for (const job of jobs) {
      this.host.onSettled(job);
      job.settle(ANSWER_FAILED, workerLost(reason));
    }
  }

  private post(order: WorkerOrder): void {
    if (!this.ended) this.worker.postMessage(order);
  }

  private count(job: DiskJob, sign: 1 | -1): void {
    if (job.priority === 'background') this.backgroundJobs += sign;
    else if (job.priority === 'long') this.longJobs += sign;
    else this.shortBytes += sign * job.costBytes;
  }

  /** True when the worker has to be told about the torrent, or about its hashes. */
  private meet(torrent: JobTorrent, hashed: boolean): boolean {
    const isNew = !this.torrents.delete(torrent.id);
    this.torrents.set(torrent.id, torrent);
    if (isNew && !hashed) this.unhashed.add(torrent.id);
    return isNew || (hashed && this.unhashed.delete(torrent.id));
  }

  private forgetOldTorrents(): void {
    if (this.torrents.size <= MAX_TORRENTS) return;
    const busy = new Set<number>();
    for (const job of this.inFlight.values()) if (job.torrent !== null) busy.add(job.torrent.id);
    const dropTorrents: number[] = [];
    for (const id of [...this.torrents.keys()]) {
      if (this.torrents.size <= MAX_TORRENTS) break;
      if (busy.has(id)) continue;
      this.torrents.delete(id);
      this.unhashed.delete(id);
      dropTorrents.push(id);
    }
    if (dropTorrents.length > 0) this.post({ dropTorrents });
  }
}
