import { describe, expect } from 'vitest';
import { scenario } from '../support/sim/world.js';

const KIB = 1024;

describe('a partial seed (BEP 21)', () => {
  scenario('tells trackers that it is complete when the rest has come after all, once', async (world) => {
    const files = [
      { path: 'a', size: 256 * KIB },
      { path: 'b', size: 256 * KIB },
    ];
    const torrent = world.torrent({ pieceLength: 64 * KIB, files });
    const [seed, leech] = await world.makeNodes(2);
    if (seed === undefined || leech === undefined) throw new Error('two nodes');
    await seed.seed(torrent);
    await world.run(1000);
    const { id } = await leech.add(torrent, { wanted: [0] });
    await world.complete([leech], torrent);
    await world.run(5000);
    const told = () => world.tracker.announces.filter(({ address, event }) => address === leech.address && event === 'completed').length;
    expect(told()).toBe(0);
    await leech.execute('torrents.setPriorities', { id, files: [{ index: 1, priority: 'normal' }] });
    await world.run(1000);
    await world.complete([leech], torrent);
    await world.run(5000);
    expect([leech.torrent().content?.isWhole, told()]).toEqual([true, 1]);
  });

  scenario('tells trackers that it is one in every announce but the first and the last, which begin and end it', async (world) => {
    world.tracker.intervalSeconds = 60;
    const files = [
      { path: 'a', size: 256 * KIB },
      { path: 'b', size: 256 * KIB },
    ];
    const torrent = world.torrent({ pieceLength: 64 * KIB, files });
    const [seed, leech] = await world.makeNodes(2);
    if (seed === undefined || leech === undefined) throw new Error('two nodes');
    await seed.seed(torrent);
    await world.run(1000);
    await leech.add(torrent, { wanted: [0] });
    const told = () => world.tracker.announces.filter(({ address }) => address === leech.address);
    await world.complete([leech], torrent);
    await world.run(200_000);
    expect(told().map(({ event }) => event)).toEqual(['started', 'paused', 'paused', 'paused']);
    // it is one from the start of the next run on
    await world.settle(leech.close());
    await leech.restart();
    await world.run(200_000);
    expect(
      told()
        .slice(4)
        .map(({ event }) => event),
    ).toEqual(['stopped', 'started', 'paused', 'paused', 'paused']);
    // what it does not want is left all the same
    expect(new Set(told().map(({ leftBytes }) => leftBytes)).has(0)).toBe(false);
  });
});
