import { describe, expect, test } from 'vitest';
import type { TorrentId } from '../../../../engine/api/ids.js';
import type { ResumeRecord } from '../../../../engine/resume/record.js';
import { RemovedRecords } from '../../../../engine/session/removed-records.js';

const id = (n: number) => String(n) as TorrentId;
const record = (n: number, bytes: number) =>
  ({ id: id(n), have: new Uint8Array(0), metainfo: { infoBytes: new Uint8Array(bytes) } }) as unknown as ResumeRecord;

describe('records of removed torrents', () => {
  test('are kept until they are taken, once', () => {
    const removed = new RemovedRecords();
    removed.set(id(1), record(1, 10));
    expect(removed.take(id(1))?.id).toBe('1');
    expect([removed.take(id(1)), removed.size]).toEqual([undefined, 0]);
  });

  test('are forgotten from the oldest on when they take too much, the last one never', () => {
    const removed = new RemovedRecords(50_000);
    for (let n = 1; n <= 10; n++) removed.set(id(n), record(n, 20_000));
    expect(removed.size).toBe(2);
    expect([removed.take(id(8)), removed.take(id(10))?.id]).toEqual([undefined, '10']);
    removed.set(id(11), record(11, 90_000));
    expect([removed.size, removed.take(id(11))?.id]).toEqual([1, '11']);
    for (let n = 1; n <= 100; n++) removed.set(id(1), record(1, 20_000));
    expect(removed.size).toBe(1);
  });
});
