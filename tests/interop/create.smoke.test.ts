import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Libtorrent, startLibtorrent } from '../support/libtorrent.js';
import { lacks, libtorrentPart, transmissionPart } from '../support/parts.js';
import { makeScratch, type Payload, writePayload } from '../support/payload.js';
import { runShoal } from '../support/shoal.js';
import { awkwardPlan } from '../support/transfers.js';
import { startTransmission, type Transmission } from '../support/transmission.js';

describe.skipIf(lacks(libtorrentPart, transmissionPart))('shoal create', () => {
  const scratch = makeScratch('create');
  let libtorrent: Libtorrent;
  let transmission: Transmission;
  beforeAll(async () => {
    [libtorrent, transmission] = await Promise.all([startLibtorrent('127.0.0.2'), startTransmission('127.0.0.3')]);
  });
  afterAll(async () => {
    await Promise.all([libtorrent?.stop(), transmission?.stop()]);
    scratch.dispose();
  });

  async function create(payload: Payload, name: string, words: readonly string[]) {
    const torrent = scratch.path(`${name}.torrent`);
    const run = await runShoal(['create', payload.root, '--out', torrent, '--json', ...words]);
    expect([run.code, run.stderr]).toEqual([0, '']);
    const inspected = await runShoal(['inspect', torrent, '--json']);
    return { torrent, report: JSON.parse(inspected.stdout) as Record<string, unknown> & { infoHashV1: string } };
  }

  it('makes a torrent that both others read as we do, and whose data both find whole', async () => {
    const payload = writePayload(scratch.folder('set-data'), awkwardPlan('set', 65_536, 12));
    const words = [
      '--piece-size',
      '65536',
      '--tracker',
      'http://127.0.0.1:1/announce',
      '--tracker',
      'udp://127.0.0.1:2',
      '--web-seed',
      'http://127.0.0.1:3/',
    ];
    const { torrent, report } = await create(payload, 'set', [...words, '--private', '--comment', 'ein Gruß', '--source', 'here']);

    const read = await libtorrent.inspect(torrent);
    expect(read.infoHashV1).toBe(report.infoHashV1);
    expect(read).toMatchObject({ name: 'set', pieceLength: 65_536, private: true, comment: 'ein Gruß', totalSize: payload.totalBytes });
    expect(read.files.map(({ path, size }) => ({ path, size }))).toEqual(report.files);
    expect([...read.trackers].sort()).toEqual(['http://127.0.0.1:1/announce', 'udp://127.0.0.1:2']);
    expect(read.webSeeds).toEqual(['http://127.0.0.1:3/']);

    const hash = await transmission.add(torrent, payload.dir);
    expect(hash).toBe(report.infoHashV1);
    await transmission.completed(20_000, hash);
    expect(await transmission.inspect(hash)).toMatchObject({
      name: 'set',
      pieceSize: 65_536,
      isPrivate: true,
      comment: 'ein Gruß',
      totalSize: payload.totalBytes,
    });

    const { key } = await libtorrent.add({ torrent, dir: payload.dir });
    expect((await libtorrent.completed(20_000, key)).receivedBytes).toBe(0);
  });

  it('hashes one file as libtorrent does', async () => {
    const payload = writePayload(scratch.folder('one-data'), { 'one file.bin': 3_000_001 });
    const { torrent, report } = await create(payload, 'one', ['--piece-size', '32768']);
    const theirs = await libtorrent.create({ path: payload.root, out: scratch.path('one-lt.torrent'), pieceSize: 32_768 });
    expect(report.infoHashV1).toBe(theirs.infoHashV1);
    expect((await libtorrent.inspect(torrent)).infoHashV1).toBe(theirs.infoHashV1);
  });

  it('says which files may be run as libtorrent does, alone and in a folder', async () => {
    for (const plan of [{ tool: 100_000 }, { 'kit/tool': 100_000 }]) {
      const name = 'tool' in plan ? 'tool' : 'kit';
      const payload = writePayload(scratch.folder(`${name}-run`), plan);
      chmodSync(join(payload.dir, name === 'kit' ? 'kit/tool' : 'tool'), 0o755);
      const { report } = await create(payload, `${name}-run`, ['--piece-size', '32768']);
      const theirs = await libtorrent.create({ path: payload.root, out: scratch.path(`${name}-run-lt.torrent`), pieceSize: 32_768 });
      expect(report.infoHashV1).toBe(theirs.infoHashV1);
    }
  });

  it('makes pads that libtorrent knows as such, and downloads by', async () => {
    const payload = writePayload(scratch.folder('padded-data'), { 'padded/a': 100_001, 'padded/b': 1, 'padded/c': 70_000 });
    const { torrent, report } = await create(payload, 'padded', ['--piece-size', '32768', '--pad-files']);
    const seen = await libtorrent.inspect(torrent);
    expect(seen.infoHashV1).toBe(report.infoHashV1);
    expect(seen.files.filter(({ pad }) => pad).map(({ size }) => size)).toEqual([31_071, 32_767]);
    const { key } = await libtorrent.add({ torrent, dir: payload.dir });
    expect((await libtorrent.completed(20_000, key)).receivedBytes).toBe(0);
  });

  it('chooses a piece size by itself', async () => {
    const payload = writePayload(scratch.folder('auto-data'), { 'auto.bin': 2_000_000 });
    const { report } = await create(payload, 'auto', []);
    expect(Math.log2(Number(report.pieceLength)) % 1).toBe(0);
    expect(report.pieceCount).toBe(Math.ceil(2_000_000 / Number(report.pieceLength)));
  });
});
