import { existsSync, readdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Libtorrent, startLibtorrent } from '../support/libtorrent.js';
import { lacks, libtorrentPart } from '../support/parts.js';
import { makeScratch, payloadDifferences } from '../support/payload.js';
import { startTracker } from '../support/tracker.js';
import { awkwardPlan, expectDownload, makeTorrentOf, startSeed } from '../support/transfers.js';

describe.skipIf(lacks(libtorrentPart))('with libtorrent', () => {
  const scratch = makeScratch('lt');
  let peer: Libtorrent;
  beforeAll(async () => {
    peer = await startLibtorrent('127.0.0.2');
  });
  afterAll(async () => {
    await peer?.stop();
    scratch.dispose();
  });

  it('downloads one file with an unaligned end', async () => {
    const made = await makeTorrentOf(scratch, peer, 'single', { 'film.bin': 5_000_003 }, 65_536);
    await peer.add({ torrent: made.torrent, dir: made.payload.dir, seed: true });
    const { process } = await expectDownload(made, scratch.path('single-out'), { peers: [peer.address] });
    expect(process.events.map((event) => event.event).slice(0, 2)).toEqual(['added', 'progress']);
    expect(readdirSync(scratch.path('single-out')).sort()).toEqual(['.shoal', 'film.bin']);
  });

  it('downloads many files, empty ones among them', async () => {
    const made = await makeTorrentOf(scratch, peer, 'multi', awkwardPlan('set', 32_768, 40), 32_768);
    await peer.add({ torrent: made.torrent, dir: made.payload.dir, seed: true });
    await expectDownload(made, scratch.path('multi-out'), { peers: [peer.address] });
  });

  it('downloads a torrent of nothing but empty files', async () => {
    const made = await makeTorrentOf(scratch, peer, 'tiny', { 'tiny/a': 0, 'tiny/b': 1 }, 16_384);
    await peer.add({ torrent: made.torrent, dir: made.payload.dir, seed: true });
    await expectDownload(made, scratch.path('tiny-out'), { peers: [peer.address] });
  });

  it('learns what a magnet holds from a peer that a tracker names', async () => {
    const tracker = await startTracker();
    const made = await makeTorrentOf(scratch, peer, 'magnet', { 'magnet/a.bin': 1_000_000, 'magnet/b.bin': 77 }, 16_384, [tracker.httpUrl]);
    await peer.add({ torrent: made.torrent, dir: made.payload.dir, seed: true });
    try {
      await tracker.knows(peer.address);
      const source = `magnet:?xt=urn:btih:${made.infoHash}&tr=${encodeURIComponent(tracker.httpUrl)}`;
      const { process } = await expectDownload(made, scratch.path('magnet-out'), { source, trackers: true });
      expect(process.events.find((event) => event.event === 'metadata')).toMatchObject({ name: 'magnet', totalSize: 1_000_077 });
    } finally {
      await tracker.stop();
    }
  });

  it('seeds to it, writing nothing where the data lies', async () => {
    const made = await makeTorrentOf(scratch, peer, 'up', awkwardPlan('up', 65_536, 30), 65_536);
    const before = readdirSync(made.payload.dir, { recursive: true }).sort();
    const seed = await startSeed(made.torrent, made.payload.dir);
    try {
      const { key } = await peer.add({ torrent: made.torrent, dir: scratch.folder('up-out'), connect: [[seed.ip, seed.port]] });
      const status = await peer.completed(30_000, key);
      expect(status.failedBytes).toBe(0);
      expect(payloadDifferences(made.payload, scratch.path('up-out'))).toEqual([]);
      expect(readdirSync(made.payload.dir, { recursive: true }).sort()).toEqual(before);
      expect(existsSync(scratch.path('up-data', '.shoal'))).toBe(false);
    } finally {
      expect((await seed.stop()).code).toBe(0);
    }
  });
});
