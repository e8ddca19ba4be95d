/** Web seeds (BEP 19) alone: what they are asked for, how fast, and where they are known from. */
import { describe, expect } from 'vitest';
import { BASE, HOST, serve, webSeedRows } from '../support/sim/web-seeding.js';
import { scenario } from '../support/sim/world.js';

const KIB = 1024;

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
    expect(webSeedRows(node)).toMatchObject([{ address: HOST, client: 'Web seed', downloadedBytes: torrent.totalSize, incoming: false }]);
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
    expect(webSeedRows(node)).toHaveLength(1);
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
