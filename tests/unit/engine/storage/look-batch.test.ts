import { beforeEach, describe, expect, test } from 'vitest';
import type { DiskJob } from '../../../../engine/storage/disk-job.js';
import { ANSWER_DONE, ANSWER_FAILED } from '../../../../engine/storage/disk-protocol.js';
import { LookBatch } from '../../../../engine/storage/look-batch.js';

let jobs: DiskJob[];
let planned: number;
let answers: (readonly [number, boolean])[];
let batch: LookBatch;

beforeEach(() => {
  [jobs, planned, answers] = [[], 0, []];
  batch = new LookBatch(
    '/data',
    () => planned++,
    (job) => jobs.push(job),
  );
});

/** A torrent with files named after it. */
function look(torrent: number, files: number): void {
  const paths = Array.from({ length: files }, (_, file) => `${torrent}/${file}`);
  batch.add({ paths, sizes: paths.map(() => torrent), mtimesMs: paths.map(() => 5) }, (same) => answers.push([torrent, same]));
}
const questionOf = (job: DiskJob | undefined) => (job?.fileJob?.kind === 'compare' ? job.fileJob : null);

describe('looks at files', () => {
  test('are gathered until the turn ends', () => {
    for (const torrent of [1, 2, 3]) look(torrent, 2);
    expect([planned, jobs.length]).toEqual([1, 0]);
    batch.flush();
    batch.flush();
    expect(jobs).toHaveLength(1);
    expect(questionOf(jobs[0])).toMatchObject({ path: '/data', counts: [2, 2, 2], paths: '1/0\x001/1\x002/0\x002/1\x003/0\x003/1' });
    expect(questionOf(jobs[0])?.sizes).toEqual(Float64Array.of(1, 1, 2, 2, 3, 3));
  });

  test('are answered one by one', () => {
    for (const torrent of [1, 2, 3]) look(torrent, 2);
    batch.flush();
    jobs[0]?.settle(ANSWER_DONE, { kind: 'compare', same: Uint8Array.of(1, 0, 1) });
    expect(answers).toEqual([
      [1, true],
      [2, false],
      [3, true],
    ]);
  });

  test('say no where a worker could not look', () => {
    look(1, 1);
    batch.flush();
    jobs[0]?.settle(ANSWER_FAILED, { code: 'disk-failed', message: '', facts: {} });
    expect(answers).toEqual([[1, false]]);
  });

  test('are asked two questions at a time, whole torrents in each', () => {
    for (let torrent = 0; torrent < 40; torrent++) look(torrent, 20);
    batch.flush();
    expect(jobs.map((job) => questionOf(job)?.counts.length)).toEqual([7, 7]);
    for (let at = 0; at < 6; at++) {
      const { counts } = questionOf(jobs[at]) ?? { counts: [] };
      jobs[at]?.settle(ANSWER_DONE, { kind: 'compare', same: new Uint8Array(counts.length).fill(1) });
    }
    expect(jobs).toHaveLength(6);
    expect(answers).toEqual(Array.from({ length: 40 }, (_, torrent) => [torrent, true]));
  });
});
