import { describe, expect } from 'vitest';
import { ScriptedPeer } from '../support/sim/scripted-peer.js';
import { scenario, type World } from '../support/sim/world.js';

/** Hosts far apart: clients keep only few addresses of one network. */
const addressOf = (group: number, i: number) => `10.${10 + group}.${i}.1`;

async function crowd(world: World, group: number, count: number) {
  const torrent = world.torrent({ name: `t${group}`, size: 4 * 1024 * 1024, tracker: null });
  const peers: string[] = [];
  for (let i = 0; i < count; i++) {
    const host = world.network.host(addressOf(group, i), { upBps: 2000 });
    peers.push(await new ScriptedPeer(host, torrent, {}, world.clock).listen());
  }
  return { torrent, peers };
}

describe('the connections of a session', () => {
  scenario('are found for a torrent that comes when others have taken all', async (world) => {
    const node = await world.makeNode({ settings: { maxConnections: 20, maxConnectionsPerTorrent: 20 } });
    const first = await crowd(world, 1, 40);
    const second = await crowd(world, 2, 40);
    await node.add(first.torrent, { peers: first.peers });
    await world.until('all are taken', () => node.session.view().connections === 20);
    await node.add(second.torrent, { peers: second.peers });
    await world.run(30_000);
    const [a, b] = [first, second].map(({ torrent }) => node.torrent(torrent).net.swarm.peers.size) as [number, number];
    expect(b).toBeGreaterThanOrEqual(4);
    expect(a).toBeGreaterThanOrEqual(8);
    expect(node.session.view().connections).toBeLessThanOrEqual(20);
  });
});
