/** Whole sessions that are connected over uTP: on lines that lose, beside TCP, and when the setting changes. */
import { describe, expect } from 'vitest';
import type { SimNode } from '../support/sim/sim-node.js';
import { scenario } from '../support/sim/world.js';

const KIB = 1024;
const UTP_ONLY = { transport: 'utp' } as const;
const TCP_ONLY = { transport: 'tcp' } as const;

/** How its peers are connected. */
const kindsOf = (node: SimNode): string[] => [...node.torrent().net.peers.values()].map(({ stream }) => stream.kind.transport).sort();

describe('over uTP alone', () => {
  scenario('a swarm has every byte in the end, whatever is lost and reordered on the way', async (world) => {
    const torrent = world.torrent({ size: 2000 * KIB });
    const wire = { upBps: 1_000_000, latencyMs: 30, jitterMs: 20, loss: 0.02 };
    const seed = await world.makeNode({ settings: UTP_ONLY, wire });
    await seed.seed(torrent);
    const leeches = await world.makeNodes(4, { settings: UTP_ONLY, wire });
    for (const leech of leeches) await leech.add(torrent);
    await world.complete(leeches, torrent);
    for (const leech of leeches) expect(leech.differences(torrent)).toEqual([]);
    for (const node of world.nodes) expect([node.host.dialled, node.host.streams.size]).toEqual([[], 0]);
  });

  scenario('those who speak TCP alone are not reached', async (world) => {
    const torrent = world.torrent({ size: 64 * KIB });
    const seed = await world.makeNode({ settings: TCP_ONLY });
    await seed.seed(torrent);
    const leech = await world.makeNode({ settings: UTP_ONLY });
    await leech.add(torrent);
    await world.run(60_000);
    expect([leech.isComplete(), kindsOf(leech), leech.host.dialled]).toEqual([false, [], []]);
  });
});

describe('where both may be used', () => {
  scenario('each peer is reached in the way it speaks, and in that way first the next time', async (world) => {
    const torrent = world.torrent({ size: 1000 * KIB, tracker: null });
    const [overTcp, overUtp] = [await world.makeNode({ settings: TCP_ONLY }), await world.makeNode({ settings: UTP_ONLY })];
    for (const node of [overTcp, overUtp]) await node.seed(torrent);
    const leech = await world.makeNode({ settings: { transport: 'both', maxDownBps: 20_000 } });
    const { id } = await leech.add(torrent);
    await leech.execute('torrents.addPeers', { id, peers: [overTcp.endpoint, overUtp.endpoint] });
    const bothAreThere = () => world.until('both are there', () => kindsOf(leech).join() === 'tcp,utp', 30_000);
    await bothAreThere();
    expect(leech.host.dialled.sort()).toEqual([overTcp.endpoint, overUtp.endpoint].sort()); // TCP first, near by
    await leech.execute('torrents.pause', { ids: [id] });
    await world.until('nobody is there', () => kindsOf(leech).length === 0, 5000);
    leech.host.dialled.length = 0;
    await leech.execute('torrents.resume', { ids: [id] });
    await bothAreThere();
    expect(leech.host.dialled).toEqual([overTcp.endpoint]);
  });
});

describe('when the setting changes', () => {
  scenario('peers connected in the other way are let go, reached anew, and nothing is lost', async (world) => {
    const torrent = world.torrent({ size: 2000 * KIB });
    const seed = await world.makeNode();
    await seed.seed(torrent);
    const leech = await world.makeNode({ settings: { ...TCP_ONLY, maxDownBps: 100_000 } });
    await leech.add(torrent);
    for (const transport of ['utp', 'tcp', 'utp'] as const) {
      await world.run(3000);
      expect(leech.isComplete()).toBe(false);
      await world.settle(leech.execute('settings.set', { changes: { transport } }));
      await world.until('it is connected in the new way', () => kindsOf(leech).join() === transport, 60_000);
    }
    await world.complete([leech], torrent);
    expect(leech.differences(torrent)).toEqual([]);
  });
});
