/** Requests under way over all torrents: never more than the cap, and shared by those who can use them. */
import { describe, expect } from 'vitest';
import type { SimTorrent } from '../support/sim/sim-torrent.js';
import { scenario, type World } from '../support/sim/world.js';

const KIB = 1024;
const MIB = 1024 * KIB;
const CAP = 48;
/** A line on which more under way would always be faster. */
const FAR = { latencyMs: 150 };

const names = (count: number) => Array.from({ length: count }, (_, i) => `t${i}`);

/** A leech over a few torrents, each with a seed of its own. */
async function stage(world: World, count: number, size = 6 * MIB) {
  const torrents = names(count).map((name) => world.torrent({ name, size, tracker: null, pieceLength: 64 * KIB }));
  const leech = await world.makeNode({ wire: FAR, mostRequests: CAP, settings: { maxActiveDownloads: null } });
  const begin = async (torrent: SimTorrent) => {
    const seed = await world.makeNode({ wire: FAR });
    await seed.seed(torrent);
    await leech.add(torrent, { peers: [seed.endpoint] });
  };
  /** Looks at the number under way every tenth of a second. */
  const watch = async (forMs: number) => {
    let most = 0;
    for (let ms = 0; ms < forMs; ms += 100) {
      most = Math.max(most, leech.requests.total);
      await world.run(100);
    }
    return most;
  };
  const down = (torrent: SimTorrent) => leech.torrent(torrent).traffic.down.total;
  return { torrents, leech, begin, watch, down };
}

describe('the blocks asked for at once', () => {
  scenario('are held to the cap of the session over several torrents, and shared evenly', async (world) => {
    const { begin, down, leech, torrents, watch } = await stage(world, 4);
    for (const torrent of torrents) await begin(torrent);
    await world.until('all move', () => torrents.every((torrent) => down(torrent) > 256 * KIB));
    const before = torrents.map(down);
    const most = await watch(10_000);
    const moved = torrents.map((torrent, i) => down(torrent) - (before[i] ?? 0));
    expect(most).toBeLessThanOrEqual(CAP);
    expect(most).toBeGreaterThan(CAP / 2);
    expect(Math.min(...moved)).toBeGreaterThan(Math.max(...moved) / 2);
    for (const torrent of torrents) await world.complete([leech], torrent);
  });

  scenario('are all for one torrent, until another wants its share', async (world) => {
    const { begin, down, leech, torrents, watch } = await stage(world, 2, 40 * MIB);
    const [first, second] = torrents;
    if (first === undefined || second === undefined) return;
    await begin(first);
    await world.until('it moves', () => down(first) > 2 * MIB);
    const start = down(first);
    await watch(4000);
    const alone = down(first) - start;
    await begin(second);
    await world.until('the other moves', () => down(second) > 2 * MIB);
    const before = [down(first), down(second)];
    expect(await watch(4000)).toBeLessThanOrEqual(CAP);
    const [one = 0, other = 0] = [first, second].map((torrent, i) => down(torrent) - (before[i] ?? 0));
    expect(one).toBeLessThan(alone * 0.85);
    expect(other).toBeGreaterThan(alone * 0.3);
    await leech.execute('torrents.pause', { ids: [leech.torrent(second).id] });
    await world.run(3000);
    const again = down(first);
    await watch(4000);
    expect(down(first) - again).toBeGreaterThan(alone * 0.8);
  });
});
