import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Libtorrent, startLibtorrent } from '../../support/libtorrent.js';
import { lacks, libtorrentPart } from '../../support/parts.js';
import { makeScratch, type PayloadPlan, payloadDifferences } from '../../support/payload.js';
import { startTracker } from '../../support/tracker.js';
import { awkwardPlan, downloadWhole, expectDownload, makeTorrentOf, startSeed } from '../../support/transfers.js';

const KIB = 1024;
const PIECE_SIZES = [16, 32, 64, 128, 256, 512, 1024, 2048, 4096, 8192, 16_384].map((size) => size * KIB);

/** About 4 MiB, or three pieces and a bit where that is more. */
const bytesFor = (pieceSize: number): number => Math.max(4 * KIB * KIB, 3 * pieceSize) + 12_345;
const plans: readonly (readonly [string, (pieceSize: number) => PayloadPlan])[] = [
  ['one file', (pieceSize) => ({ 'single.bin': bytesFor(pieceSize) })],
  ['many files', (pieceSize) => awkwardPlan('multi', pieceSize, Math.ceil(bytesFor(pieceSize) / pieceSize))],
];
const cases = PIECE_SIZES.flatMap((pieceSize) => plans.map(([shape, plan]) => ({ pieceSize, kib: pieceSize / KIB, shape, plan })));

describe.skipIf(lacks(libtorrentPart))('libtorrent, every piece size', () => {
  let peer: Libtorrent;
  beforeAll(async () => {
    peer = await startLibtorrent('127.0.0.2');
  });
  afterAll(() => peer?.stop());

  it.each(cases)('downloads $shape in pieces of $kib KiB', async ({ pieceSize, shape, plan }) => {
    const scratch = makeScratch('lt-down');
    try {
      const made = await makeTorrentOf(scratch, peer, `d${pieceSize}-${shape.replace(' ', '-')}`, plan(pieceSize), pieceSize);
      await peer.add({ torrent: made.torrent, dir: made.payload.dir, seed: true });
      await expectDownload(made, scratch.path('out'), { peers: [peer.address] });
    } finally {
      scratch.dispose();
    }
  });

  it.each(cases)('seeds $shape in pieces of $kib KiB', async ({ pieceSize, shape, plan }) => {
    const scratch = makeScratch('lt-up');
    try {
      const made = await makeTorrentOf(scratch, peer, `u${pieceSize}-${shape.replace(' ', '-')}`, plan(pieceSize), pieceSize);
      const seed = await startSeed(made.torrent, made.payload.dir);
      try {
        const { key } = await peer.add({ torrent: made.torrent, dir: scratch.folder('out'), connect: [[seed.ip, seed.port]] });
        expect((await peer.completed(60_000, key)).failedBytes).toBe(0);
        expect(payloadDifferences(made.payload, scratch.path('out'))).toEqual([]);
      } finally {
        await seed.stop();
      }
    } finally {
      scratch.dispose();
    }
  });
});

describe.skipIf(lacks(libtorrentPart))('libtorrent, ways to find and choose', () => {
  const scratch = makeScratch('lt-ways');
  let peer: Libtorrent;
  beforeAll(async () => {
    peer = await startLibtorrent('127.0.0.2');
  });
  afterAll(async () => {
    await peer?.stop();
    scratch.dispose();
  });

  it.each(['http', 'udp'] as const)('finds the peers of a torrent through an %s tracker', async (kind) => {
    const tracker = await startTracker();
    try {
      const url = kind === 'http' ? tracker.httpUrl : tracker.udpUrl;
      const made = await makeTorrentOf(scratch, peer, `tracker-${kind}`, awkwardPlan(`tracker-${kind}`, 32 * KIB, 40), 32 * KIB, [url]);
      await peer.add({ torrent: made.torrent, dir: made.payload.dir, seed: true });
      await tracker.knows(peer.address);
      await expectDownload(made, scratch.path(`tracker-${kind}-out`), { trackers: true });
    } finally {
      await tracker.stop();
    }
  });

  it.each(['http', 'udp'] as const)('learns a magnet from the peers of an %s tracker', async (kind) => {
    const tracker = await startTracker();
    try {
      const url = kind === 'http' ? tracker.httpUrl : tracker.udpUrl;
      const made = await makeTorrentOf(scratch, peer, `magnet-${kind}`, awkwardPlan(`magnet-${kind}`, 16 * KIB, 200), 16 * KIB, [url]);
      await peer.add({ torrent: made.torrent, dir: made.payload.dir, seed: true });
      await tracker.knows(peer.address);
      const source = `magnet:?xt=urn:btih:${made.infoHash}&tr=${encodeURIComponent(url)}`;
      await expectDownload(made, scratch.path(`magnet-${kind}-out`), { source, trackers: true });
    } finally {
      await tracker.stop();
    }
  });

  it('learns a magnet whose details take several messages from --peer', async () => {
    // 4,000 pieces make an info dictionary of 80 kB: five blocks of BEP 9.
    const made = await makeTorrentOf(scratch, peer, 'wide', { 'wide.bin': 4_000 * 16 * KIB }, 16 * KIB);
    await peer.add({ torrent: made.torrent, dir: made.payload.dir, seed: true });
    await expectDownload(made, scratch.path('wide-out'), { source: `magnet:?xt=urn:btih:${made.infoHash}`, peers: [peer.address] });
  });

  it('takes a bare info-hash', async () => {
    const made = await makeTorrentOf(scratch, peer, 'bare', { 'bare.bin': 300_000 }, 16 * KIB);
    await peer.add({ torrent: made.torrent, dir: made.payload.dir, seed: true });
    await expectDownload(made, scratch.path('bare-out'), { source: made.infoHash, peers: [peer.address] });
  });

  it('gives a magnet’s details to libtorrent', async () => {
    const made = await makeTorrentOf(scratch, peer, 'give', awkwardPlan('give', 16 * KIB, 900), 16 * KIB);
    const seed = await startSeed(made.torrent, made.payload.dir);
    try {
      const { key } = await peer.add({
        magnet: `magnet:?xt=urn:btih:${made.infoHash}`,
        dir: scratch.folder('give-out'),
        connect: [[seed.ip, seed.port]],
      });
      await peer.completed(60_000, key);
      expect(payloadDifferences(made.payload, scratch.path('give-out'))).toEqual([]);
    } finally {
      await seed.stop();
    }
  });

  it('downloads only the chosen files, and the rest in a later run', async () => {
    const plan = { 'pick/a': 300_000, 'pick/b': 500_001, 'pick/c': 0, 'pick/d': 700_003, 'pick/e': 40 };
    const made = await makeTorrentOf(scratch, peer, 'pick', plan, 64 * KIB);
    await peer.add({ torrent: made.torrent, dir: made.payload.dir, seed: true });
    const order = (await peer.inspect(made.torrent)).files.map((file) => file.path);
    const chosen = ['pick/b', 'pick/e'];
    const select = chosen.map((path) => order.indexOf(path)).join(',');
    const out = scratch.path('pick-out');
    const first = await downloadWhole(made.torrent, out, { peers: [peer.address], words: ['--select', select] });
    expect(first.complete.bytes).toBe(500_041);
    expect(payloadDifferences(made.payload, out, chosen)).toEqual([]);
    const left = payloadDifferences(made.payload, out).map((difference) => difference.split(':')[0]);
    expect(left).toContain('pick/a');
    expect(left).toContain('pick/d');

    const second = await downloadWhole(made.torrent, out, { peers: [peer.address], words: ['--select', `0-${order.length - 1}`] });
    expect(second.complete.bytes).toBe(made.payload.totalBytes);
    expect(payloadDifferences(made.payload, out)).toEqual([]);
    expect(second.downloaded).toBeLessThanOrEqual(made.payload.totalBytes - 500_041);
  });

  it('downloads from three peers at once', async () => {
    const others = await Promise.all([startLibtorrent('127.0.0.5'), startLibtorrent('127.0.0.6')]);
    try {
      const made = await makeTorrentOf(scratch, peer, 'three', awkwardPlan('three', 256 * KIB, 200), 256 * KIB);
      for (const seed of [peer, ...others]) await seed.add({ torrent: made.torrent, dir: made.payload.dir, seed: true });
      const run = await downloadWhole(made.torrent, scratch.path('three-out'), { peers: [peer, ...others].map((seed) => seed.address) });
      expect(payloadDifferences(made.payload, scratch.path('three-out'))).toEqual([]);
      // In endgame a block may come twice; more than a few would be a fault.
      expect(Number(run.complete.wastedBytes)).toBeLessThan(2 * KIB * KIB);
    } finally {
      for (const other of others) await other.stop();
    }
  });
});
