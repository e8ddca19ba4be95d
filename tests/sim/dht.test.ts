/** Sessions that meet over the DHT alone: the machine, its service and what torrents make of it, over virtual datagrams. */
import { describe, expect, vi } from 'vitest';
import type { SimNode } from '../support/sim/sim-node.js';
import { scenario, type World } from '../support/sim/world.js';

const on = (...routers: readonly string[]) => ({ dht: true, dhtRouters: routers });

/** A node that knows nobody, for the others to enter by. */
const makeRouter = (world: World): Promise<SimNode> => world.makeNode({ settings: on() });

/** Watches what a node sends by UDP: how many datagrams name the torrent. */
function watch(node: SimNode, infoHash: Uint8Array): { readonly all: number; readonly naming: number } {
  const sent = vi.spyOn(node.host, 'sendDatagram');
  return {
    get all() {
      return sent.mock.calls.length;
    },
    get naming() {
      return sent.mock.calls.filter(([bytes]) => Buffer.from(bytes).includes(Buffer.from(infoHash))).length;
    },
  };
}

describe('the DHT', () => {
  for (const loss of [0, 0.3]) {
    scenario(`brings a magnet that names nobody to its seed, where a share of ${loss} of the datagrams is lost`, async (world) => {
      const torrent = world.torrent({ tracker: null });
      const router = await makeRouter(world);
      const [seed, leech, ...others] = await world.makeNodes(8, { settings: on(router.endpoint) });
      if (seed === undefined || leech === undefined) throw new Error('two nodes');
      for (const node of [router, seed, leech, ...others]) node.host.datagramLoss = loss;
      await seed.seed(torrent);
      await world.run(60_000);
      await leech.add(torrent, { source: { kind: 'magnet', uri: torrent.magnet } });
      await world.complete([leech], torrent, 120_000);
      expect(leech.differences(torrent)).toEqual([]);
      await world.run(30_000);
      const row = leech.torrent().net.dhtRow();
      expect(row).toMatchObject({ status: { kind: 'done' } });
      expect(row?.peersReceived).toBeGreaterThanOrEqual(1); // each search counts: a second one may bring it again
      expect(row?.status.kind === 'done' && row.status.announcedAt).toBeGreaterThanOrEqual(loss === 0 ? 7 : 3);
    });
  }

  scenario('finds a seed that comes after the leech, without waiting for the next quarter of an hour', async (world) => {
    const torrent = world.torrent({ tracker: null });
    const router = await makeRouter(world);
    const [seed, leech] = await world.makeNodes(2, { settings: on(router.endpoint) });
    await leech?.add(torrent, { source: { kind: 'magnet', uri: torrent.magnet } });
    await world.run(40_000);
    await seed?.seed(torrent);
    if (leech === undefined) throw new Error('two nodes');
    await world.complete([leech], torrent, 240_000);
  });

  scenario('is told nothing of a private torrent, and brings it no peers (BEP 27)', async (world) => {
    const torrent = world.torrent({ private: true });
    const router = await makeRouter(world);
    const [seed, leech] = await world.makeNodes(2, { settings: on(router.endpoint), wire: { upBps: 100_000 } });
    if (seed === undefined || leech === undefined) throw new Error('two nodes');
    const watched = [seed, leech].map((node) => watch(node, torrent.infoHash));
    await seed.seed(torrent);
    await leech.add(torrent);
    const peers = () => [...leech.torrent().net.peers.values()];
    await world.until('they meet', () => peers().length > 0);
    // they do not even learn that the other has a node
    expect(peers().map(({ machine }) => machine.identity.reserved.dht)).toEqual([false]);
    await world.complete([leech], torrent);
    await leech.execute('torrents.announce', { ids: [leech.torrent().id] });
    await world.run(30 * 60_000);
    for (const { all, naming } of watched) {
      expect(all).toBeGreaterThan(0);
      expect(naming).toBe(0);
    }
    expect(leech.torrent().net.dhtRow()).toBeNull();
  });

  scenario('is left by a magnet as soon as its description says that it is private', async (world) => {
    const torrent = world.torrent({ private: true });
    const router = await makeRouter(world);
    const [seed, leech] = await world.makeNodes(2, { settings: on(router.endpoint) });
    if (seed === undefined || leech === undefined) throw new Error('two nodes');
    await seed.seed(torrent);
    await leech.add(torrent, { source: { kind: 'magnet', uri: torrent.magnet } });
    await world.until('the description is here', () => leech.torrent().content !== null);
    const watched = watch(leech, torrent.infoHash);
    await world.complete([leech], torrent);
    await world.run(30 * 60_000);
    expect(leech.torrent().net.dhtRow()).toBeNull();
    expect(watched.naming).toBe(0);
  });

  scenario('is entered over the nodes of the last run, though the router is gone', async (world) => {
    const router = await makeRouter(world);
    const nodes = await world.makeNodes(6, { settings: on(router.endpoint) });
    const [one] = nodes;
    if (one === undefined) throw new Error('a node');
    await world.until('everybody has joined', () => nodes.every(({ session }) => session.view().dht.kind === 'ready'));
    await world.run(60_000);
    await world.settle(one.close());
    router.kill();
    await one.restart();
    expect(one.session.view().dht).toEqual({ kind: 'bootstrapping', ipv4Nodes: 0, ipv6Nodes: null });
    await world.until('it has joined again', () => one.session.view().dht.kind === 'ready', 10_000);
    const nodesOf = ({ session }: SimNode) => {
      const { dht } = session.view();
      return dht.kind === 'off' ? 0 : dht.ipv4Nodes;
    };
    await world.until('it knows everybody', () => nodesOf(one) === 5, 60_000);
  });

  scenario('is entered over the node of a peer, where nobody else is known (BEP 5)', async (world) => {
    const torrent = world.torrent();
    const router = await makeRouter(world);
    const seed = await world.makeNode({ settings: on(router.endpoint) });
    await seed.seed(torrent);
    const leech = await world.makeNode({ settings: on() });
    await leech.add(torrent);
    await world.until('it has joined', () => leech.session.view().dht.kind === 'ready', 60_000);
    await world.complete([leech], torrent);
  });

  scenario('is silent where it is switched off, and begins and ends with the setting', async (world) => {
    const torrent = world.torrent({ tracker: null });
    const router = await makeRouter(world);
    const node = await world.makeNode({ settings: { ...on(router.endpoint), dht: false } });
    const watched = watch(node, torrent.infoHash);
    await node.seed(torrent);
    await world.run(60_000);
    expect(watched.all).toBe(0);
    expect(node.session.view().dht).toEqual({ kind: 'off' });
    await node.execute('settings.set', { changes: { dht: true } });
    await world.until('it is announced', () => node.torrent().net.dhtRow()?.status.kind === 'done', 120_000);
    expect(watched.naming).toBeGreaterThan(0);
    await node.execute('settings.set', { changes: { dht: false } });
    const { all } = watched;
    await world.run(30 * 60_000);
    expect(watched.all).toBe(all);
    expect(node.torrent().net.dhtRow()).toBeNull();
  });

  scenario('announces a torrent again, about every quarter of an hour', async (world) => {
    const torrent = world.torrent({ tracker: null });
    const router = await makeRouter(world);
    const seed = await world.makeNode({ settings: on(router.endpoint) });
    await seed.seed(torrent);
    const announces = vi.spyOn(seed.host, 'sendDatagram');
    const count = () => announces.mock.calls.filter(([bytes]) => Buffer.from(bytes).includes('announce_peer')).length;
    await world.run(4 * 60 * 60_000);
    expect(count()).toBeGreaterThanOrEqual(14);
    expect(count()).toBeLessThanOrEqual(18);
  });
});
