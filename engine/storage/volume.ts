/**
 * The jobs waiting for one volume (a device: a disk, a share). Volumes are kept apart so that one that hangs holds
 * up nothing but itself.
 */
import type { DiskJob } from './disk-job.js';

export class Volume {
  /** Folders of open torrents on it. */
  readonly roots = new Set<string>();
  /** Workers that got no answer from it. While there are any, no further worker is risked. */
  stuckWorkers = 0;
  private foreground: DiskJob[] = [];
  private background: DiskJob[] = [];

  get stalled(): boolean {
    return this.stuckWorkers > 0;
  }
  get hasJobs(): boolean {
    return this.foreground.length > 0 || this.background.length > 0;
  }

  push(job: DiskJob): void {
    if (job.priority === 'background') this.background.push(job);
    else this.foreground.push(job);
  }

  /** Takes jobs in order, foreground first, until `accept` declines one of each kind. */
  takeWhile(accept: (job: DiskJob) => boolean): void {
    this.foreground = this.foreground.slice(countAccepted(this.foreground, accept));
    this.background = this.background.slice(countAccepted(this.background, accept));
  }

  /** Takes out the jobs that match. */
  discard(matches: (job: DiskJob) => boolean): DiskJob[] {
    const discarded = [...this.foreground, ...this.background].filter(matches);
    if (discarded.length > 0) {
      this.foreground = this.foreground.filter((job) => !matches(job));
      this.background = this.background.filter((job) => !matches(job));
    }
    return discarded;
  }
}

function countAccepted(jobs: readonly DiskJob[], accept: (job: DiskJob) => boolean): number {
  let count = 0;
  for (const job of jobs) {
    if (!accept(job)) break;
    count++;
  }
  return count;
}
