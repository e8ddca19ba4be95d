import { describe, expect } from 'vitest';
import type { SimNode } from '../support/sim/sim-node.js';
import type { SimTorrent } from '../support/sim/sim-torrent.js';
import { scenario, type World } from '../support/sim/world.js';

const KIB = 1024;

const several = (world: World, count: number, size = 512 * KIB): SimTorrent[] =>
  Array.from({ length: count }, (_, i) => world.torrent({ name: `t${i}`, size }));
const states = (node: SimNode, torrents: readonly SimTorrent[]) => torrents.map((torrent) => node.torrent(torrent).state.kind);
const placeOf = (node: SimNode, torrent: SimTorrent) => node.torrent(torrent).standing.place;

/** A leech with some downloads that nobody can serve yet. */
async function waiting(world: World, count: number, settings: object) {
  const torrents = several(world, count);
  const node = await world.makeNode({ settings: { maxActiveDownloads: 2, slowBps: 0, ...settings } });
  for (const torrent of torrents) await node.add(torrent);
  await world.run(1000);
  return { node, torrents };
}

describe('the queue', () => {
  scenario('runs as many downloads as the limit says, in the order in which they were added', async (world) => {
    const { node, torrents } = await waiting(world, 5, {});
    expect(states(node, torrents)).toEqual(['running', 'running', 'queued', 'queued', 'queued']);
    expect(torrents.map((torrent) => placeOf(node, torrent))).toEqual([0, 0, 1, 2, 3]);
  });

  scenario('lets the next one start as soon as one is complete, until all are', async (world) => {
    const torrents = several(world, 5);
    const seed = await world.makeNode();
    for (const torrent of torrents) await seed.seed(torrent);
    const leech = await world.makeNode({ settings: { maxActiveDownloads: 1 } });
    for (const torrent of torrents) await leech.add(torrent);
    let most = 0;
    await world.until('all are complete', () => {
      const loading = torrents.filter((torrent) => leech.torrent(torrent).state.kind === 'running' && !leech.isComplete(torrent));
      most = Math.max(most, loading.length);
      return torrents.every((torrent) => leech.isComplete(torrent));
    });
    expect(most).toBe(1);
    for (const torrent of torrents) expect(leech.differences(torrent)).toEqual([]);
  });

  scenario('does not count one that has been slow for a minute, and takes its place back when it is not', async (world) => {
    const torrents = several(world, 3, 4 * 1024 * KIB);
    const [dead, next, last] = torrents as [SimTorrent, SimTorrent, SimTorrent];
    const leech = await world.makeNode({ settings: { maxActiveDownloads: 1, slowBps: 2000 } });
    for (const torrent of torrents) await leech.add(torrent);
    await world.run(50_000);
    expect(states(leech, torrents)).toEqual(['running', 'queued', 'queued']);
    await world.run(15_000);
    expect(states(leech, torrents)).toEqual(['running', 'running', 'queued']);
    // now the first one finds a seed after all
    const seed = await world.makeNode({ settings: { maxUpBps: 20_000 } });
    await seed.seed(dead);
    leech.torrent(dead).addPeers([{ host: seed.address, port: 6881 }]);
    await world.until('it moves', () => leech.torrent(dead).traffic.down.bps(world.clock.now()) > 5000);
    await world.run(2000);
    expect(leech.torrent(next).state.kind).toBe('queued');
    expect(leech.torrent(last).state.kind).toBe('queued');
  });

  scenario('moves torrents, and remembers the order when it starts again', async (world) => {
    const { node, torrents } = await waiting(world, 5, {});
    const ids = torrents.map((torrent) => node.torrent(torrent).id);
    await node.execute('torrents.moveInQueue', { ids: [ids[4] ?? (ids[0] as never)], to: 'top' });
    await world.run(300);
    expect(states(node, torrents)).toEqual(['running', 'queued', 'queued', 'queued', 'running']);
    await node.execute('torrents.moveInQueue', { ids: [ids[3] as never], to: 'up' });
    await world.run(300);
    expect(torrents.map((torrent) => placeOf(node, torrent))).toEqual([0, 1, 3, 2, 0]);
    await node.execute('torrents.moveInQueue', { ids: [ids[0] as never], to: 'bottom' });
    await world.run(300);
    expect(torrents.map((torrent) => placeOf(node, torrent))).toEqual([3, 0, 2, 1, 0]);
    await world.run(6000);
    await world.settle(node.close());
    await node.restart();
    await world.run(1000);
    expect(torrents.map((torrent) => placeOf(node, torrent))).toEqual([3, 0, 2, 1, 0]);
  });

  scenario('is ignored by what a person forces to start, also after a restart, until it is resumed as usual', async (world) => {
    const { node, torrents } = await waiting(world, 4, {});
    const id = node.torrent(torrents[3]).id;
    await node.execute('torrents.forceStart', { ids: [id] });
    expect(states(node, torrents)).toEqual(['running', 'running', 'queued', 'running']);
    await world.run(6000);
    await world.settle(node.close());
    await node.restart();
    await world.run(1000);
    expect(states(node, torrents)).toEqual(['running', 'running', 'queued', 'running']);
    await node.execute('torrents.resume', { ids: [id] });
    await world.run(300);
    expect(states(node, torrents)).toEqual(['running', 'running', 'queued', 'queued']);
  });

  scenario('tells queued from paused, and takes nobody in who is paused', async (world) => {
    const { node, torrents } = await waiting(world, 3, {});
    const ids = torrents.map((torrent) => node.torrent(torrent).id);
    await node.execute('torrents.pause', { ids: [ids[2] as never] });
    await node.execute('torrents.pause', { ids: [ids[0] as never] });
    await world.run(500);
    expect(states(node, torrents)).toEqual(['paused', 'running', 'paused']);
    await node.execute('torrents.resume', { ids: [ids[0] as never, ids[2] as never] });
    await world.run(500);
    expect(states(node, torrents)).toEqual(['running', 'running', 'queued']);
  });

  scenario('follows its limits when they change', async (world) => {
    const { node, torrents } = await waiting(world, 4, {});
    await node.execute('settings.set', { changes: { maxActiveDownloads: 3 } });
    await world.run(300);
    expect(states(node, torrents)).toEqual(['running', 'running', 'running', 'queued']);
    await node.execute('settings.set', { changes: { maxActiveTorrents: 1 } });
    await world.run(300);
    expect(states(node, torrents)).toEqual(['running', 'queued', 'queued', 'queued']);
    await node.execute('settings.set', { changes: { maxActiveDownloads: null, maxActiveTorrents: null } });
    await world.run(300);
    expect(states(node, torrents)).toEqual(['running', 'running', 'running', 'running']);
  });

  scenario('has a limit of its own for seeds', async (world) => {
    const torrents = several(world, 3);
    const node = await world.makeNode({ settings: { maxActiveUploads: 2, slowBps: 0 } });
    for (const torrent of torrents) await node.seed(torrent);
    await world.run(2000);
    expect(states(node, torrents)).toEqual(['running', 'running', 'queued']);
  });

  scenario('checks one torrent after the other', async (world) => {
    const torrents = several(world, 4, 2048 * KIB);
    const node = await world.makeNode();
    for (const torrent of torrents) await node.seed(torrent);
    let most = 0;
    await world.until('all are checked', () => {
      most = Math.max(most, states(node, torrents).filter((state) => state === 'checking').length);
      return states(node, torrents).every((state) => state === 'running');
    });
    const ids = torrents.map((torrent) => node.torrent(torrent).id);
    await node.execute('torrents.recheck', { ids });
    expect(states(node, torrents)).toEqual(['checking', 'check-queued', 'check-queued', 'check-queued']);
    await world.until('all are checked again', () => states(node, torrents).every((state) => state === 'running'));
    expect(most).toBeLessThanOrEqual(1);
  });
});
