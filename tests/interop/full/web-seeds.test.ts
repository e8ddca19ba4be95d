/** Web seeds (BEP 19) on a real nginx: what we ask it for, beside what libtorrent asks it for, and that every byte is right. */
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Libtorrent, startLibtorrent } from '../../support/libtorrent.js';
import { type Nginx, startNginx } from '../../support/nginx.js';
import { lacks, libtorrentPart, nginxPart } from '../../support/parts.js';
import { makeScratch, payloadDifferences } from '../../support/payload.js';
import { awkwardPlan, downloadWhole, expectDownload, filledFiles, type MadeTorrent, makeTorrentOf } from '../../support/transfers.js';

const KIB = 1024;

describe.skipIf(lacks(libtorrentPart, nginxPart))('Web seeds on nginx', () => {
  const scratch = makeScratch('web-seeds');
  let peer: Libtorrent;
  let nginx: Nginx;
  let single: MadeTorrent;
  let multi: MadeTorrent;
  const multiPlan = awkwardPlan('multi', 64 * KIB, 90);

  beforeAll(async () => {
    peer = await startLibtorrent('127.0.0.2');
    nginx = await startNginx({
      '/single/': `alias ${scratch.path('single.bin-data')}/;`,
      '/one-at-a-time/': `limit_conn one 1; limit_rate 5m; alias ${scratch.path('single.bin-data')}/;`,
      '/multi/': `alias ${scratch.path('multi-data')}/;`,
      '/damaged/': `alias ${scratch.path('damaged')}/;`,
      '/no-ranges/': `max_ranges 0; alias ${scratch.path('multi-data')}/;`,
      '/moved/': 'rewrite ^/moved/(.*)$ /moved-again/$1 redirect;',
      '/moved-again/': 'rewrite ^/moved-again/(.*)$ /multi/$1 permanent;',
      '/nothing/': 'return 404;',
    });
    single = await makeTorrentOf(scratch, peer, 'single.bin', { 'single.bin': 20_000_001 }, 256 * KIB);
    multi = await makeTorrentOf(scratch, peer, 'multi', multiPlan, 64 * KIB);
  });
  afterAll(async () => {
    await nginx?.stop();
    await peer?.stop();
    scratch.dispose();
  });

  /** The same torrent with other web seeds: libtorrent makes it anew from the same data. */
  async function withSeeds(made: MadeTorrent, name: string, ...paths: readonly string[]): Promise<string> {
    const out = scratch.path(`${name}.torrent`);
    const { infoHashV1 } = await peer.create({
      path: made.payload.root,
      out,
      pieceSize: made.pieceSize,
      webSeeds: paths.map((path) => nginx.url(path)),
    });
    expect(infoHashV1).toBe(made.infoHash);
    return out;
  }
  /** What was asked for since, as decoded paths, and of whom. */
  async function asked<T>(run: () => Promise<T>) {
    const before = (await nginx.requests()).length;
    const result = await run();
    const requests = (await nginx.requests()).slice(before);
    return { result, requests, paths: [...new Set(requests.map(({ uri }) => decodeURIComponent(uri)))].sort() };
  }

  it.each([
    ['a URL of its own', '/single/single.bin'],
    ["a folder's URL", '/single/'],
  ])('delivers a single file from %s, in ranges, over two connections at most', async (_name, path) => {
    const torrent = await withSeeds(single, `single-${path.length}`, path);
    const { paths, requests } = await asked(() => expectDownload({ ...single, torrent }, scratch.path(`out-single-${path.length}`), {}));
    expect(paths).toEqual(['/single/single.bin']);
    expect(requests.every(({ range, status }) => status === 206 && /^bytes=\d+-\d+$/.test(range))).toBe(true);
    expect(requests.length).toBeLessThan(single.pieceCount / 2);
    expect(new Set(requests.map(({ connection }) => connection)).size).toBeLessThanOrEqual(2);
  });

  it('delivers a folder, and asks for the same URLs as libtorrent does', async () => {
    const torrent = await withSeeds(multi, 'multi-plain', '/multi/');
    const ours = await asked(() => expectDownload({ ...multi, torrent }, scratch.path('out-multi'), {}));
    const theirs = await asked(async () => {
      const { key } = await peer.add({ torrent, dir: scratch.folder('out-multi-lt') });
      await peer.completed(60_000, key);
    });
    expect(ours.paths).toEqual(
      filledFiles(multiPlan)
        .map((path) => `/multi/${path}`)
        .sort(),
    );
    expect(ours.paths).toEqual(theirs.paths);
  });

  it('delivers from a server that takes one request at a time, and does not ask it for two again', async () => {
    const torrent = await withSeeds(single, 'single-alone', '/one-at-a-time/');
    const { requests } = await asked(() => expectDownload({ ...single, torrent }, scratch.path('out-alone'), {}));
    expect(requests.filter(({ status }) => status === 503)).toHaveLength(1);
    expect(requests.filter(({ status }) => status !== 503 && status !== 206)).toEqual([]);
  });

  it('follows redirects, again for each range', async () => {
    const torrent = await withSeeds(multi, 'multi-moved', '/moved/');
    const { paths } = await asked(() => expectDownload({ ...multi, torrent }, scratch.path('out-moved'), {}));
    expect(new Set(paths.map((path) => path.split('/')[1]))).toEqual(new Set(['moved', 'moved-again', 'multi']));
  });

  it('takes small files whole from a server without ranges', async () => {
    const small = await makeTorrentOf(scratch, peer, 'small', awkwardPlan('small', 32 * KIB, 12), 32 * KIB);
    cpSync(small.payload.root, join(multi.payload.dir, 'small'), { recursive: true });
    const torrent = await withSeeds(small, 'small-no-ranges', '/no-ranges/');
    const { requests } = await asked(() => downloadWhole(torrent, scratch.path('out-no-ranges'), {}));
    expect(requests.every(({ status }) => status === 200)).toBe(true);
    expect(payloadDifferences(small.payload, scratch.path('out-no-ranges'))).toEqual([]);
  });

  it('is not kept from completing by a server that has nothing', async () => {
    const torrent = await withSeeds(multi, 'multi-nothing', '/nothing/', '/multi/');
    const { requests } = await asked(() => expectDownload({ ...multi, torrent }, scratch.path('out-nothing'), {}));
    expect(requests.filter(({ uri }) => uri.startsWith('/nothing/')).length).toBeLessThanOrEqual(16);
  });

  it('learns of a web seed from a magnet, once a peer has told the details', async () => {
    const { key } = await peer.add({ torrent: multi.torrent, dir: multi.payload.dir, seed: true, up: 50_000 });
    const magnet = `magnet:?xt=urn:btih:${multi.infoHash}&ws=${encodeURIComponent(nginx.url('/multi/'))}`;
    const out = scratch.path('out-magnet');
    try {
      const { paths, result } = await asked(() => downloadWhole(magnet, out, { peers: [peer.address] }));
      expect(payloadDifferences(multi.payload, out)).toEqual([]);
      expect(paths.length).toBeGreaterThan(0);
      expect(Number(result.complete.wastedBytes)).toBeLessThan(multi.payload.totalBytes / 20); // the slow peer's last blocks may come twice
    } finally {
      await peer.limit({}, key);
    }
  });

  it('throws away what a damaged web seed sends, and completes from an honest peer', async () => {
    cpSync(multi.payload.dir, scratch.path('damaged'), { recursive: true });
    for (const path of filledFiles(multiPlan)) {
      const file = join(scratch.path('damaged'), path);
      const bytes = readFileSync(file);
      for (let at = 0; at < bytes.length; at += 16 * KIB) bytes[at] = (bytes[at] ?? 0) ^ 0xff;
      writeFileSync(file, bytes);
    }
    const torrent = await withSeeds(multi, 'multi-damaged', '/damaged/');
    const { result, requests } = await asked(() => downloadWhole(torrent, scratch.path('out-damaged'), { peers: [peer.address] }));
    expect(payloadDifferences(multi.payload, scratch.path('out-damaged'))).toEqual([]);
    expect(requests.length).toBeGreaterThan(0);
    expect(requests.length).toBeLessThan(20);
    expect(result.complete).toMatchObject({ bytes: multi.payload.totalBytes, verifiedPieces: multi.pieceCount });
  });

  it('is left alone when it is not wanted', async () => {
    const torrent = await withSeeds(multi, 'multi-unwanted', '/multi/');
    const words = ['--no-web-seeds'];
    const { requests } = await asked(() =>
      expectDownload({ ...multi, torrent }, scratch.path('out-unwanted'), { words, peers: [peer.address] }),
    );
    expect(requests).toEqual([]);
  });
});
