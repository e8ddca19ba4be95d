/** What every storage has to do, whatever it keeps its bytes in. */
import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FixedSlabPool } from '../../engine/base/slab-pool.js';
import type { LeftFiles } from '../../engine/metainfo/left-files.js';
import { FILE_PAD, FILE_SYMLINK } from '../../engine/metainfo/torrent-info.js';
import type { StorageFactory, TorrentStorage } from '../../engine/storage/storage.js';
import { check, deleteFiles, prepare, statFiles, storePiece, sync, verifyPiece, writeRange } from '../support/storage-calls.js';
import { readBytes, storeBytes } from '../support/stored-bytes.js';
import { emptySlabs, type FileShape, inSlabs, makeTorrent, releaseAll, type TorrentFixture } from '../support/torrent-fixture.js';

export interface StorageUnderTest {
  readonly factory: StorageFactory;
  readonly root: string;
  /** The file as it lies there, or null; by relative path. */
  readFile(path: string): Uint8Array | null;
  putFile(path: string, bytes: Uint8Array): void;
  removeFile(path: string): void;
  dispose(): Promise<void>;
}

const KIB = 1024;
const TWO_FILES: FileShape[] = [
  { path: 'set/a.bin', size: 100_000 },
  { path: 'set/deep/b.bin', size: 70_001 },
];
const PADDED: FileShape[] = [
  { path: 'set/a', size: 20_000 },
  { path: 'set/.pad/12768', size: 12_768, flags: FILE_PAD },
  { path: 'set/b', size: 40_000 },
];

export function storageContract(name: string, open: (pool: FixedSlabPool) => Promise<StorageUnderTest>): void {
  describe(name, () => {
    const pool = new FixedSlabPool(64 * KIB * KIB);
    let sut: StorageUnderTest;
    let storage: TorrentStorage;
    let torrent: TorrentFixture;

    beforeEach(async () => {
      sut = await open(pool);
    });
    afterEach(async () => {
      storage?.close();
      await sut.dispose();
      expect(pool.freeSlabs, 'every slab is free again').toBe(pool.budgetSlabs);
    });

    function begin(shapes: readonly FileShape[], pieceLength = 32 * KIB): void {
      torrent = makeTorrent(sut.root, pieceLength, shapes);
      storage = sut.factory.open(torrent.spec);
    }
    const store = (piece: number, bytes = torrent.pieceBytes(piece)) => storeBytes(storage, pool, piece, bytes);
    const read = (piece: number, offset: number, length: number) => readBytes(storage, pool, piece, offset, length);
    function putAll(): void {
      const { paths, flags } = torrent.spec.files;
      for (const [file, path] of [...paths].entries()) {
        if (((flags[file] ?? 0) & FILE_PAD) === 0) sut.putFile(path, torrent.fileBytes(file));
      }
    }

    it('stores good pieces at their file spans', async () => {
      begin(TWO_FILES);
      const answers = await Promise.all(Array.from({ length: torrent.spec.pieceCount }, (_, piece) => store(piece)));
      expect(answers.every(({ kind }) => kind === 'stored')).toBe(true);
      expect(sut.readFile('set/a.bin')).toEqual(new Uint8Array(torrent.fileBytes(0)));
      expect(sut.readFile('set/deep/b.bin')).toEqual(new Uint8Array(torrent.fileBytes(1)));
    });

    it('stores pieces of several slabs', async () => {
      begin([{ path: 'big', size: 2_500_000 }], KIB * KIB);
      for (const piece of [2, 0, 1]) expect(await store(piece)).toEqual({ kind: 'stored' });
      expect(sut.readFile('big')).toEqual(new Uint8Array(torrent.bytes));
    });

    it('writes nothing of a bad piece and names the hash of each of its blocks', async () => {
      begin(TWO_FILES);
      const bytes = torrent.pieceBytes(1).slice();
      bytes[17_000] = (bytes[17_000] ?? 0) ^ 1;
      const answer = await store(1, bytes);
      const sha1 = (part: Uint8Array) => createHash('sha1').update(part).digest();
      expect(answer).toEqual({
        kind: 'bad',
        blockHashes: new Uint8Array(Buffer.concat([sha1(bytes.subarray(0, 16_384)), sha1(bytes.subarray(16_384))])),
      });
      expect(sut.readFile('set/a.bin')).toBeNull();
    });

    it('writes the good ones of small pieces that come together, and names the hashes of each bad one', async () => {
      begin([{ path: 'small', size: 12 * 16 * KIB - 5000 }], 16 * KIB);
      const bad = new Set([0, 4, 5, 11]);
      const given = Array.from({ length: 12 }, (_, piece) => {
        const bytes = torrent.pieceBytes(piece).slice();
        if (bad.has(piece)) bytes[77] = (bytes[77] ?? 0) ^ 1;
        return bytes;
      });
      const answers = await Promise.all(given.map((bytes, piece) => store(piece, bytes)));
      for (const [piece, answer] of answers.entries()) {
        const hash = createHash('sha1')
          .update(given[piece] ?? new Uint8Array())
          .digest();
        expect(answer, `piece ${piece}`).toEqual(bad.has(piece) ? { kind: 'bad', blockHashes: new Uint8Array(hash) } : { kind: 'stored' });
      }
      const written = sut.readFile('small') ?? new Uint8Array();
      for (const piece of given.keys()) {
        const start = piece * 16 * KIB;
        const there = written.subarray(start, start + torrent.pieceBytes(piece).length);
        const right = Buffer.compare(there, torrent.pieceBytes(piece)) === 0;
        expect(right, `piece ${piece}`).toBe(!bad.has(piece));
        if (bad.has(piece))
          expect(
            there.every((byte) => byte === 0),
            `piece ${piece}`,
          ).toBe(true);
      }
    });

    it('reads any part of a piece back', async () => {
      begin(TWO_FILES);
      putAll();
      for (const [piece, offset, length] of [
        [0, 0, 16_384],
        [2, 30_000, 2_768],
        [3, 0, 32_768],
        [5, 1, 100],
      ] as const) {
        const { answer, bytes } = await read(piece, offset, length);
        expect(answer).toEqual({ kind: 'done' });
        const start = piece * 32 * KIB + offset;
        expect(Buffer.compare(bytes, torrent.bytes.subarray(start, start + length))).toBe(0);
      }
    });

    it('says that data is missing when a read meets an absent or short file', async () => {
      begin(TWO_FILES);
      sut.putFile('set/a.bin', torrent.fileBytes(0).subarray(0, 40_000));
      expect((await read(0, 0, 16_384)).answer).toEqual({ kind: 'done' });
      for (const piece of [1, 5])
        expect((await read(piece, 0, 1_000 * 10)).answer).toMatchObject({ kind: 'failed', error: { code: 'data-missing' } });
    });

    it('neither writes nor needs pads, and reads them as zeros', async () => {
      begin(PADDED);
      expect(await store(0, torrent.pieceBytes(0).subarray(0, 20_000)), 'padding left out').toEqual({ kind: 'stored' });
      const dirty = torrent.pieceBytes(0).slice().fill(7, 20_000);
      expect(await store(0, dirty), 'rubbish in the padding').toEqual({ kind: 'stored' });
      expect(await store(1)).toEqual({ kind: 'stored' });
      expect(sut.readFile('set/.pad/12768')).toBeNull();
      const { answer, bytes } = await read(0, 0, 32 * KIB);
      expect(answer).toEqual({ kind: 'done' });
      expect(Buffer.compare(bytes, torrent.pieceBytes(0))).toBe(0);
      const { outcomes } = await check(storage, torrent.spec.pieceCount);
      expect(outcomes).toEqual([2, 2, 1]);
    });

    it('writes ranges unverified and verifies the piece by reading it back', async () => {
      begin(
        [
          { path: 'large', size: 5 * KIB * KIB + 5 },
          { path: 'tail', size: 300_000 },
        ],
        5 * KIB * KIB,
      );
      expect(await verifyPiece(storage, 0)).toEqual({ kind: 'missing' });
      const half = 2 * KIB * KIB;
      for (const [offset, length] of [
        [half, 3 * KIB * KIB],
        [0, half],
      ] as const) {
        const data = inSlabs(pool, torrent.bytes.subarray(offset, offset + length));
        expect(await writeRange(storage, 0, offset, data)).toEqual({ kind: 'done' });
        releaseAll(pool, data);
      }
      expect(await verifyPiece(storage, 0)).toEqual({ kind: 'good' });
      const spoilt = inSlabs(pool, new Uint8Array(100));
      await writeRange(storage, 0, 4 * KIB * KIB, spoilt);
      releaseAll(pool, spoilt);
      const answer = await verifyPiece(storage, 0);
      if (answer.kind !== 'bad') throw new Error(`unexpected ${answer.kind}`);
      const block = (4 * KIB * KIB) / (16 * KIB);
      const now = torrent.bytes.slice(4 * KIB * KIB, 4 * KIB * KIB + 16_384).fill(0, 0, 100);
      expect(answer.blockHashes.length).toBe(20 * 320);
      expect(Buffer.from(answer.blockHashes.subarray(block * 20, block * 20 + 20)).equals(createHash('sha1').update(now).digest())).toBe(
        true,
      );
    });

    it('tells missing, bad and good pieces apart', async () => {
      begin(
        [
          { path: 's/a', size: 100 * KIB },
          { path: 's/b', size: 100 * KIB },
          { path: 's/c', size: 100 * KIB },
        ],
        16 * KIB,
      );
      const b = torrent.fileBytes(1).slice();
      b[50_000] = (b[50_000] ?? 0) ^ 255;
      sut.putFile('s/a', torrent.fileBytes(0));
      sut.putFile('s/b', b.subarray(0, 90 * KIB));
      const { outcomes, answer } = await check(storage, torrent.spec.pieceCount);
      expect(answer).toEqual({ kind: 'done' });
      // a: 0 to 6.25; b: to 12.5, wrong at 150 KiB (9) and cut off at 190 KiB (11); c: absent.
      expect(outcomes.join('')).toBe('2222222221200000000');
    });

    it('checks a part of the pieces only when asked', async () => {
      begin(TWO_FILES);
      putAll();
      const { outcomes } = await check(storage, torrent.spec.pieceCount, { first: 1, end: 3 });
      expect(outcomes).toEqual([9, 2, 2, 9, 9, 9]);
    });

    it('ends a cancelled check with `finished`, after which nothing is told', async () => {
      begin([{ path: 'x', size: 4 * KIB * KIB }], 16 * KIB);
      putAll();
      let told = 0;
      const answer = await new Promise((resolve) => {
        const cancel = storage.check(null, () => told++, resolve);
        cancel();
      });
      expect(answer).toMatchObject({ kind: 'failed', error: { code: 'cancelled' } });
      expect(told).toBe(0);
    });

    it('looks at sizes and times of files', async () => {
      begin([...TWO_FILES, { path: 'set/.pad/1', size: 1, flags: FILE_PAD }]);
      sut.putFile('set/a.bin', new Uint8Array(1_234));
      const found = await statFiles(storage);
      if ('failed' in found) throw new Error(found.failed.message);
      expect([...found.sizes]).toEqual([1_234, -1, -1]);
      expect(found.mtimesMs[0]).toBeGreaterThanOrEqual(0);
      expect(Number.isInteger(found.mtimesMs[0])).toBe(true);
      expect(found.mtimesMs[1]).toBe(-1);
    });

    it('makes the wanted empty files and leaves what is there alone', async () => {
      begin([
        { path: 's/empty', size: 0 },
        { path: 's/unwanted', size: 0 },
        { path: 's/there', size: 0 },
        { path: 's/link', size: 0, flags: FILE_SYMLINK },
        { path: 's/full', size: 10 },
      ]);
      sut.putFile('s/there', Buffer.from('older'));
      expect(await prepare(storage, Uint8Array.of(1, 0, 1, 1, 3))).toEqual({ kind: 'done' });
      expect(sut.readFile('s/empty')?.length).toBe(0);
      expect(sut.readFile('s/there')?.length).toBe(5);
      for (const absent of ['s/unwanted', 's/link', 's/full']) expect(sut.readFile(absent)).toBeNull();
      expect([...storage.createdFiles()]).toEqual([0b1000_0000]);
    });

    it('knows which files it made', async () => {
      begin(TWO_FILES);
      sut.putFile('set/a.bin', new Uint8Array(100_000));
      expect([...storage.createdFiles()]).toEqual([0]);
      for (let piece = 0; piece < torrent.spec.pieceCount; piece++) await store(piece);
      expect([...storage.createdFiles()]).toEqual([0b0100_0000]);
      storage.markCreated(Uint8Array.of(0b1000_0000));
      expect([...storage.createdFiles()]).toEqual([0b1100_0000]);
    });

    it('never shortens a file that was longer', async () => {
      begin([{ path: 'x', size: 20_000 }]);
      sut.putFile('x', new Uint8Array(50_000).fill(3));
      storage.adopt(Uint8Array.of(0b1000_0000));
      expect(await store(0)).toEqual({ kind: 'stored' });
      const now = sut.readFile('x') ?? new Uint8Array();
      expect(now.length).toBe(50_000);
      expect(Buffer.compare(now.subarray(0, 20_000), torrent.bytes)).toBe(0);
      expect(now[20_000]).toBe(3);
    });

    it('deletes the files told and no others', async () => {
      begin(TWO_FILES);
      sut.putFile('set/a.bin', torrent.fileBytes(0));
      for (let piece = 0; piece < torrent.spec.pieceCount; piece++) await store(piece);
      expect(await deleteFiles(storage, storage.createdFiles())).toEqual({ kind: 'done' });
      expect(sut.readFile('set/deep/b.bin')).toBeNull();
      expect(sut.readFile('set/a.bin')?.length).toBe(100_000);
      expect([...storage.createdFiles()]).toEqual([0]);
    });

    it('tells whether files are as they were left, without opening their torrent', async () => {
      begin(PADDED);
      putAll();
      const seen = await statFiles(storage);
      if ('failed' in seen) throw new Error('they can be looked at');
      const paths = [...torrent.spec.files.paths];
      const left = { paths, sizes: [...seen.sizes], mtimesMs: [...seen.mtimesMs] };
      const compare = (files: LeftFiles, root = sut.root) => new Promise<boolean>((resolve) => sut.factory.compare(root, files, resolve));
      const longer = { ...left, sizes: left.sizes.map((size) => (size > 30_000 ? size + 1 : size)) };
      const missing = { ...left, paths: [...paths.slice(0, 2), 'set/none'] };
      // asked together: each gets its own answer
      const answers = [compare(left), compare(longer), compare(left), compare(missing), compare(left, `${sut.root}/elsewhere`)];
      expect(await Promise.all(answers)).toEqual([true, false, true, false, false]);
      const many = Array.from({ length: 200 }, (_, at) => compare(at % 3 === 0 ? longer : left));
      expect(await Promise.all(many)).toEqual(many.map((_, at) => at % 3 !== 0));
      sut.removeFile('set/b');
      expect(await compare(left)).toBe(false);
    });

    it('syncs what was written', async () => {
      begin(TWO_FILES);
      expect(await sync(storage)).toEqual({ kind: 'done' });
      await store(0);
      expect(await sync(storage)).toEqual({ kind: 'done' });
      expect(await sync(storage)).toEqual({ kind: 'done' });
    });

    it('answers nothing after it was closed', async () => {
      begin(TWO_FILES);
      putAll();
      let answers = 0;
      const into = emptySlabs(pool, 16_384);
      storage.readRange(0, 0, into, () => answers++);
      storage.verifyPiece(0, () => answers++);
      storage.stat(() => answers++);
      storage.sync(() => answers++);
      storage.check(
        null,
        () => answers++,
        () => answers++,
      );
      storage.close();
      storage.verifyPiece(1, () => answers++);
      releaseAll(pool, into);
      const other = sut.factory.open(torrent.spec);
      expect(await verifyPiece(other, 0)).toEqual({ kind: 'good' });
      other.close();
      expect(answers).toBe(0);
    });

    it('keeps torrents apart that are open at the same time', async () => {
      const first = makeTorrent(sut.root, 16 * KIB, [{ path: 'first', size: 200_000 }], 1);
      const second = makeTorrent(sut.root, 16 * KIB, [{ path: 'second', size: 200_000 }], 2);
      storage = sut.factory.open(first.spec);
      const other = sut.factory.open(second.spec);
      const jobs: Promise<string>[] = [];
      for (let piece = 0; piece < first.spec.pieceCount; piece++) {
        for (const [target, fixture] of [
          [storage, first],
          [other, second],
        ] as const) {
          const data = inSlabs(pool, fixture.pieceBytes(piece));
          jobs.push(
            storePiece(target, piece, data).then(({ kind }) => {
              releaseAll(pool, data);
              return kind;
            }),
          );
        }
      }
      expect(new Set(await Promise.all(jobs))).toEqual(new Set(['stored']));
      other.close();
      expect(sut.readFile('first')).toEqual(new Uint8Array(first.bytes));
      expect(sut.readFile('second')).toEqual(new Uint8Array(second.bytes));
    });
  });
}
