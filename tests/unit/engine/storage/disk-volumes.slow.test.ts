import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Clock } from '../../../../engine/base/ports.js';
import { FixedSlabPool } from '../../../../engine/base/slab-pool.js';
import { systemClock } from '../../../../engine/base/system.io.js';
import { DiskStorageFactory } from '../../../../engine/storage/disk-storage.io.js';
import { buildDiskWorker } from '../../../support/disk-worker.js';
import { makeScratch, type Scratch } from '../../../support/payload.js';
import { check, storePiece, sync } from '../../../support/storage-calls.js';
import { inSlabs, makeTorrent, releaseAll } from '../../../support/torrent-fixture.js';

const PIECE = 65_536;
const FROZEN = new URL('../../../support/frozen-disk-worker.mjs', import.meta.url).href;

/** Half the usual time, so that the verdict on a hanging volume comes after one second. */
const hasty: Clock = { ...systemClock, after: (delayMs, run) => systemClock.after(delayMs / 2, run) };

describe('volumes of the disk storage', () => {
  let scratch: Scratch;
  let factory: DiskStorageFactory;
  let stalls: string[];
  const pool = new FixedSlabPool(64 << 20);

  beforeEach(async () => {
    scratch = makeScratch('volumes');
    stalls = [];
    const wrapper = scratch.path('worker.mjs');
    writeFileSync(
      wrapper,
      `import { appendFileSync } from 'node:fs';\nappendFileSync('${scratch.path('starts')}', '.');\nimport '${FROZEN}';\nimport '${await buildDiskWorker()}';\n`,
    );
    factory = factoryWith(hasty);
  });
  const factoryWith = (clock: Clock) =>
    new DiskStorageFactory({
      workerUrl: pathToFileURL(scratch.path('worker.mjs')).href,
      clock,
      slabs: pool,
      onVolumeStalled: (root, stalled) => stalls.push(`${root.slice(scratch.dir.length + 1)} ${stalled}`),
    });
  /** Workers that have ever run. */
  const starts = () => readFileSync(scratch.path('starts'), 'latin1').length;

  afterEach(async () => {
    await factory.close();
    scratch.dispose();
  });

  function torrentIn(folder: string, pieces: number) {
    const root = scratch.folder(folder);
    const torrent = makeTorrent(root, PIECE, [{ path: 'data', size: pieces * PIECE }]);
    return { ...torrent, storage: factory.open(torrent.spec), hold: join(root, '.hold') };
  }
  async function storeAll(torrent: ReturnType<typeof torrentIn>): Promise<string[]> {
    return Promise.all(
      Array.from({ length: torrent.spec.pieceCount }, async (_, piece) => {
        const data = inSlabs(pool, torrent.pieceBytes(piece));
        const { kind } = await storePiece(torrent.storage, piece, data);
        releaseAll(pool, data);
        return kind;
      }),
    );
  }

  it('marks a volume that hangs, serves the others meanwhile, and goes on when it answers again', async () => {
    const slow = torrentIn('frozen', 20);
    const fast = torrentIn('lively', 20);
    expect(await storeAll(fast)).not.toContain('failed');
    writeFileSync(slow.hold, '');
    const stuck = storeAll(slow);
    // The other volume does not even wait for the verdict.
    for (let round = 0; round < 5; round++) expect(new Set(await storeAll(fast))).toEqual(new Set(['stored']));
    expect(stalls).toEqual([]);
    await expect.poll(() => stalls, { timeout: 10_000 }).toEqual(['frozen true']);
    expect(factory.stuckWorkers).toBeGreaterThan(0);
    expect(new Set(await storeAll(fast))).toEqual(new Set(['stored']));
    rmSync(slow.hold);
    expect(new Set(await stuck)).toEqual(new Set(['stored']));
    await expect.poll(() => stalls, { timeout: 10_000 }).toEqual(['frozen true', 'frozen false']);
    expect(factory.stuckWorkers).toBe(0);
    expect((await check(slow.storage, 20)).outcomes).toEqual(new Array(20).fill(2));
  });

  it('starts no second worker for what waits a moment behind a sync', async () => {
    await factory.close();
    // nothing ever waits long enough
    factory = factoryWith({ ...systemClock, after: (delayMs, run) => (delayMs < 50 ? () => undefined : systemClock.after(delayMs, run)) });
    const torrent = torrentIn('lively', 20);
    const synced = [sync(torrent.storage)];
    const stored = storeAll(torrent);
    synced.push(sync(torrent.storage));
    expect(new Set(await stored)).toEqual(new Set(['stored']));
    expect(await Promise.all(synced)).toEqual([{ kind: 'done' }, { kind: 'done' }]);
    expect(starts()).toBe(1);
  });

  it('starts a second worker for what waits behind a sync that takes long', async () => {
    const slow = torrentIn('frozen-a', 1);
    const other = torrentIn('frozen-b', 1);
    expect(await storeAll(slow)).toEqual(['stored']);
    writeFileSync(slow.hold, '');
    const synced = sync(slow.storage);
    expect(await storeAll(other)).toEqual(['stored']);
    expect(starts()).toBe(2);
    rmSync(slow.hold);
    expect(await synced).toEqual({ kind: 'done' });
  });

  it('keeps the slabs of a hanging job held after its torrent was closed, until the worker lets go', async () => {
    const slow = torrentIn('frozen', 1);
    writeFileSync(slow.hold, '');
    const data = inSlabs(pool, slow.pieceBytes(0));
    const before = pool.freeSlabs;
    slow.storage.storePiece(0, data, () => expect.unreachable('answered after close'));
    await expect.poll(() => stalls, { timeout: 10_000 }).toEqual(['frozen true']);
    slow.storage.close();
    releaseAll(pool, data);
    expect(pool.freeSlabs, 'still in the hands of the worker').toBe(before);
    rmSync(slow.hold);
    await expect.poll(() => pool.freeSlabs, { timeout: 10_000 }).toBe(before + 1);
  });

  it('closes without waiting for a hanging worker', async () => {
    const slow = torrentIn('frozen', 1);
    writeFileSync(slow.hold, '');
    slow.storage.sync(() => undefined);
    const data = inSlabs(pool, slow.pieceBytes(0));
    slow.storage.storePiece(0, data, () => undefined);
    await expect.poll(() => stalls, { timeout: 10_000 }).toEqual(['frozen true']);
    const started = performance.now();
    await factory.close();
    expect(performance.now() - started).toBeLessThan(1_500);
    rmSync(slow.hold);
  });

  it('tells no free space of a volume that hangs, and asks it only once', async () => {
    const path = scratch.folder('frozen-probe');
    mkdirSync(path, { recursive: true });
    writeFileSync(join(path, '.hold'), '');
    expect(await Promise.all([factory.freeSpace(path), factory.freeSpace(path)])).toEqual([null, null]);
    expect(await factory.freeSpace(path)).toBeNull();
    // the verdict comes a second after the worker has begun, and that may be late
    await expect.poll(() => factory.stuckWorkers, { timeout: 10_000 }).toBe(1);
    await expect.poll(() => factory.freeSpace(scratch.folder('lively')), { timeout: 10_000 }).toBeGreaterThan(0);
    expect(factory.stuckWorkers).toBe(1);
    rmSync(join(path, '.hold'));
    await expect.poll(() => factory.freeSpace(path), { timeout: 10_000 }).toBeGreaterThan(0);
  });

  it('knows free space of a folder that is not there yet', async () => {
    expect(await factory.freeSpace(scratch.path('not', 'yet', 'there'))).toBeGreaterThan(0);
  });

  it('lets reads pass while a long check runs', async () => {
    const torrent = torrentIn('lively', 2_000);
    writeFileSync(join(torrent.spec.root, 'data'), torrent.bytes);
    const order: string[] = [];
    const checked = check(torrent.storage, 2_000).then(() => order.push('check'));
    const data = inSlabs(pool, torrent.pieceBytes(0));
    for (let i = 0; i < 5; i++) await new Promise<void>((done) => torrent.storage.readRange(0, 0, data, () => done()));
    order.push('reads');
    await checked;
    releaseAll(pool, data);
    expect(order).toEqual(['reads', 'check']);
    expect(await sync(torrent.storage)).toEqual({ kind: 'done' });
  });

  it('answers with a failure when no worker can be started, instead of nothing', async () => {
    const broken = new DiskStorageFactory({ workerUrl: pathToFileURL(scratch.path('absent.mjs')).href, clock: systemClock, slabs: pool });
    const torrent = makeTorrent(scratch.folder('lively'), PIECE, [{ path: 'data', size: PIECE }]);
    const storage = broken.open(torrent.spec);
    const free = pool.freeSlabs;
    for (let attempt = 0; attempt < 2; attempt++) {
      const data = inSlabs(pool, torrent.bytes);
      expect(await storePiece(storage, 0, data)).toMatchObject({ kind: 'failed', error: { code: 'disk-failed' } });
      releaseAll(pool, data);
    }
    expect(pool.freeSlabs).toBe(free);
    await broken.close();
  });
});
