import { describe, expect, test } from 'vitest';
import { costOf, hasRoom, type ThreadLoad, withJob } from '../../../../engine/storage/thread-load.js';

const MIB = 1024 * 1024;
const IDLE: ThreadLoad = { shortBytes: 0, longJobs: 0, backgroundJobs: 0 };
const short = { priority: 'short', costBytes: 4 * MIB } as const;
const long = { priority: 'long', costBytes: 0 } as const;
const background = { priority: 'background', costBytes: 4 * MIB } as const;

describe('A disk worker', () => {
  test('takes short jobs until it holds 16 MiB of them', () => {
    let load = IDLE;
    let jobs = 0;
    for (; hasRoom(load, short); jobs++) load = withJob(load, short);
    expect([jobs, load]).toEqual([4, { shortBytes: 16 * MIB, longJobs: 0, backgroundJobs: 0 }]);
    expect(hasRoom(load, background)).toBe(true);
  });

  test('takes two jobs that fill gaps, and goes on taking others', () => {
    const load = withJob(withJob(IDLE, background), background);
    expect([hasRoom(load, background), hasRoom(load, short), hasRoom(load, long)]).toEqual([false, true, true]);
  });

  test('takes nothing behind a long job', () => {
    const load = withJob(IDLE, long);
    expect([short, long, background].map((job) => hasRoom(load, job))).toEqual([false, false, false]);
  });

  test('is the better choice the less a job of its kind has to wait for there', () => {
    const writing = withJob(withJob(IDLE, short), short);
    const checking = withJob(withJob(IDLE, short), background);
    expect(costOf(checking, short)).toBeLessThan(costOf(writing, short));
    expect(costOf(writing, background)).toBeLessThan(costOf(checking, background));
  });
});
