import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FixedSlabPool } from '../../../../engine/base/slab-pool.js';
import { systemClock } from '../../../../engine/base/system.io.js';
import { FILE_EXECUTABLE } from '../../../../engine/metainfo/torrent-info.js';
import { DiskStorageFactory } from '../../../../engine/storage/disk-storage.io.js';
import type { TorrentStorage } from '../../../../engine/storage/storage.js';
import { buildDiskWorker } from '../../../support/disk-worker.js';
import { makeScratch, type Scratch } from '../../../support/payload.js';
import { check, deleteFiles, prepare, readRange, storePiece, sync } from '../../../support/storage-calls.js';
import { emptySlabs, type FileShape, inSlabs, makeTorrent, releaseAll, type TorrentFixture } from '../../../support/torrent-fixture.js';

describe('paths of the disk storage', () => {
  let scratch: Scratch;
  let root: string;
  let factory: DiskStorageFactory;
  let torrent: TorrentFixture;
  let storage: TorrentStorage;
  let pool: FixedSlabPool;

  beforeEach(async () => {
    pool = new FixedSlabPool(64 << 20);
    scratch = makeScratch('paths');
    root = scratch.folder('root');
    factory = new DiskStorageFactory({ workerUrl: await buildDiskWorker(), clock: systemClock, slabs: pool });
  });
  afterEach(async () => {
    await factory.close();
    scratch.dispose();
  });

  function open(shapes: readonly FileShape[], at = root): void {
    torrent = makeTorrent(at, 16_384, shapes);
    storage = factory.open(torrent.spec);
  }
  const store = (piece = 0) => storePiece(storage, piece, inSlabs(pool, torrent.pieceBytes(piece)));
  const code = async (answer: Promise<{ kind: string; error?: { code: string } }>) => (await answer).error?.code ?? (await answer).kind;

  it('never writes, makes or deletes anything through a link that leads outside', async () => {
    const outside = scratch.folder('outside');
    writeFileSync(join(outside, 'kept'), 'precious');
    mkdirSync(join(root, 'set'));
    symlinkSync(outside, join(root, 'set', 'link'));
    for (const path of ['set/link/kept', 'set/link/new', 'set/link/deeper/new']) {
      open([{ path, size: 8 }]);
      expect(await code(store()), path).toBe('path-outside-root');
      if (path.endsWith('kept')) {
        expect(await code(readRange(storage, 0, 0, emptySlabs(pool, 8)))).toBe('path-outside-root');
        expect(await code(deleteFiles(storage, Uint8Array.of(0x80)))).toBe('path-outside-root');
      }
      storage.close();
    }
    expect(readdirSync(outside)).toEqual(['kept']);
    expect(readFileSync(join(outside, 'kept'), 'utf8')).toBe('precious');
  });

  it.skipIf(process.platform === 'win32')('lets new files be run that the torrent says may be, and leaves others as they are', async () => {
    writeFileSync(join(root, 'there'), 'before', { mode: 0o600 });
    open([
      { path: 'run', size: 8, flags: FILE_EXECUTABLE },
      { path: 'data', size: 8 },
      { path: 'there', size: 8, flags: FILE_EXECUTABLE },
      { path: 'empty', size: 0, flags: FILE_EXECUTABLE },
    ]);
    storage.adopt(Uint8Array.of(0b0010_0000));
    await prepare(storage, Uint8Array.of(1, 1, 1, 1));
    expect(await code(store())).toBe('stored');
    const runs = (path: string) => (statSync(join(root, path)).mode & 0o100) !== 0;
    expect(['run', 'data', 'there', 'empty'].map(runs)).toEqual([true, false, false, true]);
    storage.close();
  });

  it('never follows a link in the place of the file itself', async () => {
    const target = scratch.path('target');
    writeFileSync(target, 'precious');
    symlinkSync(target, join(root, 'file'));
    symlinkSync(scratch.path('dangling'), join(root, 'other'));
    for (const path of ['file', 'other']) {
      open([{ path, size: 8 }]);
      expect(await code(store()), path).toBe('path-outside-root');
      storage.close();
    }
    expect(readFileSync(target, 'utf8')).toBe('precious');
    expect(existsSync(scratch.path('dangling'))).toBe(false);
    expect(readlinkSync(join(root, 'file'))).toBe(target);
  });

  it('looks at a folder anew with every job, for it may have become a link since', async () => {
    const outside = scratch.folder('outside');
    open([
      { path: 'set/first', size: 16_384 },
      { path: 'set/second', size: 16_384 },
      { path: 'set/third', size: 16_384 },
    ]);
    expect(await code(store(0))).toBe('stored');
    writeFileSync(join(outside, 'third'), new Uint8Array(16_384));
    renameSync(join(root, 'set'), join(root, 'moved'));
    symlinkSync(outside, join(root, 'set'));
    expect(await code(store(1))).toBe('path-outside-root');
    expect(await code(readRange(storage, 2, 0, emptySlabs(pool, 16_384)))).toBe('path-outside-root');
    expect(readdirSync(outside)).toEqual(['third']);
  });

  it('works through links that stay inside, and in a root that is a link itself', async () => {
    mkdirSync(join(root, 'set', 'real'), { recursive: true });
    symlinkSync(join(root, 'set', 'real'), join(root, 'set', 'alias'));
    const linkedRoot = scratch.path('linked');
    symlinkSync(root, linkedRoot);
    open([{ path: 'set/alias/file', size: 8 }], linkedRoot);
    expect(await code(store())).toBe('stored');
    expect(readFileSync(join(root, 'set', 'real', 'file'))).toEqual(Buffer.from(torrent.bytes));
  });

  it('does not hang on a named pipe, and refuses a folder in the place of a file', async () => {
    execFileSync('mkfifo', [join(root, 'pipe')]);
    mkdirSync(join(root, 'folder'));
    for (const path of ['pipe', 'folder']) {
      open([{ path, size: 8 }]);
      expect(await code(store()), path).toBe('path-unusable');
      expect(await code(readRange(storage, 0, 0, emptySlabs(pool, 8)))).toBe('path-unusable');
      storage.close();
    }
  });

  it('takes names that other programs give a meaning', async () => {
    open([
      { path: 'app.asar', size: 20_000 },
      { path: 'x.asar/y', size: 20_000 },
      { path: '--help', size: 5_000 },
      { path: 'a\nb', size: 5_000 },
    ]);
    for (let piece = 0; piece < torrent.spec.pieceCount; piece++) expect(await code(store(piece))).toBe('stored');
    expect((await check(storage, 4)).outcomes).toEqual([2, 2, 2, 2]);
    expect(readFileSync(join(root, 'app.asar'))).toEqual(Buffer.from(torrent.fileBytes(0)));
  });

  it('makes a missing root only for a torrent that has made no file yet', async () => {
    const missing = scratch.path('not', 'mounted');
    open([{ path: 'set/file', size: 8 }], missing);
    expect(await code(store())).toBe('data-missing');
    storage.markCreated(Uint8Array.of(0x80));
    expect(await code(prepare(storage, Uint8Array.of(1)))).toBe('data-missing');
    expect(existsSync(missing)).toBe(false);
    storage.close();
    open([{ path: 'set/file', size: 8 }], missing);
    expect(await code(prepare(storage, Uint8Array.of(1)))).toBe('done');
    expect(await code(store())).toBe('stored');
    expect(existsSync(join(missing, 'set', 'file'))).toBe(true);
  });

  it('gives a new file its whole length as a hole, and grows no old one', async () => {
    open([{ path: 'new', size: 10_000_000 }]);
    await store(3);
    const stats = statSync(join(root, 'new'));
    expect(stats.size).toBe(10_000_000);
    expect(stats.blocks * 512).toBeLessThan(1_000_000);
    storage.close();
    writeFileSync(join(root, 'old'), 'x');
    open([{ path: 'old', size: 10_000_000 }]);
    storage.adopt(Uint8Array.of(0x80));
    await store(3);
    expect(statSync(join(root, 'old')).size).toBe(4 * 16_384);
  });

  it('deletes folders that became empty, and leaves the others and the root', async () => {
    open([
      { path: 'set/a/b/one', size: 8 },
      { path: 'set/c/two', size: 8 },
    ]);
    await store();
    writeFileSync(join(root, 'set', 'c', 'mine'), 'x');
    expect(await code(deleteFiles(storage, storage.createdFiles()))).toBe('done');
    expect(readdirSync(join(root, 'set'))).toEqual(['c']);
    expect(readdirSync(join(root, 'set', 'c'))).toEqual(['mine']);
    storage.close();
    rmSync(join(root, 'set', 'c', 'mine'));
    open([{ path: 'set/c/two', size: 8 }]);
    await store();
    expect(await code(deleteFiles(storage, Uint8Array.of(0x80)))).toBe('done');
    expect(readdirSync(root)).toEqual([]);
  });

  it('reports a written file that has gone before it was synced, and does not make it anew', async () => {
    open([{ path: 'set/file', size: 8 }]);
    await store();
    renameSync(join(root, 'set'), join(root, 'moved'));
    // A check closes the open files first.
    expect((await check(storage, 1)).outcomes).toEqual([0]);
    expect(await code(sync(storage))).toBe('data-missing');
    expect(existsSync(join(root, 'set'))).toBe(false);
    renameSync(join(root, 'moved'), join(root, 'set'));
    expect(await code(sync(storage))).toBe('done');
  });

  it('tells a full disk from other failures', async () => {
    open([{ path: '/dev/full'.slice(1), size: 8 }], '/');
    expect(await code(store())).toBe('path-unusable');
    storage.close();
    open([{ path: `${'n'.repeat(300)}`, size: 8 }]);
    expect(await code(store())).toBe('path-unusable');
  });

  it('serves more files than it may hold open', async () => {
    const count = 700;
    open(Array.from({ length: count }, (_, i) => ({ path: `set/${i}`, size: 1_000 })));
    for (let piece = 0; piece < torrent.spec.pieceCount; piece++) expect(await code(store(piece))).toBe('stored');
    expect((await check(storage, torrent.spec.pieceCount)).outcomes.every((outcome) => outcome === 2)).toBe(true);
    const open256 = readdirSync('/proc/self/fd').length;
    expect(open256).toBeLessThan(2 * 256 + 100);
    expect(await code(sync(storage))).toBe('done');
  });

  it('remembers torrents again that a worker had to forget', async () => {
    const torrents = Array.from({ length: 150 }, (_, i) => makeTorrent(root, 16_384, [{ path: `file ${i}`, size: 100 + i }], i));
    const open150 = torrents.map((fixture) => ({ fixture, storage: factory.open(fixture.spec) }));
    for (let round = 0; round < 2; round++) {
      const answers = open150.map(async ({ fixture, storage: each }) => {
        const data = inSlabs(pool, fixture.bytes);
        const { kind } = await storePiece(each, 0, data);
        releaseAll(pool, data);
        return kind;
      });
      expect(new Set(await Promise.all(answers))).toEqual(new Set(['stored']));
    }
    for (const { storage: each } of open150) each.close();
  });
});
