/** Web seeds (BEP 19) in whole swarms: alone, beside peers, slow, wrong, and in the way. */
import { describe, expect } from 'vitest';
import { buildPeers } from '../../engine/torrent/details-builder.js';
import type { SimNode } from '../support/sim/sim-node.js';
import type { SimTorrent } from '../support/sim/sim-torrent.js';
import type { WebManners } from '../support/sim/virtual-web.js';
import { scenario, type World } from '../support/sim/world.js';

const KIB = 1024;
const HOST = '192.0.2.1:8080';
const BASE = `http://${HOST}/files/`;

const pathsOf = (torrent: SimTorrent) =>
  torrent.files.filter(({ pad }) => !pad).map(({ path, bytes }) => [`/files/${path}`, bytes] as const);
const serve = (world: World, torrent: SimTorrent, manners?: WebManners, host = HOST) => world.web.serve(host, pathsOf(torrent), manners);
/** Web seeds as the Peers tab shows them. */
const rows = (node: SimNode) =>
  buildPeers(node.torrent(), node.session.ports.clock.now()).filter(({ transport }) => transport === 'webseed');
const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0);

describe('A web seed alone', () => {
  scenario('delivers a single file, several pieces to a request, and every byte once', async (world) => {
    const torrent = world.torrent({ size: 6_000_000, pieceLength: 64 * KIB, webSeeds: [BASE] });
    const server = serve(world, torrent);
    const node = await world.makeNode();
    await node.add(torrent);
    await world.complete([node]);
    expect(node.differences(torrent)).toEqual([]);
    expect(server.sentBytes).toBe(torrent.totalSize);
    expect(server.requests.length).toBeLessThan(torrent.pieceCount / 4);
    expect(node.torrent().traffic.down.total).toBe(torrent.totalSize);
    expect(node.torrent().allWastedBytes).toBe(0);
    expect(rows(node)).toMatchObject([{ address: HOST, client: 'Web seed', downloadedBytes: torrent.totalSize, incoming: false }]);
    await world.run(60_000);
    expect(server.sentBytes).toBe(torrent.totalSize); // complete: it is left alone
  });

  scenario('that a second .torrent of the same content names is used at once, and after a restart', async (world) => {
    const shape = { size: 3_000_000, pieceLength: 64 * KIB };
    const bare = world.torrent(shape);
    const torrent = world.torrent({ ...shape, webSeeds: [BASE] });
    const server = serve(world, torrent, { bps: 500_000 });
    const node = await world.makeNode();
    await node.add(bare);
    await world.run(2000);
    expect(node.torrent().content?.have.count).toBe(0);
    await node.add(torrent);
    expect(node.session.registry.size).toBe(1);
    await world.until('some of it is there', () => (node.torrent().content?.have.count ?? 0) > 10);
    await world.quit(node);
    await node.restart();
    await world.complete([node]);
    expect(node.differences(torrent)).toEqual([]);
    expect(server.requests.length).toBeGreaterThan(1);
    await node.add(torrent);
    expect(rows(node)).toHaveLength(1);
  });

  scenario('delivers a folder with odd sizes, empty files and pads, and is never asked for a pad', async (world) => {
    const torrent = world.torrent({
      pieceLength: 32 * KIB,
      files: [
        { path: 'a b/ä.bin', size: 100_001 },
        { path: 'empty', size: 0 },
        { path: '.pad/1', size: 32 * KIB - (100_001 % (32 * KIB)), pad: true },
        { path: 'c', size: 1 },
        { path: 'd', size: 300_000 },
        { path: '.pad/2', size: 40_000, pad: true },
        { path: 'e', size: 77 },
      ],
      webSeeds: [BASE],
    });
    const server = serve(world, torrent);
    const node = await world.makeNode();
    await node.add(torrent);
    await world.complete([node]);
    expect(node.differences(torrent)).toEqual([]);
    expect(server.requests.filter(({ path }) => path.includes('pad'))).toEqual([]);
    expect(server.sentBytes).toBe(torrent.payloadBytes);
  });

  scenario('delivers pieces that are larger than the memory for one run', async (world) => {
    const torrent = world.torrent({ size: 20 * KIB * KIB, pieceLength: 8 * KIB * KIB, webSeeds: [BASE] });
    const server = serve(world, torrent, { bps: 10_000_000 });
    const node = await world.makeNode({ slabs: 40 });
    await node.add(torrent);
    await world.complete([node]);
    expect(node.differences(torrent)).toEqual([]);
    expect(server.sentBytes).toBe(torrent.totalSize);
  });

  scenario('is asked for the next run before the last has come, and for no more than two at once', async (world) => {
    const torrent = world.torrent({ size: 20_000_000, pieceLength: 64 * KIB, webSeeds: [BASE] });
    const server = serve(world, torrent, { latencyMs: 500 });
    const node = await world.makeNode();
    await node.add(torrent);
    await world.complete([node]);
    expect(node.differences(torrent)).toEqual([]);
    expect([server.mostOpen, server.sentBytes]).toEqual([2, torrent.totalSize]);
  });

  scenario('that takes one request at a time is refused nothing twice, and is never left alone for it', async (world) => {
    const torrent = world.torrent({ size: 20_000_000, pieceLength: 64 * KIB, webSeeds: [BASE] });
    const server = serve(world, torrent, { mostOpen: 1 });
    const node = await world.makeNode();
    await node.add(torrent);
    const tookMs = await world.complete([node]);
    expect(node.differences(torrent)).toEqual([]);
    expect([server.refused, server.sentBytes]).toEqual([1, torrent.totalSize]);
    expect(tookMs).toBeLessThan(25_000); // 20 s of data: no rest of 5 s in between
  });

  scenario('sends no more than there is memory for while the disk is slow, and is not asked for crumbs', async (world) => {
    const torrent = world.torrent({ size: 30 * KIB * KIB, pieceLength: 256 * KIB, webSeeds: [BASE] });
    const server = serve(world, torrent, { bps: 10_000_000 });
    const node = await world.makeNode({ slabs: 24 });
    node.diskMs = 400;
    await node.add(torrent);
    const waits = () => server.sentBytes - (node.torrent().content?.have.count ?? 0) * torrent.pieceLength;
    let most = 0;
    await world.until('it is complete', () => {
      most = Math.max(most, waits());
      return node.torrent().content?.isComplete === true;
    });
    expect(most).toBeGreaterThan(8 * 256 * KIB);
    expect(most).toBeLessThanOrEqual(24 * 256 * KIB);
    expect(node.differences(torrent)).toEqual([]);
    expect(server.sentBytes).toBe(torrent.totalSize);
    expect(server.requests.length).toBeLessThan(40); // 120 pieces
  });

  scenario('comes with a magnet and is used once a peer has told the details', async (world) => {
    const torrent = world.torrent({ size: 2_000_000 });
    const server = serve(world, torrent);
    const seed = await world.makeNode({ wire: { upBps: 20_000 } });
    await seed.seed(torrent);
    const node = await world.makeNode();
    await node.add(torrent, { source: { kind: 'magnet', uri: `${torrent.magnet}&ws=${encodeURIComponent(BASE)}` } });
    await world.complete([node]);
    expect(node.differences(torrent)).toEqual([]);
    expect(server.sentBytes).toBeGreaterThan(torrent.totalSize / 2);
  });

  scenario('is still known after a restart, and goes on where it was', async (world) => {
    const torrent = world.torrent({ size: 4_000_000, webSeeds: [BASE], tracker: null });
    const server = serve(world, torrent, { bps: 200_000 });
    const node = await world.makeNode();
    await node.add(torrent);
    await world.until('half is here', () => (node.torrent().content?.doneBytes ?? 0) > torrent.totalSize / 2);
    await world.quit(node);
    expect(server.open).toBe(0);
    await node.restart();
    await world.complete([node]);
    expect(server.sentBytes).toBeLessThan(torrent.totalSize * 1.4);
  });

  scenario('is not used when the person does not want it', async (world) => {
    const torrent = world.torrent({ size: 500_000, webSeeds: [BASE] });
    const server = serve(world, torrent);
    const node = await world.makeNode({ settings: { webSeeds: false } });
    await node.add(torrent);
    await world.run(60_000);
    expect(server.requests).toEqual([]);
    await node.execute('settings.set', { changes: { webSeeds: true } });
    await world.complete([node]);
  });

  scenario('keeps to the download limit', async (world) => {
    const torrent = world.torrent({ size: 4_000_000, webSeeds: [BASE] });
    serve(world, torrent, { bps: 5_000_000 });
    const node = await world.makeNode({ settings: { maxDownBps: 100_000 } });
    await node.add(torrent);
    await world.run(2_000);
    const before = node.torrent().traffic.down.total;
    await world.run(20_000);
    const bps = (node.torrent().traffic.down.total - before) / 20;
    expect(bps).toBeGreaterThan(90_000);
    expect(bps).toBeLessThan(103_000);
  });

  scenario('is held back by a limit that is set while much is on its way', async (world) => {
    const torrent = world.torrent({ size: 40_000_000, pieceLength: 256 * KIB, webSeeds: [BASE] });
    serve(world, torrent, { bps: 2_000_000 });
    const node = await world.makeNode();
    await node.add(torrent);
    await world.run(8_000);
    await node.execute('settings.set', { changes: { maxDownBps: 100_000 } });
    const before = node.torrent().traffic.down.total;
    await world.run(20_000);
    expect(node.torrent().traffic.down.total - before).toBeLessThan(100_000 * 20 * 1.1 + 200_000);
    await node.execute('settings.set', { changes: { maxDownBps: null } });
    await world.complete([node]);
    expect(node.differences(torrent)).toEqual([]);
  });
});

describe('A web seed beside peers', () => {
  scenario('shares the work: no byte comes twice but at the very end', async (world) => {
    const torrent = world.torrent({ size: 20_000_000, pieceLength: 256 * KIB, webSeeds: [BASE] });
    const server = serve(world, torrent, { bps: 500_000 });
    const seed = await world.makeNode({ wire: { upBps: 500_000 } });
    await seed.seed(torrent);
    const node = await world.makeNode();
    await node.add(torrent);
    await world.complete([node]);
    expect(node.differences(torrent)).toEqual([]);
    expect(server.sentBytes).toBeGreaterThan(torrent.totalSize / 4);
    expect(seed.torrent().traffic.up.total).toBeGreaterThan(torrent.totalSize / 4);
    expect(node.torrent().allWastedBytes).toBeLessThan(torrent.totalSize / 20);
  });

  scenario('loses its blocks to peers when it hangs', async (world) => {
    const torrent = world.torrent({ size: 3_000_000, webSeeds: [BASE] });
    serve(world, torrent, { answer: () => 'stall' });
    const seed = await world.makeNode({ wire: { upBps: 500_000 } });
    await seed.seed(torrent);
    const node = await world.makeNode();
    await node.add(torrent);
    const tookMs = await world.complete([node]);
    expect(node.differences(torrent)).toEqual([]);
    expect(tookMs).toBeLessThan(60_000);
  });

  scenario('is banned when it sends damaged data, with the reason shown; the honest peer is not', async (world) => {
    const torrent = world.torrent({ size: 4_000_000, webSeeds: [BASE] });
    const server = serve(world, torrent, { answer: () => 'corrupt' });
    const seed = await world.makeNode({ wire: { upBps: 300_000 } });
    await seed.seed(torrent);
    const node = await world.makeNode();
    const added = await node.add(torrent);
    await world.complete([node]);
    await world.run(5_000);
    expect(node.differences(torrent)).toEqual([]);
    expect(rows(node)).toMatchObject([{ client: 'Web seed (banned: it sent damaged data)', progress: 0 }]);
    expect(node.torrent().allWastedBytes).toBeLessThanOrEqual(2 * torrent.pieceLength);
    expect(added.net.candidates.isBanned(seed.address)).toBe(false);
    expect(
      node
        .torrent()
        .log_.since(0)
        .some(({ text }) => text.includes(`Banned web seed ${HOST}`)),
    ).toBe(true);
    const asked = server.requests.length;
    await node.execute('torrents.recheck', { ids: [added.id] });
    await world.run(60_000);
    expect(server.requests.length).toBe(asked);
  });

  scenario('stays banned over restarts, of the program and of the torrent, with the reason shown', async (world) => {
    const other = '192.0.2.2:8080';
    const torrent = world.torrent({ size: 4_000_000, webSeeds: [BASE, `http://${other}/files/`] });
    const server = serve(world, torrent, { answer: () => 'corrupt' });
    serve(world, torrent, { bps: 50_000 }, other);
    const node = await world.makeNode();
    const { id } = await node.add(torrent);
    await world.until('the liar is found out', () => rows(node).some(({ client }) => client.includes('banned')));
    const asked = server.requests.length;
    const expectBanned = () =>
      expect(rows(node).map(({ address, client }) => [address, client])).toEqual([
        [HOST, 'Web seed (banned: it sent damaged data)'],
        [other, 'Web seed'],
      ]);
    for (let restart = 0; restart < 2; restart++) {
      await world.quit(node);
      await node.restart();
      await world.run(3_000);
      expectBanned();
    }
    await node.execute('torrents.pause', { ids: [id] });
    await node.execute('torrents.resume', { ids: [id] });
    await world.complete([node]);
    expectBanned();
    expect(server.requests.length).toBe(asked);
    expect(node.differences(torrent)).toEqual([]);
  });

  scenario('is banned for single damaged blocks among good ones, and nobody else', async (world) => {
    const torrent = world.torrent({ size: 8_000_000, pieceLength: 512 * KIB, webSeeds: [BASE] });
    serve(world, torrent, { bps: 400_000, answer: (nth) => (nth % 2 === 1 ? 'corrupt' : 'good') });
    const seeds = await world.makeNodes(2, { wire: { upBps: 200_000 } });
    for (const seed of seeds) await seed.seed(torrent);
    const node = await world.makeNode();
    const added = await node.add(torrent);
    await world.complete([node]);
    await world.run(10_000);
    expect(node.differences(torrent)).toEqual([]);
    expect(rows(node)[0]?.client).toContain('banned');
    for (const seed of seeds) expect(added.net.candidates.isBanned(seed.address)).toBe(false);
  });
});

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
    expect(rows(node).map(({ client }) => client.split(':')[0])).toEqual(['Web seed', 'Web seed (given up']);
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
      expect(rows(node)[0]?.client).not.toContain('banned'); // all that it sent was true
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
