/** A complete torrent that nobody needs lets go of what is long in it, and has it again when somebody comes. */
import { describe, expect } from 'vitest';
import type { DetailsDelta, DetailsView, ViewMessage } from '../../engine/api/view-messages.js';
import { atRest } from '../../engine/resume/at-rest.js';
import { buildOverview, buildRow } from '../../engine/torrent/torrent-view-builder.js';
import { addWebSeeds, setTrackers } from '../../engine/torrent/torrent-wishes.js';
import type { SimNode } from '../support/sim/sim-node.js';
import { SAVE_PATH } from '../support/sim/sim-node.js';
import type { SimTorrent } from '../support/sim/sim-torrent.js';
import { scenario, type World } from '../support/sim/world.js';

const KIB = 1024;
const FILES = [
  { path: 'a', size: 300 * KIB },
  { path: 'b', size: 200 * KIB },
];
const MINUTES = 60_000;

const isAway = (node: SimNode) => node.torrent().content?.body === null && node.torrent().details.long === null;

/** A seed whose details have been put away. */
async function restingSeed(world: World, torrent: SimTorrent): Promise<SimNode> {
  const seed = await world.makeNode();
  for (const file of torrent.files) seed.disk.set(`${SAVE_PATH}/${file.path}`, file.bytes.slice());
  await seed.add(torrent);
  await world.complete([seed], torrent);
  await world.until('its details are put away', () => isAway(seed), 5 * MINUTES);
  return seed;
}
const small = (world: World) => world.torrent({ files: FILES, pieceLength: 32 * KIB, tracker: null });

async function fetchFrom(world: World, seed: SimNode, torrent: SimTorrent): Promise<SimNode> {
  const leech = await world.makeNode();
  await leech.add(torrent, { peers: [seed.endpoint] });
  await world.complete([leech], torrent);
  expect(leech.differences(torrent)).toEqual([]);
  return leech;
}

describe('a complete torrent that nobody needs', () => {
  scenario('gives a peer that dials in all it asks for, and lets go again afterwards', async (world) => {
    const torrent = small(world);
    const seed = await restingSeed(world, torrent);
    const row = buildRow(seed.torrent(), world.clock.now());
    expect(row).toMatchObject({ name: 'payload', sizeBytes: 500 * KIB, doneBytes: 500 * KIB, status: { kind: 'seeding' } });
    const leech = await fetchFrom(world, seed, torrent);
    expect(isAway(seed)).toBe(false);
    await world.quit(leech);
    await world.until('both are put away', () => isAway(seed), 5 * MINUTES);
    await fetchFrom(world, seed, torrent);
  });

  scenario('passes its description on to a peer that has only a magnet', async (world) => {
    const torrent = small(world);
    const seed = await restingSeed(world, torrent);
    const leech = await world.makeNode();
    await leech.add(torrent, { source: { kind: 'magnet', uri: torrent.magnet }, peers: [seed.endpoint] });
    await world.complete([leech], torrent);
    expect(leech.differences(torrent)).toEqual([]);
  });

  scenario('dials those it hears of', async (world) => {
    const torrent = small(world);
    const seed = await restingSeed(world, torrent);
    const leech = await world.makeNode();
    await leech.add(torrent);
    await seed.execute('torrents.addPeers', { id: seed.torrent().id, peers: [leech.endpoint] });
    await world.complete([leech], torrent);
  });

  scenario('reads its details once for many that come together', async (world) => {
    const torrent = small(world);
    const seed = await restingSeed(world, torrent);
    const leeches = await world.makeNodes(5);
    const before = seed.state.loads;
    for (const leech of leeches) await leech.add(torrent, { peers: [seed.endpoint] });
    await world.complete(leeches, torrent);
    expect(seed.state.loads - before).toBe(1);
  });

  scenario('stays as it is while a peer is connected, and while it is not saved', async (world) => {
    const torrent = small(world);
    const seed = await world.makeNode();
    await seed.seed(torrent);
    const leech = await world.makeNode({ settings: { maxDownBps: 1000 } });
    await leech.add(torrent, { peers: [seed.endpoint] });
    await world.run(3 * MINUTES);
    expect([isAway(seed), isAway(leech)]).toEqual([false, false]);
  });

  scenario('is rechecked, and finds what was damaged', async (world) => {
    const torrent = small(world);
    const seed = await restingSeed(world, torrent);
    seed.disk.get(`${SAVE_PATH}/payload/a`)?.fill(7, 0, 10);
    await seed.execute('torrents.recheck', { ids: [seed.torrent().id] });
    await world.until('it was checked', () => seed.torrent().state.kind === 'running', 60_000);
    expect(seed.torrent().content?.have.count).toBe((seed.torrent().content?.pieceCount ?? 0) - 1);
    await world.run(3 * MINUTES);
    expect(isAway(seed)).toBe(false);
  });

  scenario('shows its files to who opens them', async (world) => {
    const seed = await restingSeed(world, small(world));
    const tabs: (DetailsView | DetailsDelta)[] = [];
    const view = seed.session.openView((message: ViewMessage) => {
      if (message.kind === 'details-snapshot' || message.kind === 'details-delta')
        tabs.push(message.kind === 'details-snapshot' ? message.details : message.delta);
    });
    view.setDetails({ id: seed.torrent().id, tab: 'files' });
    await world.run(1000);
    expect(tabs.map((tab) => tab.tab === 'files' && 'rows' in tab && [tab.total, tab.rows.length])).toEqual([
      [2, 0],
      [2, 2],
    ]);
    await world.run(3 * MINUTES);
    expect(isAway(seed)).toBe(false); // somebody still looks
    view.close();
    await world.until('they are put away', () => isAway(seed), 5 * MINUTES);
    const list = await seed.execute('torrents.files', { id: seed.torrent().id, first: 0, count: 9 });
    expect(list.files.map(({ path }) => path)).toEqual(['payload/a', 'payload/b']);
  });

  scenario('is removed with its files', async (world) => {
    const torrent = small(world);
    const first = await world.makeNode();
    await first.seed(torrent);
    const leech = await fetchFrom(world, first, torrent);
    await world.quit(first);
    await world.until('its details are put away', () => isAway(leech), 5 * MINUTES);
    await world.settle(leech.execute('torrents.remove', { ids: [leech.torrent().id], deleteData: true }));
    expect([...leech.disk.keys()]).toEqual([]);
  });

  scenario('is removed, and can be brought back', async (world) => {
    const torrent = small(world);
    const seed = await restingSeed(world, torrent);
    const { id } = seed.torrent();
    await world.settle(seed.execute('torrents.remove', { ids: [id], deleteData: false }));
    expect(seed.session.registry.size).toBe(0);
    await seed.execute('torrents.restore', { ids: [id] });
    await world.until('it is back', () => seed.torrent().state.kind === 'running');
    await fetchFrom(world, seed, torrent);
  });

  scenario('takes new trackers, limits and web seeds in without its details, and keeps them over a restart', async (world) => {
    const torrent = small(world);
    const seed = await restingSeed(world, torrent);
    const known = seed.torrent();
    const before = seed.state.loads;
    setTrackers(known, [[world.tracker.url]]);
    addWebSeeds(known, ['http://10.9.9.9/']);
    await seed.execute('torrents.setLimits', { ids: [known.id], maxUpBps: 500_000 });
    await world.run(10_000);
    expect([isAway(seed), seed.state.loads - before, known.dirty]).toEqual([true, 1, false]);
    await world.quit(seed);
    await seed.restart();
    await world.until('it seeds', () => seed.torrent().state.kind === 'running');
    const again = seed.torrent();
    expect(again.trackers).toEqual([[world.tracker.url]]);
    expect(again.traffic.upLimit.rateBps).toBe(500_000);
    expect(again.details.known?.webSeeds).toEqual(['http://10.9.9.9/']);
    const leech = await world.makeNode();
    await leech.add(torrent);
    await leech.execute('torrents.addPeers', { id: leech.torrent().id, peers: [seed.endpoint] });
    await world.complete([leech], torrent);
  });

  scenario('takes other priorities', async (world) => {
    const seed = await restingSeed(world, small(world));
    const { id } = seed.torrent();
    await seed.execute('torrents.setPriorities', { id, files: [{ index: 1, priority: 'skip' }] });
    await world.run(1000);
    expect(seed.torrent().content?.wanted).toMatchObject({ totalBytes: 300 * KIB, fileCount: 1 });
  });

  scenario('is brought back by its record alone after an orderly restart, and says the same of itself', async (world) => {
    const torrent = small(world);
    const seed = await restingSeed(world, torrent);
    await world.quit(seed);
    const says = () => {
      const { infoHashV1, infoHashV2, name, private: isPrivate, savePath, sizeBytes, strip, wantedBytes } = buildRow(seed.torrent(), 0);
      return [infoHashV1, infoHashV2, name, isPrivate, savePath, sizeBytes, strip, wantedBytes, buildOverview(seed.torrent())];
    };
    const before = says();
    const { loads } = seed.state;
    await seed.restart();
    expect(isAway(seed)).toBe(true);
    await world.until('it seeds', () => seed.torrent().state.kind === 'running');
    expect(seed.state.loads).toBe(loads);
    expect(says()).toEqual(before);
    await fetchFrom(world, seed, torrent);
  });

  scenario('is saved so that another start can do that, whatever version wrote its record', async (world) => {
    const torrent = small(world);
    const seed = await restingSeed(world, torrent);
    await world.quit(seed);
    expect(seed.state.records().map((record) => atRest(record) !== null)).toEqual([true]);
    seed.state.forgetSummary(seed.torrent().id);
    await seed.restart();
    await world.until('it seeds', () => seed.torrent().state.kind === 'running' && isAway(seed));
    await world.quit(seed);
    expect(seed.state.records().map((record) => atRest(record) !== null)).toEqual([true]);
  });

  scenario('is checked after a restart when its files are no longer as they were left', async (world) => {
    const torrent = small(world);
    const seed = await restingSeed(world, torrent);
    await world.quit(seed);
    seed.disk.set(`${SAVE_PATH}/payload/b`, new Uint8Array(100 * KIB));
    await seed.restart();
    await world.until('it was checked', () => seed.torrent().state.kind === 'running');
    const { content } = seed.torrent();
    expect([content?.have.count, content?.pieceCount]).toEqual([9, 16]);
  });

  scenario('says what is missing after a restart without its drive', async (world) => {
    const torrent = small(world);
    const seed = await restingSeed(world, torrent);
    await world.quit(seed);
    seed.disk.clear();
    await seed.restart();
    await world.until('it says so', () => seed.torrent().state.kind === 'failed');
    expect(buildRow(seed.torrent(), world.clock.now()).status).toMatchObject({ error: { code: 'data-missing' } });
    expect(seed.disk.size).toBe(0);
    await world.until('its details are put away', () => isAway(seed), 5 * MINUTES);
    for (const file of torrent.files) seed.disk.set(`${SAVE_PATH}/${file.path}`, file.bytes.slice());
    await seed.execute('torrents.resume', { ids: [seed.torrent().id] });
    await fetchFrom(world, seed, torrent);
  });

  scenario('serves who comes while a slow disk is still looking at its files', async (world) => {
    const torrent = small(world);
    const seed = await restingSeed(world, torrent);
    await world.quit(seed);
    seed.diskMs = 20_000;
    await seed.restart();
    const leech = await world.makeNode();
    await leech.add(torrent, { peers: [seed.endpoint] });
    await world.run(5_000);
    expect(seed.torrent().state.kind).toBe('opening');
    seed.diskMs = 2;
    await world.complete([leech], torrent);
    expect(leech.differences(torrent)).toEqual([]);
  });

  scenario('is closed in order also when it was put away without that', async (world) => {
    const torrent = small(world);
    const seed = await restingSeed(world, torrent);
    seed.kill();
    await seed.restart();
    await world.until('its details are put away', () => isAway(seed), 5 * MINUTES);
    await world.quit(seed);
    expect(seed.state.records()).toMatchObject([{ clean: true, fileSizes: [300 * KIB, 200 * KIB] }]);
  });
});

describe('a record that cannot be read when it is needed', () => {
  async function lost(world: World): Promise<{ torrent: SimTorrent; seed: SimNode; leech: SimNode }> {
    const torrent = small(world);
    const seed = await restingSeed(world, torrent);
    seed.state.readFault = 'The saved state was damaged.';
    const leech = await world.makeNode();
    await leech.add(torrent, { peers: [seed.endpoint] });
    await world.until('it says so', () => seed.torrent().state.kind === 'failed');
    return { torrent, seed, leech };
  }

  scenario('is told in plain words, and a resume tries again without checking everything', async (world) => {
    const { leech, seed, torrent } = await lost(world);
    const row = buildRow(seed.torrent(), world.clock.now());
    expect(row.status).toMatchObject({ kind: 'needs-attention', error: { code: 'state-unreadable' } });
    expect(row.status.kind === 'needs-attention' && row.status.error.message).toContain('The saved state was damaged.');
    expect([row.sizeBytes, row.doneBytes]).toEqual([500 * KIB, 500 * KIB]);
    await world.run(1 * MINUTES);
    expect(seed.events.filter(({ kind }) => kind === 'torrent-error')).toHaveLength(1);
    await seed.execute('torrents.resume', { ids: [seed.torrent().id] });
    await world.run(1000);
    expect(seed.torrent().state.kind).toBe('failed');
    seed.state.readFault = null;
    await seed.execute('torrents.resume', { ids: [seed.torrent().id] });
    await world.until('it seeds', () => seed.torrent().state.kind === 'running');
    expect(
      seed
        .torrent()
        .log_.since(0)
        .filter(({ text }) => text.startsWith('Checking')),
    ).toHaveLength(1); // when it was added
    await world.complete([leech], torrent);
  });

  scenario('is made good by its .torrent', async (world) => {
    const { leech, seed, torrent } = await lost(world);
    await seed.add(torrent);
    await seed.execute('torrents.resume', { ids: [seed.torrent().id] });
    await world.complete([leech], torrent);
    seed.state.readFault = null;
    await world.run(10_000);
    expect(seed.state.records()).toMatchObject([{ metainfo: { infoBytes: torrent.infoBytes } }]);
  });

  scenario('keeps the files when they are to be deleted, and the torrent in the list', async (world) => {
    const { seed } = await lost(world);
    const { id } = seed.torrent();
    await expect(seed.execute('torrents.remove', { ids: [id], deleteData: true })).rejects.toMatchObject({ code: 'state-unreadable' });
    expect([seed.session.registry.size, seed.disk.size]).toEqual([1, 2]);
    await world.settle(seed.execute('torrents.remove', { ids: [id], deleteData: false }));
    expect([seed.session.registry.size, seed.disk.size]).toEqual([0, 2]);
  });
});
