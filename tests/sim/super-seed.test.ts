import { describe, expect } from 'vitest';
import type { SimNode } from '../support/sim/sim-node.js';
import type { SimTorrent } from '../support/sim/sim-torrent.js';
import { scenario, type World } from '../support/sim/world.js';

const MIB = 1024 * 1024;
const HOME = { upBps: 500_000, downBps: 2_000_000, latencyMs: 15, jitterMs: 5 };

/** Eight leeches and a seed; copies of the payload the seed had sent when the first leech was complete, and when all were. */
async function copies(world: World, superSeed: boolean): Promise<{ first: number; all: number; seed: SimNode; torrent: SimTorrent }> {
  const torrent = world.torrent({ size: 8 * MIB });
  const seed = await world.makeNode({ wire: HOME });
  const { id } = await seed.seed(torrent);
  await seed.execute('torrents.setOptions', { ids: [id], superSeed });
  await world.run(500);
  const leeches = await world.makeNodes(8, { wire: HOME });
  for (const leech of leeches) await leech.add(torrent);
  const sent = () => seed.torrent().traffic.uploadedBytes / torrent.totalSize;
  await world.until('one has everything', () => leeches.some((leech) => leech.isComplete(torrent)), 300_000);
  const first = sent();
  await world.complete(leeches, torrent, 300_000);
  for (const leech of leeches) expect(leech.differences(torrent)).toEqual([]);
  return { first, all: sent(), seed, torrent };
}

describe('super-seeding', () => {
  scenario('sends hardly more than one copy until there is another seed', async (world) => {
    const { first, all } = await copies(world, true);
    expect(first).toBeGreaterThanOrEqual(1);
    expect(first).toBeLessThan(1.2);
    expect(all).toBeLessThan(1.5);
  });

  scenario('where it is off, the same seed sends more', async (world) => {
    const { first } = await copies(world, false);
    expect(first).toBeGreaterThan(1.3);
  });

  scenario('ends with the first other seed: newcomers see all that we have', async (world) => {
    const { seed, torrent } = await copies(world, true);
    expect([seed.torrent().superSeed, seed.torrent().net.swarm.talk.isSuperSeeding]).toEqual([true, false]);
    const late = await world.makeNode({ wire: HOME });
    await late.add(torrent);
    await world.complete([late], torrent, 300_000);
  });

  scenario('brings everything to a lone leech', async (world) => {
    const torrent = world.torrent({ size: 2 * MIB });
    const seed = await world.makeNode();
    const { id } = await seed.seed(torrent);
    await seed.execute('torrents.setOptions', { ids: [id], superSeed: true });
    await world.run(500);
    const leech = await world.makeNode();
    await leech.add(torrent);
    await world.complete([leech], torrent, 60_000);
    expect(leech.differences(torrent)).toEqual([]);
  });

  scenario('is remembered, and can be taken back while it is going on', async (world) => {
    const torrent = world.torrent({ size: 4 * MIB });
    const seed = await world.makeNode({ wire: HOME });
    const { id } = await seed.seed(torrent);
    await seed.execute('torrents.setOptions', { ids: [id], superSeed: true });
    await world.run(500);
    await world.settle(seed.close(), 10_000);
    await seed.restart();
    await world.run(500);
    expect(seed.torrent().superSeed).toBe(true);
    const leech = await world.makeNode({ wire: HOME });
    await leech.add(torrent);
    await world.until('some is there', () => (leech.torrent().content?.have.count ?? 0) > 4);
    const view = () => [...leech.torrent().net.swarm.peers.values()][0]?.machine.pieces.count ?? 0;
    expect(view()).toBeLessThan(torrent.pieceCount);
    await seed.execute('torrents.setOptions', { ids: [id], superSeed: false });
    await world.until('the leech sees all', () => view() === torrent.pieceCount, 5_000);
    await world.complete([leech], torrent, 60_000);
  });
});
