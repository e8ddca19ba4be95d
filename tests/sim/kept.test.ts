/** Large pieces that are under way survive what ends a run: their parts on the disk are not fetched again. */
import { describe, expect } from 'vitest';
import type { SimNode } from '../support/sim/sim-node.js';
import { scenario, type World } from '../support/sim/world.js';

const MIB = 1024 * 1024;
const RATE = 400_000;
const BLOCK = 16 * 1024;
const SHAPE = { size: 36 * MIB, pieceLength: 16 * MIB };

async function halfWay(world: World): Promise<{ leech: SimNode; torrent: ReturnType<World['torrent']>; got: number }> {
  const torrent = world.torrent(SHAPE);
  const seed = await world.makeNode({ wire: { upBps: RATE } });
  await seed.seed(torrent);
  const leech = await world.makeNode();
  await leech.add(torrent);
  await world.until('12 MiB are here', () => leech.torrent().traffic.down.total > 12 * MIB);
  return { leech, torrent, got: leech.torrent().traffic.down.total };
}

describe('parts of large pieces', () => {
  scenario('are kept when it is killed: five seconds of traffic are lost at most', async (world) => {
    const { leech, torrent, got } = await halfWay(world);
    // the last piece is short: where it was chosen first it is whole by now, and the rest lies in parts of the others
    expect([0, 1].filter((piece) => leech.torrent().content?.have.has(piece))).toEqual([]);
    leech.kill();
    await world.run(3000);
    await leech.restart();
    await world.complete([leech], torrent, 900_000);
    expect(leech.differences(torrent)).toEqual([]);
    // a checkpoint every five seconds, one under way, and extents that were filling
    expect(leech.torrent().traffic.down.total).toBeLessThan(torrent.totalSize - got + 6 * RATE + 4 * 256 * 1024);
    expect([...leech.torrent().net.candidates.bans()]).toEqual([]);
  });

  scenario('are kept through a pause and an orderly end', async (world) => {
    const { leech, torrent, got } = await halfWay(world);
    await leech.execute('torrents.pause', { ids: [leech.torrent().id] });
    await world.run(1000);
    await leech.execute('torrents.resume', { ids: [leech.torrent().id] });
    await world.run(2000);
    await world.settle(leech.close());
    await leech.restart();
    await world.complete([leech], torrent, 900_000);
    expect(leech.differences(torrent)).toEqual([]);
    expect(leech.torrent().traffic.down.total).toBeLessThan(torrent.totalSize - got + 2 * MIB);
  });

  scenario('that were changed meanwhile cost their piece, and nobody is blamed', async (world) => {
    const { leech, torrent } = await halfWay(world);
    const isHad = (at: number) => leech.torrent().content?.have.has(Math.floor(at / SHAPE.pieceLength)) ?? false;
    const changed = Array.from({ length: SHAPE.size / BLOCK }, (_, block) => block * BLOCK).filter((at) => !isHad(at));
    leech.kill();
    const file = leech.disk.get(`/downloads/${torrent.files[0]?.path}`);
    for (const at of changed) if (file !== undefined && at < file.length) file[at] = (file[at] ?? 0) ^ 0xff;
    await world.run(1000);
    await leech.restart();
    await world.complete([leech], torrent, 900_000);
    expect(leech.differences(torrent)).toEqual([]);
    expect([...leech.torrent().net.candidates.bans()]).toEqual([]);
  });
});
