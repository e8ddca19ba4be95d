/** Web seeds (BEP 19) that are slow, busy, wrong or lack a file, and more of them than are needed. */
import { describe, expect } from 'vitest';
import { BASE, HOST, pathsOf, serve, webSeedRows } from '../support/sim/web-seeding.js';
import { scenario } from '../support/sim/world.js';

const KIB = 1024;
const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0);

describe('A difficult web seed', () => {
  scenario('is given up when it does not have the file, and for that file alone in a folder', async (world) => {
    const torrent = world.torrent({
      pieceLength: 32 * KIB,
      files: [
        { path: 'a', size: 200_000 },
        { path: 'b', size: 200_000 },
        { path: 'c', size: 200_000 },
      ],
      webSeeds: [BASE, 'http://192.0.2.2/files/'],
    });
    world.web.serve(
      HOST,
      pathsOf(torrent).filter(([path]) => !path.endsWith('/b')),
    );
    const empty = world.web.serve('192.0.2.2', []);
    const node = await world.makeNode();
    await node.add(torrent);
    await world.run(60_000);
    const content = node.torrent().content;
    expect([0, 1, 2].map((file) => content?.fileDone(file))).toEqual([200_000 - (200_000 % (32 * KIB)), 0, 174_016]);
    expect(webSeedRows(node).map(({ client }) => client.split(':')[0])).toEqual(['Web seed', 'Web seed (given up']);
    expect(empty.requests.length).toBeLessThanOrEqual(3);
  });

  scenario('is left alone as long as it asks, and twice as long after each failure', async (world) => {
    const torrent = world.torrent({ size: 500_000, webSeeds: [BASE] });
    const busy = { status: 503, headers: { 'retry-after': '60' } };
    const server = serve(world, torrent, { answer: (nth) => (nth === 0 ? busy : nth < 4 ? 'fail' : 'good') });
    const node = await world.makeNode();
    await node.add(torrent);
    await world.complete([node]);
    const at = server.requests.map(({ atMs }) => atMs);
    const gaps = at.slice(1, 5).map((ms, i) => Math.round((ms - (at[i] ?? 0)) / 1000));
    expect(gaps[0]).toBeGreaterThanOrEqual(60);
    expect(gaps[0]).toBeLessThan(64);
    for (const [i, least] of [5, 10, 20].entries()) {
      expect(gaps[i + 1]).toBeGreaterThanOrEqual(least);
      expect(gaps[i + 1]).toBeLessThanOrEqual(least * 1.25 + 3);
    }
  });

  scenario('keeps what came of an answer that breaks off', async (world) => {
    const torrent = world.torrent({ size: 3_000_000, webSeeds: [BASE] });
    const server = serve(world, torrent, { answer: (nth) => (nth % 2 === 0 ? 'cut' : 'good') });
    const node = await world.makeNode();
    await node.add(torrent);
    await world.complete([node]);
    expect(node.differences(torrent)).toEqual([]);
    expect(server.sentBytes).toBeLessThan(torrent.totalSize * 1.1);
  });

  for (const answer of ['short', 'long', 'shifted', 'whole'] as const) {
    scenario(`whose answers go wrong (${answer}) now and then delivers all the same, and nothing wrong is kept`, async (world) => {
      const torrent = world.torrent({ size: 3_000_000, pieceLength: 32 * KIB, webSeeds: [BASE] });
      serve(world, torrent, { answer: (nth) => (nth % 3 === 1 ? answer : 'good') });
      const seed = await world.makeNode({ wire: { upBps: 30_000 } });
      await seed.seed(torrent);
      const node = await world.makeNode();
      const added = await node.add(torrent);
      await world.complete([node]);
      expect(node.differences(torrent)).toEqual([]);
      expect(webSeedRows(node)[0]?.client).not.toContain('banned'); // all that it sent was true
      expect(added.net.candidates.isBanned(seed.address)).toBe(false);
    });
  }

  scenario('that drips loses its blocks to others in time', async (world) => {
    const torrent = world.torrent({ size: 2_000_000, webSeeds: [BASE] });
    serve(world, torrent, { bps: 300 });
    const seed = await world.makeNode({ wire: { upBps: 100_000 } });
    await seed.seed(torrent);
    const node = await world.makeNode();
    await node.add(torrent);
    const tookMs = await world.complete([node]);
    expect(node.differences(torrent)).toEqual([]);
    expect(tookMs).toBeLessThan(60_000);
  });

  scenario('may know no ranges, where little is thrown away', async (world) => {
    const torrent = world.torrent({
      pieceLength: 32 * KIB,
      files: Array.from({ length: 12 }, (_, i) => ({ path: `f${i}`, size: 150_000 })),
      webSeeds: [BASE],
    });
    serve(world, torrent, { ranges: false });
    const node = await world.makeNode();
    await node.add(torrent);
    await world.complete([node]);
    expect(node.differences(torrent)).toEqual([]);
  });

  scenario('is told apart from others: four of five are used at a time, and all are there in the end', async (world) => {
    const hosts = [1, 2, 3, 4, 5].map((n) => `192.0.2.${n}`);
    const torrent = world.torrent({ size: 8_000_000, webSeeds: hosts.map((host) => `http://${host}/files/`) });
    const servers = hosts.map((host) => serve(world, torrent, { bps: 100_000 }, host));
    const node = await world.makeNode();
    await node.add(torrent);
    await world.run(5_000);
    expect(sum(servers.map(({ open }) => open))).toBeLessThanOrEqual(4);
    await world.complete([node]);
    expect(node.differences(torrent)).toEqual([]);
    expect(sum(servers.map(({ sentBytes }) => sentBytes))).toBeLessThan(torrent.totalSize * 1.3);
  });
});
