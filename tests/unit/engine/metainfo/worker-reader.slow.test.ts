import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { systemClock } from '../../../../engine/base/system.io.js';
import {
  BIG_METAINFO_BYTES,
  directReader,
  type FileAnswer,
  type InfoAnswer,
  type MetainfoReader,
} from '../../../../engine/metainfo/metainfo-reader.js';
import { parseTorrentFile } from '../../../../engine/metainfo/torrent-file.js';
import { WorkerReader } from '../../../../engine/metainfo/worker-reader.io.js';
import { buildDiskWorker } from '../../../support/disk-worker.js';
import { LISTED_FILE_BYTES, listedPath, longList } from '../../../support/long-list.js';

const SMALL = longList(10);
const BIG = longList(20_000);
const hashOf = (list: typeof SMALL) => list.infoHash as Parameters<MetainfoReader['readInfo']>[1];

/** The pure parser, counting what it is asked on this thread. */
class CountingReader implements MetainfoReader {
  readonly sizes: number[] = [];
  readFile(bytes: Uint8Array, answer: FileAnswer): void {
    this.sizes.push(bytes.length);
    directReader.readFile(bytes, answer);
  }
  readInfo(bytes: Uint8Array, expected: Parameters<MetainfoReader['readInfo']>[1], answer: InfoAnswer): void {
    this.sizes.push(bytes.length);
    directReader.readInfo(bytes, expected, answer);
  }
  close(): Promise<void> {
    return Promise.resolve();
  }
}

let workerUrl: string;
let direct: CountingReader;
let reader: WorkerReader;
beforeAll(async () => {
  workerUrl = await buildDiskWorker();
});
beforeEach(() => {
  direct = new CountingReader();
  reader = new WorkerReader({ workerUrl, clock: systemClock, direct });
});
afterEach(() => reader.close());

const readFile = (bytes: Uint8Array, from: MetainfoReader = reader) =>
  new Promise<Parameters<FileAnswer>[0]>((answer) => from.readFile(bytes, answer));
const readInfo = (bytes: Uint8Array, expected = hashOf(BIG), from: MetainfoReader = reader) =>
  new Promise<Parameters<InfoAnswer>[0]>((answer) => from.readInfo(bytes, expected, answer));

describe('the reader of torrents', () => {
  test('reads a little one on the spot, before it returns', () => {
    let name: string | null = null;
    reader.readFile(SMALL.file, (read) => {
      name = read.ok ? read.value.info.name : null;
    });
    expect(name).toBe('long list');
    expect(direct.sizes).toEqual([SMALL.file.length]);
    expect(reader.readByWorker).toBe(0);
  });

  test('reads 300,000 files in a worker: the parser never runs on this thread, and no file crosses as an object', async () => {
    const list = longList(300_000);
    const read = await readFile(list.file);
    if (!read.ok) throw new Error(read.error.message);
    const { files, infoHashV1, pieceHashes } = read.value.info;
    expect(direct.sizes).toEqual([]);
    expect(reader.readByWorker).toBe(1);
    expect(infoHashV1).toBe(list.infoHash);
    expect([files.count, files.paths.length]).toEqual([300_000, 300_000]);
    expect(files.paths.at(299_999)).toBe(`long list/${listedPath(299_999)}`);
    expect(files.offsets[299_999]).toBe(299_999 * LISTED_FILE_BYTES);
    const columns = [files.paths.bytes, files.paths.ends, files.offsets, files.sizes, files.flags, pieceHashes, read.value.infoBytes];
    for (const column of columns) expect(column?.buffer).toBeInstanceOf(SharedArrayBuffer);
  }, 60_000);

  test('gives what the parser gives, from a file and from a dictionary alone', async () => {
    const expected = parseTorrentFile(BIG.file);
    if (!expected.ok) throw new Error(expected.error.message);
    expect(BIG.file.length).toBeGreaterThan(BIG_METAINFO_BYTES);
    expect(await readFile(BIG.file)).toEqual(expected);
    expect(await readInfo(BIG.infoBytes)).toEqual({ ok: true, value: expected.value.info });
    expect(direct.sizes).toEqual([]);
  }, 60_000);

  test('reads the same bytes once when they come again, and others anew', async () => {
    const first = await readFile(BIG.file);
    expect(await readFile(new Uint8Array(BIG.file))).toBe(first);
    expect(reader.readByWorker).toBe(1);
    const other = new Uint8Array(BIG.file);
    other[other.length - 10] = 8; // a hash
    const read = await readFile(other);
    expect(read.ok && read.value.info.infoHashV1 !== BIG.infoHash).toBe(true);
    expect(reader.readByWorker).toBe(2);
  });

  test('leaves the caller its bytes: they may be reused while the worker reads', async () => {
    const bytes = new Uint8Array(BIG.file);
    const reading = readFile(bytes);
    bytes.fill(0);
    expect((await reading).ok).toBe(true);
  });

  test('answers questions that come together one by one, each its own', async () => {
    const reads = await Promise.all([readFile(BIG.file), readInfo(BIG.infoBytes), readFile(longList(15_000, 'other').file)]);
    expect(reads.map((read) => read.ok && ('info' in read.value ? read.value.info.name : read.value.name))).toEqual([
      'long list',
      'long list',
      'other',
    ]);
    expect(reader.readByWorker).toBe(3);
  });

  test('tells what is wrong with a damaged one', async () => {
    expect(await readFile(BIG.file.subarray(0, BIG.file.length - 5))).toMatchObject({ ok: false, error: { code: 'invalid-bencoding' } });
    const other = 'ab'.repeat(20) as Parameters<MetainfoReader['readInfo']>[1];
    for (const list of [BIG, SMALL]) {
      expect(await readInfo(list.infoBytes, other)).toMatchObject({ ok: false, error: { code: 'wrong-hash' } });
    }
  });

  test.each([
    ['dies', 'process.exit(3)'],
    ['throws', 'throw new Error("no")'],
    ['does not answer', 'setInterval(() => undefined, 1000)'],
    ['never ends its work', 'while (true);'],
  ])('costs one answer when its worker %s', async (_what, code) => {
    const lost = new WorkerReader({ workerUrl: `data:text/javascript,${encodeURIComponent(code)}`, clock: systemClock, limitMs: 300 });
    const reads = await Promise.all([readFile(BIG.file, lost), readInfo(BIG.infoBytes, hashOf(BIG), lost), readFile(SMALL.file, lost)]);
    expect(reads.map((read) => (read.ok ? 'ok' : read.error.code))).toEqual(['reader-failed', 'reader-failed', 'ok']);
    await lost.close();
  });

  test('answers nothing more once it is closed', async () => {
    let answers = 0;
    reader.readFile(BIG.file, () => answers++);
    await reader.close();
    reader.readFile(BIG.file, () => answers++);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(answers).toBe(0);
  });
});
