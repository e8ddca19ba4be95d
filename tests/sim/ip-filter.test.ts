import { describe, expect } from 'vitest';
import type { Settings } from '../../engine/api/settings.js';
import type { SimNode } from '../support/sim/sim-node.js';
import { scenario, type World } from '../support/sim/world.js';

const MIB = 1024 * 1024;
const HOME = { upBps: 400_000, downBps: 2_000_000, latencyMs: 15 };
const PLACE = '/lists/ip-filter.p2p';
const URL_PLACE = 'https://lists.test/level1?key=secret';
const DAY_MS = 24 * 3_600_000;

const hostsOf = (node: SimNode) => [...node.torrent().net.peers.values()].map(({ machine }) => machine.identity.endpoint.host).sort();
const failures = (node: SimNode) => node.events.flatMap((event) => (event.kind === 'session-error' ? [event.error] : []));
const setFilter = (node: SimNode, ipFilter: string | null) => node.execute('settings.set', { changes: { ipFilter } });

/** Two seeds, and a leech that is told of both by the tracker. */
async function swarm(world: World, of: (unwanted: SimNode) => string, settings: Partial<Settings> = {}) {
  const torrent = world.torrent({ size: 24 * MIB });
  const [wanted, unwanted] = [await world.makeNode({ wire: HOME }), await world.makeNode({ wire: HOME })];
  for (const seed of [wanted, unwanted]) await seed.seed(torrent);
  const leech = await world.makeNode({ wire: HOME, settings });
  leech.filters.set(PLACE, of(unwanted));
  await world.run(500);
  return { leech, torrent, unwanted, wanted };
}

describe('the IP filter', () => {
  scenario('lets nobody in who is on the list, and dials nobody, whoever else is there', async (world) => {
    const { leech, torrent, unwanted, wanted } = await swarm(world, ({ address }) => `unwanted:${address}-${address}\n`);
    await setFilter(leech, PLACE);
    expect(leech.session.view().filteredRanges).toBe(1);
    const { id } = await leech.add(torrent);
    await leech.execute('torrents.addPeers', { id, peers: [unwanted.endpoint, wanted.endpoint] });
    await unwanted.execute('torrents.addPeers', { id: unwanted.torrent().id, peers: [leech.endpoint] });
    await world.complete([leech], torrent);
    expect(leech.differences(torrent)).toEqual([]);
    expect(hostsOf(unwanted)).not.toContain(leech.address);
    expect(leech.host.dialled.filter((to) => to.startsWith(`${unwanted.address}:`))).toEqual([]);
    expect(leech.torrent().net.candidates.get({ host: unwanted.address, port: 6881 })).toBeUndefined();
  });

  scenario('that is chosen later ends connections at once, and taken off lets them come back', async (world) => {
    const { leech, torrent, unwanted, wanted } = await swarm(world, ({ address }) => `${address}/32\n`);
    await leech.add(torrent);
    await world.until('it knows both', () => hostsOf(leech).length === 2);
    await setFilter(leech, PLACE);
    expect(hostsOf(leech)).toEqual([wanted.address]);
    expect(
      leech
        .torrent()
        .log_.since(0)
        .map(({ text }) => text),
    ).toContainEqual(expect.stringContaining('The IP filter has changed. Peers let go: 1'));
    await world.run(5_000);
    expect(hostsOf(leech)).toEqual([wanted.address]);
    await setFilter(leech, null);
    expect(leech.session.view().filteredRanges).toBeNull();
    await leech.execute('torrents.addPeers', { id: leech.torrent().id, peers: [unwanted.endpoint] });
    await world.until('it knows both again', () => hostsOf(leech).length === 2);
    await world.complete([leech], torrent);
    expect(leech.differences(torrent)).toEqual([]);
  });

  scenario('is read before anybody is met when a session starts', async (world) => {
    const { leech, torrent, unwanted } = await swarm(world, ({ address }) => `${address} - ${address} , 0 , unwanted\n`, {
      ipFilter: PLACE,
    });
    await leech.add(torrent);
    await world.until('it knows both', () => hostsOf(leech).length === 2); // its list was not there yet when it started
    leech.kill();
    await world.run(2_000);
    const before = leech.host.dialled.length;
    await leech.restart();
    expect(leech.session.view().filteredRanges).toBe(1);
    await world.complete([leech], torrent);
    expect(leech.host.dialled.slice(before).filter((to) => to.startsWith(`${unwanted.address}:`))).toEqual([]);
    expect(leech.host.dialled.length).toBeGreaterThan(before);
  });

  scenario('whose list takes a minute to come keeps peers waiting for it, and nothing else', async (world) => {
    const { leech, torrent, unwanted } = await swarm(world, ({ address }) => `${address}\n`, { ipFilter: PLACE });
    await leech.add(torrent);
    await world.until('it knows both', () => hostsOf(leech).length === 2);
    leech.kill();
    await world.run(2_000);
    const before = leech.host.dialled.length;
    leech.filterMs = 60_000;
    const restarted = leech.restart();
    await world.run(5_000);
    await restarted;
    expect(leech.torrent().state.kind).toBe('queued');
    await world.run(50_000);
    expect(leech.host.dialled).toHaveLength(before);
    await world.complete([leech], torrent);
    expect(leech.host.dialled.slice(before).filter((to) => to.startsWith(`${unwanted.address}:`))).toEqual([]);
  });

  scenario('whose list cannot be read is told in one sentence, without the key of its URL, and tried again', async (world) => {
    const { leech, torrent, unwanted } = await swarm(world, ({ address }) => `${address}\n`);
    await leech.add(torrent);
    await setFilter(leech, URL_PLACE);
    expect(failures(leech)).toMatchObject([
      { code: 'ip-filter-failed', facts: { place: 'https://lists.test', reason: 'ENOENT', kept: 0 } },
    ]);
    expect(failures(leech)[0]?.message).toMatch(/^The IP filter could not be read from https:\/\/lists\.test: ENOENT\. Nobody is filtered/);
    await world.until('it knows both', () => hostsOf(leech).length === 2);
    leech.filters.set(URL_PLACE, `${unwanted.address}\n`);
    await world.run(11 * 60_000);
    expect(leech.session.view().filteredRanges).toBe(1);
    expect(leech.torrent().net.candidates.get({ host: unwanted.address, port: 6881 })).toBeUndefined();
    expect(failures(leech)).toHaveLength(1);
  });

  scenario('is read again every day, and stays in force when the list has become something else', async (world) => {
    const node = await world.makeNode();
    node.filters.set(PLACE, '10.9.0.1\n');
    await setFilter(node, PLACE);
    node.filters.set(PLACE, '10.9.0.1\n10.9.0.9\n');
    await world.run(DAY_MS + 1_000);
    expect(node.session.view().filteredRanges).toBe(2);
    node.filters.set(PLACE, '<html>\n');
    await world.run(DAY_MS);
    expect(node.session.view().filteredRanges).toBe(2);
    expect(failures(node)).toMatchObject([{ code: 'ip-filter-failed', facts: { kept: 2 } }]);
    await setFilter(node, '/another');
    expect(node.session.view().filteredRanges).toBeNull(); // the list of before was for another wish
    await setFilter(node, null);
    expect(failures(node)).toHaveLength(2);
  });
});
