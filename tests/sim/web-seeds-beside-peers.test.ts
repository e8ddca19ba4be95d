/** Web seeds (BEP 19) beside peers: who brings what, and who is banned for damage. */
import { describe, expect } from 'vitest';
import { BASE, HOST, serve, webSeedRows } from '../support/sim/web-seeding.js';
import { scenario } from '../support/sim/world.js';

const KIB = 1024;

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
    expect(webSeedRows(node)).toMatchObject([{ client: 'Web seed (banned: it sent damaged data)', progress: 0 }]);
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
    await world.until('the liar is found out', () => webSeedRows(node).some(({ client }) => client.includes('banned')));
    const asked = server.requests.length;
    const expectBanned = () =>
      expect(webSeedRows(node).map(({ address, client }) => [address, client])).toEqual([
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
    expect(webSeedRows(node)[0]?.client).toContain('banned');
    for (const seed of seeds) expect(added.net.candidates.isBanned(seed.address)).toBe(false);
  });
});
