/** Many seeds at once, more than there is memory or room for requests: everybody has its turn. */
import { describe, expect } from 'vitest';
import type { NodeOptions } from '../support/sim/world.js';
import { scenario, type World } from '../support/sim/world.js';

const KIB = 1024;
const MIB = 1024 * KIB;
const SEEDS = 100;

/** Blocks that each of a hundred seeds gave by the end, the fewest first. */
async function givenBy(world: World, pieceLength: number, options: NodeOptions): Promise<readonly number[]> {
  const torrent = world.torrent({ size: 96 * MIB, pieceLength, tracker: null });
  // The seeds speak no encryption: where it is preferred each is dialled twice, and the last of them are there later.
  const leech = await world.makeNode({ wire: { downBps: 100_000_000 }, settings: { encryption: 'disable' }, ...options });
  leech.diskMs = 100; // what has come keeps its memory meanwhile
  await leech.add(torrent);
  const seeds = [];
  for (let i = 0; i < SEEDS; i++) seeds.push(await world.makeScripted(torrent, {}, { latencyMs: 1 }));
  await leech.execute('torrents.addPeers', { id: leech.torrent().id, peers: seeds.map(({ address }) => `${address}:6881`) });
  await world.complete([leech], torrent);
  expect(leech.differences(torrent)).toEqual([]);
  return seeds.map(({ answered }) => answered).sort((a, b) => a - b);
}

describe('each of a hundred seeds is asked for its part', () => {
  // of 61 blocks, were all quite alike
  const FAIR = 30;

  for (const [pieceLength, slabs] of [
    [64 * KIB, 24],
    [256 * KIB, 16],
    [MIB, 48],
  ] as const) {
    scenario(`with pieces of ${pieceLength / KIB} KiB and memory for a few of them`, async (world) => {
      const given = await givenBy(world, pieceLength, { slabs });
      expect(given[0]).toBeGreaterThan(FAIR);
    });
  }

  scenario('with room for 128 requests in all', async (world) => {
    const given = await givenBy(world, MIB, { mostRequests: SEEDS + 28 });
    expect(given[0]).toBeGreaterThan(FAIR);
  });
});
