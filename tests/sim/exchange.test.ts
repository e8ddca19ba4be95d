import { describe, expect } from 'vitest';
import type { SimNode } from '../support/sim/sim-node.js';
import type { SimTorrent } from '../support/sim/sim-torrent.js';
import { scenario, type World } from '../support/sim/world.js';

const MIB = 1024 * 1024;
const HOME = { upBps: 100_000, downBps: 2_000_000, latencyMs: 15, jitterMs: 5 };

const sources = (node: SimNode) => [...node.torrent().net.swarm.peers.values()].map(({ source }) => source);
const hostsOf = (node: SimNode) => [...node.torrent().net.swarm.peers.values()].map(({ machine }) => machine.identity.endpoint.host);
const meets = (node: SimNode, other: SimNode) => hostsOf(node).includes(other.address);
const logOf = (node: SimNode) =>
  node
    .torrent()
    .log_.since(0)
    .map(({ text }) => text);

/** A seed and two leeches who know only the seed. */
async function trio(
  world: World,
  torrent: SimTorrent,
  addresses: readonly string[] = [],
  settings = {},
): Promise<[SimNode, SimNode, SimNode]> {
  const make = (at: number) => world.makeNode({ wire: HOME, settings, ...(addresses[at] === undefined ? {} : { address: addresses[at] }) });
  const [seed, first, second] = [await make(0), await make(1), await make(2)];
  await seed.seed(torrent);
  const peers = [seed.address.includes(':') ? `[${seed.address}]:6881` : `${seed.address}:6881`];
  await first.add(torrent, { peers });
  await second.add(torrent, { peers });
  return [seed, first, second];
}

describe('peer exchange', () => {
  for (const [family, addresses] of [
    ['IPv4', []],
    ['IPv6', ['2001:db8::1', '2001:db8::2', '2001:db8::3']],
  ] as const) {
    scenario(`brings together two who know only a third, over ${family}`, async (world) => {
      const torrent = world.torrent({ size: 8 * MIB, tracker: null });
      const [seed, first, second] = await trio(world, torrent, addresses);
      await world.until('the leeches meet', () => meets(first, second) && meets(second, first), 60_000);
      expect(first.torrent().net.exchange.heard + second.torrent().net.exchange.heard).toBeGreaterThan(0);
      await world.complete([first, second], torrent, 1_200_000);
      for (const node of [first, second]) expect(node.differences(torrent)).toEqual([]);
      expect(seed.torrent().traffic.uploadedBytes).toBeLessThan(1.9 * torrent.totalSize);
    });
  }

  scenario('tells newcomers within a minute, and passes on who was only told by others when it was met', async (world) => {
    const torrent = world.torrent({ size: 8 * MIB, tracker: null });
    const [, first, second] = await trio(world, torrent);
    await world.until('the leeches meet', () => meets(first, second), 60_000);
    const late = await world.makeNode({ wire: HOME });
    await late.add(torrent, { peers: [`${first.address}:6881`] });
    await world.until('the late one meets all', () => hostsOf(late).length === 3, 70_000);
  });

  scenario('does not happen where the setting is off', async (world) => {
    const torrent = world.torrent({ size: 8 * MIB, tracker: null });
    const [, first, second] = await trio(world, torrent, [], { pex: false });
    await world.run(100_000);
    expect(meets(first, second)).toBe(false);
    expect([...first.torrent().net.swarm.peers.values()].map(({ extended }) => extended?.ids.utPex ?? 0)).toEqual([0]);
  });

  scenario('tells peers where they are seen', async (world) => {
    const torrent = world.torrent({ size: 8 * MIB, tracker: null });
    const [seed, first] = await trio(world, torrent);
    await world.run(2000);
    for (const node of [seed, first]) expect(node.torrent().services.external.of(4)).toBe(node.address);
  });
});

describe('peers of an earlier run', () => {
  scenario('are dialled again without anybody naming them', async (world) => {
    const torrent = world.torrent({ size: 8 * MIB, tracker: null });
    const [seed, first] = await trio(world, torrent);
    await world.run(30_000);
    await world.quit(first);
    await world.settle(first.restart());
    await world.until('they meet again', () => meets(first, seed), 30_000);
    expect(sources(first)).toContain('resume');
  });
});

describe('a private torrent', () => {
  scenario('takes peers from its tracker alone, and exchanges none', async (world) => {
    const torrent = world.torrent({ size: 4 * MIB, private: true });
    const seed = await world.makeNode({ wire: HOME });
    await seed.seed(torrent);
    const named = await world.makeNode({ wire: HOME });
    await named.add(torrent, { paused: true });
    await world.run(1000);
    const leech = await world.makeNode({ wire: HOME });
    await leech.add(torrent, { peers: [`${named.address}:6881`] });
    await world.run(15_000);
    expect(sources(leech)).toEqual(['tracker']);
    expect(leech.host.dialled.filter((to) => to.startsWith(`${named.address}:`))).toEqual([]);
    expect(logOf(leech)).toContainEqual('This torrent is private: peers come from its trackers alone. Named by hand and not used: 1.');
    for (const node of [seed, leech]) {
      for (const { extended } of node.torrent().net.swarm.peers.values()) expect(extended?.ids.utPex ?? 0).toBe(0);
    }
    await world.complete([leech], torrent);
  });

  scenario('that shows to be one when its details come lets go of peers from elsewhere', async (world) => {
    const torrent = world.torrent({ size: 4 * MIB, private: true });
    const seed = await world.makeNode({ wire: HOME });
    const friend = await world.makeNode({ wire: HOME, settings: { trackers: false } });
    for (const node of [seed, friend]) await node.seed(torrent);
    await world.run(1000);
    const leech = await world.makeNode({ wire: HOME });
    const uri = `${torrent.magnet}&x.pe=${friend.address}:6881`;
    await leech.execute('torrents.add', { source: { kind: 'magnet', uri }, savePath: '/downloads' });
    await world.until('the details are here', () => leech.torrent().details.known !== null, 30_000);
    await world.run(15_000);
    expect(sources(leech).filter((source) => source === 'user')).toEqual([]);
    expect(meets(leech, seed)).toBe(true);
    expect(leech.host.dialled.filter((to) => to === `${friend.address}:6881`)).toHaveLength(1);
    expect(logOf(leech).some((text) => text.includes('private') && text.includes('Let go'))).toBe(true);
    await world.complete([leech], torrent);
  });
});
