/** How busy a disk worker is: whether it has room for another job, and which of two would be done with it sooner. */
import type { DiskJob } from './disk-job.js';

/**
 * Short jobs given to a worker at a time: all of the payload memory. One worker hashes and writes 800 MiB/s, more than any
 * line brings, so that a second one, which costs 10 MiB, starts for checks and beside a sync alone.
 */
const FULL_BYTES = 16 * 1024 * 1024;
/** A worker takes so many jobs that fill gaps; only a check of everything there has more at a time, and makes a second one start. */
const FULL_BACKGROUND = 2;

/** What a worker has in hand. */
export interface ThreadLoad {
  readonly shortBytes: number;
  readonly longJobs: number;
  readonly backgroundJobs: number;
}

type Burden = Pick<DiskJob, 'priority' | 'costBytes'>;

export function withJob({ backgroundJobs, longJobs, shortBytes }: ThreadLoad, job: Burden): ThreadLoad {
  return {
    shortBytes: shortBytes + (job.priority === 'short' ? job.costBytes : 0),
    longJobs: longJobs + (job.priority === 'long' ? 1 : 0),
    backgroundJobs: backgroundJobs + (job.priority === 'background' ? 1 : 0),
  };
}

export function hasRoom(load: ThreadLoad, job: Burden): boolean {
  if (job.priority === 'background') return load.longJobs === 0 && load.backgroundJobs < FULL_BACKGROUND;
  return load.longJobs === 0 && load.shortBytes < FULL_BYTES;
}

/** What the job would have to wait for: comparable among workers. */
export function costOf(load: ThreadLoad, job: Burden): number {
  return job.priority === 'background' ? load.longJobs + load.backgroundJobs : load.shortBytes;
}
