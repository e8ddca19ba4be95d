/**
 * Hands jobs to disk workers. A worker serves one volume at a time; a busy volume gets up to `workers` of them, and
 * every volume with work gets at least one of its own while the cap allows, so that a slow disk never holds up a
 * fast one. A worker silent for 2 s marks its volume as stalled and is left alone until it answers.
 */
import type { Clock } from '../base/ports.js';
import type { SlabPool } from '../base/slab.js';
import type { DiskJob } from './disk-job.js';
import { DiskThread, type DiskThreadHost } from './disk-thread.io.js';
import { Patience } from './patience.js';
import { costOf, hasRoom, type ThreadLoad, withJob } from './thread-load.js';
import type { Volume } from './volume.js';

/** Threads at most, stuck ones included. */
const MAX_THREADS = 16;
const LOOK_MS = 500;
/** A worker besides the first goes after 1.5 s without work: it costs 10 MiB, and 30 ms to start again. */
const SURPLUS_LOOKS = 3;
/** It starts for what has waited this long, which is what a start takes: most syncs are over before. */
const PATIENCE_MS = 30;
/** Closing waits this long for workers to end. */
const END_MS = 500;

export interface DiskThreadPoolOptions {
  readonly workerUrl: string;
  readonly workers: number;
  readonly clock: Clock;
  readonly slabs: SlabPool | null;
  readonly onStalled: (volume: Volume, stalled: boolean) => void;
}

export class DiskThreadPool implements DiskThreadHost {
  private readonly threads: DiskThread[] = [];
  /** Volumes with jobs waiting, in the order in which they came. */
  private readonly waiting = new Set<Volume>();
  /** Of volumes whose jobs wait for a worker besides those they have. */
  private readonly patience: Patience<Volume>;
  private pumpPlanned = false;
  private cancelLook: (() => void) | null = null;
  private closed = false;
  /** Memory that has gone here must go in the workers too. */
  private readonly seenSlabs = new Set<number>();
  private readonly slabEnds = new FinalizationRegistry<number>((id) => {
    this.seenSlabs.delete(id);
    for (const thread of this.threads) thread.forgetSlab(id);
  });

  constructor(private readonly options: DiskThreadPoolOptions) {
    this.patience = new Patience(options.clock, PATIENCE_MS, () => this.pump());
  }

  /** Workers that do not answer at the moment. While there are any, the process cannot exit in the ordinary way. */
  get stuckCount(): number {
    return this.threads.filter((thread) => thread.stuck).length;
  }

  /** Starts a worker ahead of the first job, which would wait some 30 ms for it. */
  warm(): void {
    if (!this.closed && this.threads.length === 0) this.threads.push(new DiskThread(this.options.workerUrl, this));
  }

  /** Queues a job; jobs of one turn travel together. */
  submit(volume: Volume, job: DiskJob): void {
    if (this.closed) return;
    for (const { slab } of job.slabs) {
      this.options.slabs?.retain(slab);
      if (this.seenSlabs.has(slab.id)) continue;
      this.seenSlabs.add(slab.id);
      this.slabEnds.register(slab.memory, slab.id);
    }
    volume.push(job);
    this.waiting.add(volume);
    this.planPump();
  }

  /** Takes jobs that no worker has got yet out of the queue; they are never settled. */
  discard(volume: Volume, matches: (job: DiskJob) => boolean): void {
    for (const job of volume.discard(matches)) this.onSettled(job);
  }

  closeFiles(torrent: number): void {
    for (const thread of this.threads) thread.closeFiles(torrent);
  }
  /** They are told of it anew when they need it next. */
  renewTorrent(torrent: number): void {
    for (const thread of this.threads) thread.renewTorrent(torrent);
  }
  dropTorrent(torrent: number): void {
    for (const thread of this.threads) thread.dropTorrent(torrent);
  }

  /** Ends the workers. What is under way is given up; a stuck worker is not waited for. */
  async close(): Promise<void> {
    this.closed = true;
    this.cancelLook?.();
    this.patience.endAll();
    for (const volume of this.waiting) this.discard(volume, () => true);
    const ends = this.threads.map((thread) => ({ stuck: thread.stuck, end: thread.end() }));
    const healthy = ends.filter(({ stuck }) => !stuck).map(({ end }) => end);
    await new Promise<void>((resolve) => {
      const cancel = this.options.clock.after(END_MS, resolve);
      Promise.allSettled(healthy).then(() => {
        cancel();
        resolve();
      });
    });
  }

  onSettled(job: DiskJob): void {
    for (const { slab } of job.slabs) this.options.slabs?.release(slab);
  }

  onReport(thread: DiskThread): void {
    if (thread.stuck) this.setStuck(thread, false);
    if (thread.jobCount === 0) thread.volume = null;
    this.pump();
  }

  onLost(thread: DiskThread): void {
    this.threads.splice(this.threads.indexOf(thread), 1);
    if (thread.stuck) this.setStuck(thread, false);
    this.planPump();
  }

  private planPump(): void {
    if (this.pumpPlanned) return;
    this.pumpPlanned = true;
    this.options.clock.soon(() => {
      this.pumpPlanned = false;
      this.pump();
    });
  }

  private pump(): void {
    if (this.closed) return;
    let starving = false;
    for (const volume of this.waiting) {
      if (!volume.hasJobs) this.rest(volume);
      else if (volume.stalled || this.servants(volume).length > 0) continue;
      else if (this.engage(volume) === null) starving = true;
      else {
        // To the back of the line, so that with many volumes all get their turn.
        this.waiting.delete(volume);
        this.waiting.add(volume);
      }
    }
    for (const volume of this.waiting) if (!volume.stalled) this.fill(volume, starving);
    this.planLook();
  }

  /** Gives a volume's workers what they have room for. When another volume waits for a worker, these are left to run dry. */
  private fill(volume: Volume, starving: boolean): void {
    const batches = new Map<DiskThread, DiskJob[]>();
    const pending = new Map<DiskThread, ThreadLoad>();
    volume.takeWhile((job) => {
      const thread = this.choose(volume, job, pending, starving);
      if (thread === null) return false;
      const batch = batches.get(thread);
      if (batch === undefined) batches.set(thread, [job]);
      else batch.push(job);
      pending.set(thread, withJob(loadOf(thread, pending), job));
      return true;
    });
    for (const [thread, batch] of batches) thread.give(batch);
    if (!volume.hasJobs) this.rest(volume);
  }

  /** Nothing of it waits. */
  private rest(volume: Volume): void {
    this.waiting.delete(volume);
    this.patience.end(volume);
  }

  private choose(volume: Volume, job: DiskJob, pending: ReadonlyMap<DiskThread, ThreadLoad>, starving: boolean): DiskThread | null {
    let best: DiskThread | null = null;
    let bestCost = Number.POSITIVE_INFINITY;
    for (const thread of this.servants(volume)) {
      if (starving && thread.jobCount > 0) continue;
      const load = loadOf(thread, pending);
      if (!hasRoom(load, job)) continue;
      const cost = costOf(load, job);
      if (cost < bestCost) {
        best = thread;
        bestCost = cost;
      }
    }
    if (best !== null || starving || this.servants(volume).length >= this.options.workers) return best;
    return this.engage(volume);
  }

  private servants(volume: Volume): DiskThread[] {
    return this.threads.filter((thread) => thread.volume === volume && !thread.stuck);
  }

  /** An idle worker for the volume, or a new one within the caps. */
  private engage(volume: Volume): DiskThread | null {
    const live = this.threads.filter((thread) => !thread.stuck);
    let thread = live.find((candidate) => candidate.volume === null);
    if (thread === undefined) {
      if (this.servants(volume).length > 0 && !this.patience.isOver(volume)) return null;
      const volumes = new Set(live.map((candidate) => candidate.volume)).add(volume);
      if (live.length >= Math.max(this.options.workers, volumes.size) || this.threads.length >= MAX_THREADS) return null;
      thread = new DiskThread(this.options.workerUrl, this);
      this.threads.push(thread);
    }
    thread.volume = volume;
    this.patience.end(volume);
    return thread;
  }

  private planLook(): void {
    const live = this.threads.filter((thread) => !thread.stuck).length;
    const needed = live > 1 || this.threads.some((thread) => thread.jobCount > 0);
    if (this.cancelLook !== null || !needed) return;
    this.cancelLook = this.options.clock.after(LOOK_MS, () => {
      this.cancelLook = null;
      this.look();
    });
  }

  private look(): void {
    for (const thread of [...this.threads]) {
      if (thread.look()) this.setStuck(thread, thread.stuck);
    }
    const surplus = this.threads.filter((thread) => !thread.stuck).length - 1;
    const idle = this.threads.filter((thread) => thread.volume === null && thread.idleLooks > SURPLUS_LOOKS);
    for (const thread of idle.slice(0, Math.max(0, surplus))) {
      this.threads.splice(this.threads.indexOf(thread), 1);
      void thread.end();
    }
    this.pump();
  }

  private setStuck(thread: DiskThread, stuck: boolean): void {
    thread.stuck = stuck;
    const { volume } = thread;
    if (volume === null) return;
    volume.stuckWorkers += stuck ? 1 : -1;
    if (volume.stuckWorkers === (stuck ? 1 : 0)) this.options.onStalled(volume, stuck);
  }
}

/** With what it is about to be given. */
const loadOf = (thread: DiskThread, pending: ReadonlyMap<DiskThread, ThreadLoad>): ThreadLoad => pending.get(thread) ?? thread;
