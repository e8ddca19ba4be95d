import { describe, expect } from 'vitest';
import { scenario, type World } from '../support/sim/world.js';

const KIB = 1024;
const MIB = 1024 * KIB;
const HOME = { upBps: 500_000, downBps: 2_000_000, latencyMs: 15, jitterMs: 5 };

describe('a swarm', () => {
  scenario('brings every byte from one seed to one leech, and nothing twice', async (world) => {
    const torrent = world.torrent({ size: 3 * MIB + 12_345 });
    const seed = await world.makeNode();
    const leech = await world.makeNode();
    await seed.seed(torrent);
    await world.run(1000);
    await leech.add(torrent);
    await world.complete([leech], torrent);
    expect(leech.differences(torrent)).toEqual([]);
    expect(leech.torrent().traffic.down.total).toBe(torrent.totalSize);
    expect(leech.torrent().allWastedBytes).toBe(0);
    expect(leech.events.filter(({ kind }) => kind === 'torrent-complete')).toHaveLength(1);
  });

  scenario('trades among eight leeches: the seed gives less than eight copies', async (world) => {
    const torrent = world.torrent({ size: 4 * MIB });
    const seed = await world.makeNode({ wire: HOME });
    await seed.seed(torrent);
    await world.run(500);
    const leeches = await world.makeNodes(8, { wire: HOME });
    for (const leech of leeches) await leech.add(torrent);
    await world.complete(leeches, torrent);
    for (const leech of leeches) expect(leech.differences(torrent)).toEqual([]);
    const copies = seed.torrent().traffic.uploadedBytes / torrent.totalSize;
    expect(copies).toBeLessThan(6);
    expect(leeches.filter((leech) => leech.torrent().traffic.uploadedBytes > torrent.totalSize / 16).length).toBeGreaterThan(5);
    for (const leech of leeches) expect(leech.torrent().allWastedBytes).toBeLessThan(torrent.totalSize / 10);
  });

  scenario('completes over a link that breaks every few seconds', async (world) => {
    const torrent = world.torrent({ size: 2 * MIB });
    const seed = await world.makeNode();
    const leech = await world.makeNode({ wire: { downBps: 150_000, latencyMs: 40 } });
    await seed.seed(torrent);
    await leech.add(torrent);
    breakEvery(world, 3000, () => leech.host.resetAll());
    await world.complete([leech], torrent, 300_000);
    expect(leech.differences(torrent)).toEqual([]);
    expect(leech.host.dialled.length).toBeGreaterThan(2);
  });

  scenario('completes when half of the peers vanish mid-way, unheard', async (world) => {
    const torrent = world.torrent({ size: 4 * MIB });
    const seeds = await world.makeNodes(2, { wire: HOME });
    for (const seed of seeds) await seed.seed(torrent);
    await world.run(500);
    const leeches = await world.makeNodes(6, { wire: HOME });
    for (const leech of leeches) await leech.add(torrent);
    await world.until('some is there', () => leeches.some((leech) => (leech.torrent().content?.have.count ?? 0) > 20));
    for (const node of [seeds[0], ...leeches.slice(0, 3)]) node?.kill();
    const left = leeches.slice(3);
    await world.complete(left, torrent, 400_000);
    for (const leech of left) expect(leech.differences(torrent)).toEqual([]);
  });

  scenario('meets behind one address: several peers on one host, and ourselves among those a tracker names', async (world) => {
    const torrent = world.torrent({ size: MIB });
    const nodes = [];
    for (const listenPort of [7001, 7002, 7003]) nodes.push(await world.makeNode({ address: '10.9.9.9', settings: { listenPort } }));
    const [seed, ...leeches] = nodes;
    await seed?.seed(torrent);
    await world.run(1000);
    for (const leech of leeches) await leech.add(torrent);
    await world.complete(leeches, torrent);
    for (const node of nodes) expect([...node.torrent().net.candidates.bans()]).toEqual([]);
  });

  scenario('keeps one connection where two meet half-way, and does not dial it again and again', async (world) => {
    const torrent = world.torrent({ size: 8 * MIB });
    const wire = { upBps: 20_000, latencyMs: 50, jitterMs: 0 };
    const [a, b] = await world.makeNodes(2, { wire });
    await a?.add(torrent);
    await b?.add(torrent);
    await a?.execute('torrents.addPeers', { id: a.torrent().id, peers: [b?.endpoint ?? ''] });
    await b?.execute('torrents.addPeers', { id: b.torrent().id, peers: [a?.endpoint ?? ''] });
    await world.run(120_000);
    for (const node of [a, b]) {
      expect(node?.torrent().net.swarm.peers.size).toBe(1);
      expect(node?.host.dialled.length).toBeLessThan(8);
    }
  });

  scenario('does not stay connected as a seed with a seed', async (world) => {
    const torrent = world.torrent({ size: MIB });
    const seeds = await world.makeNodes(2);
    for (const seed of seeds) await seed.seed(torrent);
    const leech = await world.makeNode();
    await leech.add(torrent);
    await world.complete([leech], torrent);
    await world.run(60_000);
    for (const node of world.nodes) expect(node.session.view().connections).toBe(0);
    expect(world.nodes.map((node) => node.host.dialled.length).reduce((a, b) => a + b)).toBeLessThan(10);
    const late = await world.makeNode();
    await late.add(torrent);
    await world.complete([late], torrent, 30_000);
  });
});

function breakEvery(world: World, everyMs: number, cut: () => void): void {
  world.clock.after(everyMs, () => {
    cut();
    breakEvery(world, everyMs, cut);
  });
}
