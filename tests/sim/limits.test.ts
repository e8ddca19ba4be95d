import { describe, expect } from 'vitest';
import { scenario, type World } from '../support/sim/world.js';

const MIB = 1024 * 1024;
const SETTLE_MS = 1000;
const MEASURE_MS = 10_000;

/**
 * Bytes a second over ten seconds, after a second of settling. At low rates whole blocks are few (one in 0.8 s at
 * 20 kB/s), so the time is taken from the change before the first to the last change that was seen.
 */
async function measure(world: World, total: () => number): Promise<number> {
  await world.until('something moves', () => total() > 0);
  await world.run(SETTLE_MS);
  const start = await nextChange(world, total);
  let last = start;
  while (last.at - start.at < MEASURE_MS) last = await nextChange(world, total);
  return ((last.bytes - start.bytes) * 1000) / (last.at - start.at);
}

async function nextChange(world: World, total: () => number): Promise<{ at: number; bytes: number }> {
  const before = total();
  for (let waited = 0; total() === before; waited += 10) {
    if (waited > 20_000) throw new Error('nothing moves any more');
    await world.run(10);
  }
  await world.run(20); // a block comes in several reads
  return { at: world.clock.now(), bytes: total() };
}

const RATES = [20_000, 1_000_000];

describe('rate limits', () => {
  for (const rateBps of RATES) {
    for (const peers of [1, 8]) {
      scenario(`hold downloads at ${rateBps} bytes a second within 2 %, from ${peers} peers`, async (world) => {
        const torrent = world.torrent({ size: rateBps === 20_000 ? 2 * MIB : 24 * MIB, pieceLength: 256 * 1024 });
        const seeds = await world.makeNodes(peers);
        for (const seed of seeds) await seed.seed(torrent);
        await world.run(1000);
        const leech = await world.makeNode({ settings: { maxDownBps: rateBps } });
        await leech.add(torrent);
        const measured = await measure(world, () => leech.torrent().traffic.down.total);
        expect(measured / rateBps).toBeGreaterThan(0.98);
        expect(measured / rateBps).toBeLessThan(1.02);
      });

      scenario(`hold uploads at ${rateBps} bytes a second within 2 %, to ${peers} peers`, async (world) => {
        const torrent = world.torrent({ size: rateBps === 20_000 ? 2 * MIB : 24 * MIB, pieceLength: 256 * 1024 });
        const seed = await world.makeNode({ settings: { maxUpBps: rateBps } });
        await seed.seed(torrent);
        await world.run(1000);
        const leeches = await world.makeNodes(peers);
        for (const leech of leeches) await leech.add(torrent);
        const measured = await measure(world, () => seed.torrent().traffic.uploadedBytes);
        expect(measured / rateBps).toBeGreaterThan(0.98);
        expect(measured / rateBps).toBeLessThan(1.02);
      });
    }
  }

  scenario('share what is sent among all who are unchoked', async (world) => {
    const torrent = world.torrent({ size: 8 * MIB });
    const seed = await world.makeNode({ settings: { maxUpBps: 160_000 } });
    await seed.seed(torrent);
    await world.run(500);
    const leeches = await world.makeNodes(5, { settings: { maxUpBps: 1 } });
    for (const leech of leeches) await leech.add(torrent);
    await world.run(40_000);
    const shares = leeches.map((leech) => leech.torrent().traffic.down.total);
    expect(Math.min(...shares)).toBeGreaterThan(Math.max(...shares) / 2);
  });

  scenario('are shared by two torrents, in both directions', async (world) => {
    const torrents = ['one', 'two'].map((name) => world.torrent({ name, size: 8 * MIB }));
    const middle = await world.makeNode({ settings: { maxDownBps: 200_000, maxUpBps: 100_000 } });
    const seeds = await world.makeNodes(2);
    const takers = await world.makeNodes(2);
    for (const [i, torrent] of torrents.entries()) {
      await seeds[i]?.seed(torrent);
      await middle.add(torrent, { peers: [seeds[i]?.endpoint ?? ''] });
    }
    await world.run(20_000);
    for (const [i, torrent] of torrents.entries()) await takers[i]?.add({ ...torrent }, { peers: [middle.endpoint] });
    const down = () => torrents.map((torrent) => middle.torrent(torrent).traffic.down.total);
    const start = down();
    await world.run(10_000);
    const [first = 0, second = 0] = down().map((bytes, i) => bytes - (start[i] ?? 0));
    expect((first + second) / 10 / 200_000).toBeGreaterThan(0.95);
    expect((first + second) / 10 / 200_000).toBeLessThan(1.05);
    expect(Math.min(first, second)).toBeGreaterThan(Math.max(first, second) * 0.7);
  });

  scenario('of one torrent leave the other alone', async (world) => {
    const torrents = ['one', 'two'].map((name) => world.torrent({ name, size: 6 * MIB }));
    const seed = await world.makeNode();
    for (const torrent of torrents) await seed.seed(torrent);
    await world.run(500);
    const leech = await world.makeNode();
    for (const torrent of torrents) await leech.add(torrent);
    const id = leech.torrent(torrents[0]).id;
    await leech.execute('torrents.setLimits', { ids: [id], maxDownBps: 50_000, maxUpBps: null });
    await world.complete([leech], torrents[1], 20_000);
    expect(leech.torrent(torrents[0]).traffic.down.total).toBeLessThan(1_200_000);
    await leech.execute('torrents.setLimits', { ids: [id], maxDownBps: null, maxUpBps: null });
    await world.complete([leech], torrents[0], 20_000);
  });
});
