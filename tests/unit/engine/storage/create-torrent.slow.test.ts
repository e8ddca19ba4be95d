import { createHash } from 'node:crypto';
import { appendFileSync, chmodSync, mkdirSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FILE_EXECUTABLE, FILE_PAD } from '../../../../engine/metainfo/torrent-info.js';
import { type CreateTorrentOptions, createTorrent } from '../../../../engine/storage/create-torrent.io.js';
import { buildDiskWorker } from '../../../support/disk-worker.js';
import { makeScratch, type Scratch, seededBytes } from '../../../support/payload.js';

describe('createTorrent', () => {
  let scratch: Scratch;
  let workerUrl: string;
  beforeEach(async () => {
    scratch = makeScratch('create');
    workerUrl = await buildDiskWorker();
  });
  afterEach(() => scratch.dispose());

  function put(files: Readonly<Record<string, Uint8Array | string>>): void {
    for (const [path, bytes] of Object.entries(files)) {
      mkdirSync(dirname(scratch.path(path)), { recursive: true });
      writeFileSync(scratch.path(path), bytes);
    }
  }
  const make = (path: string, more: Partial<CreateTorrentOptions> = {}) => createTorrent({ path: scratch.path(path), workerUrl, ...more });
  const errorOf = (work: Promise<unknown>) =>
    work.then(
      () => 'made',
      (error: { code?: string }) => error.code,
    );

  it('hashes a folder in byte order of the names, across file borders', async () => {
    const parts = {
      'set/B': seededBytes('B', 40_000),
      'set/a/x': seededBytes('x', 1),
      'set/a/y': seededBytes('y', 100_000),
      'set/ä': seededBytes('ä', 3),
    };
    put({ ...parts, 'set/empty': '' });
    const { metainfo } = await make('set', { pieceLength: 16_384 });
    const { info } = metainfo;
    expect(info.name).toBe('set');
    expect([...info.files.paths].filter((_, file) => ((info.files.flags[file] ?? 0) & FILE_PAD) === 0)).toEqual([
      'set/B',
      'set/a/x',
      'set/a/y',
      'set/empty',
      'set/ä',
    ]);
    const all = Buffer.concat(Object.values(parts));
    const hashes: Buffer[] = [];
    for (let at = 0; at < all.length; at += 16_384)
      hashes.push(
        createHash('sha1')
          .update(all.subarray(at, at + 16_384))
          .digest(),
      );
    expect(Buffer.from(info.pieceHashes ?? []).equals(Buffer.concat(hashes))).toBe(true);
  });

  it('makes a torrent of a single file, with everything that was asked for', async () => {
    put({ 'film.mkv': seededBytes('film', 3_000_000) });
    const seen: number[] = [];
    const { bytes, metainfo } = await make('film.mkv', {
      trackers: [['http://127.0.0.1:1/announce'], ['udp://127.0.0.1:2/announce']],
      webSeeds: ['http://127.0.0.1/film.mkv'],
      private: true,
      comment: 'a remark',
      source: 'here',
      createdBy: 'tests',
      creationDate: 1_700_000_000,
      onProgress: (done, total) => seen.push(done / total),
    });
    expect(metainfo.info).toMatchObject({ name: 'film.mkv', totalSize: 3_000_000, private: true, source: 'here' });
    expect([...metainfo.info.files.paths]).toEqual(['film.mkv']);
    expect(metainfo).toMatchObject({
      comment: 'a remark',
      createdBy: 'tests',
      creationDate: 1_700_000_000,
      webSeeds: ['http://127.0.0.1/film.mkv'],
    });
    expect(metainfo.trackers).toHaveLength(2);
    expect(seen.at(-1)).toBe(1);
    expect(Buffer.from(bytes.subarray(0, 11)).toString()).toBe('d8:announce');
  });

  it('gives the same bytes for the same files', async () => {
    put({ 'set/a': 'one', 'set/b': 'two' });
    expect((await make('set')).bytes).toEqual((await make('set')).bytes);
  });

  it.skipIf(process.platform === 'win32')('tells which files may be run', async () => {
    put({ 'set/data': 'one', 'set/run': 'two', 'set/group': 'three' });
    chmodSync(scratch.path('set', 'run'), 0o755);
    chmodSync(scratch.path('set', 'group'), 0o654);
    const { files } = (await make('set')).metainfo.info;
    expect([...files.paths].map((path, file) => [path, files.flags[file]])).toEqual([
      ['set/data', 0],
      ['set/group', 0],
      ['set/run', FILE_EXECUTABLE],
    ]);
  });

  it('hashes pads as zeros', async () => {
    const parts = [seededBytes('a', 20_000), seededBytes('b', 50)];
    put({ 'set/a': parts[0] ?? '', 'set/b': parts[1] ?? '' });
    const { info } = (await make('set', { pieceLength: 16_384, padFiles: true })).metainfo;
    const space = Buffer.concat([parts[0] ?? Buffer.of(), Buffer.alloc(2 * 16_384 - 20_000), parts[1] ?? Buffer.of()]);
    expect(info.totalSize).toBe(space.length);
    const digests = [0, 1, 2].map((piece) =>
      createHash('sha1')
        .update(space.subarray(piece * 16_384, (piece + 1) * 16_384))
        .digest(),
    );
    expect(Buffer.from(info.pieceHashes ?? []).equals(Buffer.concat(digests))).toBe(true);
  });

  it('leaves links out, and hidden names when asked', async () => {
    put({ 'set/a': 'one', 'set/.hidden': 'two', 'set/.git/x': 'three', 'elsewhere/secret': 'four' });
    symlinkSync(scratch.path('elsewhere'), scratch.path('set', 'link'));
    symlinkSync(scratch.path('set'), scratch.path('set', 'loop'));
    expect([...(await make('set')).metainfo.info.files.paths]).toEqual(['set/.git/x', 'set/.hidden', 'set/a']);
    expect([...(await make('set', { skipHidden: true })).metainfo.info.files.paths]).toEqual(['set/a']);
  });

  it('follows the chosen path itself where it is a link', async () => {
    put({ 'set/a': 'one' });
    symlinkSync(scratch.path('set'), scratch.path('alias'));
    symlinkSync(join(scratch.path('set'), 'a'), scratch.path('alias.txt'));
    expect([...(await make('alias')).metainfo.info.files.paths]).toEqual(['alias/a']);
    expect((await make('alias.txt')).metainfo.info.name).toBe('alias.txt');
  });

  it('refuses what no torrent can be made of, with a plain sentence', async () => {
    put({ 'empty/only': '', 'odd/x': 'x' });
    mkdirSync(scratch.path('nothing'));
    await expect(make('nothing')).rejects.toMatchObject({ code: 'path-unusable', message: expect.stringMatching(/^There are no files/) });
    await expect(make('empty')).rejects.toMatchObject({ code: 'torrent-invalid', message: expect.stringMatching(/empty/) });
    expect(await errorOf(make('absent'))).toBe('data-missing');
    expect(await errorOf(make('odd', { pieceLength: 1_000 }))).toBe('torrent-invalid');
  });

  it('refuses files that change while they are read', async () => {
    put({ 'set/a': seededBytes('a', 20_000_000), 'set/b': 'two' });
    let touched = false;
    const grow = () => {
      if (!touched) appendFileSync(scratch.path('set', 'b'), 'more');
      touched = true;
    };
    expect(await errorOf(make('set', { pieceLength: 16_384, onProgress: grow }))).toBe('data-mismatch');
    const touch = () => utimesSync(scratch.path('set', 'b'), 1, 1);
    expect(await errorOf(make('set', { pieceLength: 16_384, onProgress: touch }))).toBe('data-mismatch');
  });

  it('can be cancelled before and while it hashes', async () => {
    put({ big: seededBytes('big', 60_000_000) });
    expect(await errorOf(make('big', { signal: AbortSignal.abort() }))).toBe('cancelled');
    const stop = new AbortController();
    expect(await errorOf(make('big', { signal: stop.signal, onProgress: () => stop.abort() }))).toBe('cancelled');
  });
});
