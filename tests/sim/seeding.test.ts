import { describe, expect } from 'vitest';
import type { Settings } from '../../engine/api/settings.js';
import type { SimNode } from '../support/sim/sim-node.js';
import { scenario, type World } from '../support/sim/world.js';

const KIB = 1024;
const MINUTE_MS = 60_000;

async function makeSeed(world: World, settings: Partial<Settings>) {
  const torrent = world.torrent({ size: 1024 * KIB });
  const seed = await world.makeNode({ settings });
  await seed.seed(torrent);
  await world.run(2000);
  return { seed, torrent };
}
const stateOf = (node: SimNode) => node.torrent().state.kind;

describe('seeding goals', () => {
  scenario('stop a torrent that has given as many bytes as asked', async (world) => {
    const { seed, torrent } = await makeSeed(world, { goalRatio: 2 });
    const leeches = await world.makeNodes(2, { settings: { maxUpBps: 1, pex: false } });
    for (const leech of leeches) await leech.add(torrent);
    await world.complete(leeches, torrent);
    await world.run(6000);
    expect(seed.torrent().traffic.uploadedBytes).toBeGreaterThanOrEqual(2 * torrent.totalSize);
    expect(stateOf(seed)).toBe('paused');
  });

  scenario('count the time spent seeding over restarts, and not while it is paused', async (world) => {
    const { seed } = await makeSeed(world, { goalSeedMinutes: 10 });
    const { id } = seed.torrent();
    await world.run(4 * MINUTE_MS);
    await seed.execute('torrents.pause', { ids: [id] });
    await world.run(60 * MINUTE_MS);
    await seed.execute('torrents.resume', { ids: [id] });
    await world.run(3 * MINUTE_MS);
    await world.settle(seed.close());
    await world.run(60 * MINUTE_MS);
    await seed.restart();
    await world.run(2 * MINUTE_MS);
    expect(stateOf(seed)).toBe('running');
    await world.run(1.5 * MINUTE_MS);
    expect(stateOf(seed)).toBe('paused');
  });

  scenario('stop one that nobody takes anything from, however long it was busy before', async (world) => {
    const { seed, torrent } = await makeSeed(world, { goalIdleMinutes: 5, maxUpBps: 3000 });
    const leech = await world.makeNode();
    await leech.add(torrent);
    await world.complete([leech], torrent);
    expect(stateOf(seed)).toBe('running');
    await world.run(4 * MINUTE_MS);
    expect(stateOf(seed)).toBe('running');
    await world.run(1.5 * MINUTE_MS);
    expect(stateOf(seed)).toBe('paused');
  });

  scenario('of one torrent replace those of the settings, and can take it out of the list; its files stay', async (world) => {
    const { seed, torrent } = await makeSeed(world, { goalSeedMinutes: 1000 });
    const goals = { ratio: null, seedMinutes: 3, idleMinutes: null, action: 'remove' } as const;
    await seed.execute('torrents.setGoals', { ids: [seed.torrent().id], goals });
    await world.run(2 * MINUTE_MS);
    expect(seed.session.registry.size).toBe(1);
    await world.run(2 * MINUTE_MS);
    expect(seed.session.registry.size).toBe(0);
    expect(seed.differences(torrent)).toEqual([]);
  });

  scenario('do not stop what a person starts again after it has reached them', async (world) => {
    const { seed } = await makeSeed(world, { goalSeedMinutes: 2 });
    await world.run(3 * MINUTE_MS);
    expect(stateOf(seed)).toBe('paused');
    await seed.execute('torrents.resume', { ids: [seed.torrent().id] });
    await world.run(10 * MINUTE_MS);
    expect(stateOf(seed)).toBe('running');
  });
});

describe('the all-time statistics', () => {
  scenario('add up what was moved over restarts and removals', async (world) => {
    const { seed, torrent } = await makeSeed(world, {});
    const leech = await world.makeNode();
    await leech.add(torrent);
    await world.complete([leech], torrent);
    await world.settle(leech.execute('torrents.remove', { ids: [leech.torrent().id], deleteData: true }));
    await world.run(1000);
    await world.settle(leech.close());
    await leech.restart();
    await leech.add(torrent, { peers: [seed.endpoint] });
    await world.complete([leech], torrent);
    await world.run(100_000);
    const { allTime } = leech.session.view();
    expect(allTime.downloadedBytes).toBe(2 * torrent.totalSize);
    expect(allTime.sessions).toBe(2);
    expect(allTime.activeSeconds).toBeGreaterThanOrEqual(100);
    expect(allTime.activeSeconds).toBeLessThan(200);
    expect(seed.session.view().allTime.uploadedBytes).toBe(2 * torrent.totalSize);
  });

  scenario('lose ten minutes at most when it is killed', async (world) => {
    const { seed, torrent } = await makeSeed(world, {});
    const leech = await world.makeNode();
    await leech.add(torrent);
    await world.complete([leech], torrent);
    await world.run(11 * MINUTE_MS);
    leech.kill();
    await leech.restart();
    expect(leech.session.view().allTime).toMatchObject({ downloadedBytes: torrent.totalSize, sessions: 2 });
    expect(seed.isAlive).toBe(true);
  });
});

describe('a record', () => {
  scenario('is there again for a torrent that came back after it was removed', async (world) => {
    const { seed } = await makeSeed(world, {});
    const { id } = seed.torrent();
    await world.settle(seed.execute('torrents.remove', { ids: [id], deleteData: false }));
    expect(seed.state.records()).toEqual([]);
    await seed.execute('torrents.restore', { ids: [id] });
    await world.run(2000);
    expect(seed.state.records().map((record) => record.id)).toEqual([id]);
  });

  scenario('is not written again for a seed that is found as it was left', async (world) => {
    const { seed } = await makeSeed(world, {});
    await world.run(20_000);
    await world.settle(seed.close());
    const { saves } = seed.state;
    await seed.restart();
    await world.run(30 * MINUTE_MS);
    expect(stateOf(seed)).toBe('running');
    expect(seed.state.saves).toBe(saves);
  });

  scenario('is written every ten minutes at most for what was moved alone', async (world) => {
    const { seed, torrent } = await makeSeed(world, { maxUpBps: 2000 });
    const leech = await world.makeNode();
    await leech.add(torrent);
    await world.run(20_000);
    const { saves } = seed.state;
    await world.run(8 * MINUTE_MS);
    expect(seed.state.saves - saves).toBeLessThanOrEqual(1);
    await world.run(4 * MINUTE_MS);
    expect(seed.state.saves - saves).toBeGreaterThanOrEqual(1);
  });
});
