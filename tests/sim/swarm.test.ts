import { describe, expect } from 'vitest';
import { scenario } from '../support/sim/world.js';

const MIB = 1024 * 1024;

describe('a swarm', () => {
  scenario('brings every byte from one seed to one leech', async (world) => {
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
  });
});
