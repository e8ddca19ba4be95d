import { describe, expect } from 'vitest';
import { buildBans } from '../../engine/torrent/details-builder.js';
import { type Manners, ScriptedPeer } from '../support/sim/scripted-peer.js';
import type { SimTorrent } from '../support/sim/sim-torrent.js';
import { scenario, type World } from '../support/sim/world.js';

const MIB = 1024 * 1024;

/** Scripted peers at one address, each with a port and an id of its own. */
async function household(world: World, torrent: SimTorrent, all: readonly Manners[]): Promise<{ address: string; peers: ScriptedPeer[] }> {
  const host = world.network.host(world.freeAddress(), { upBps: 200_000 });
  const peers: ScriptedPeer[] = [];
  for (const [at, manners] of all.entries()) {
    const peer = new ScriptedPeer(host, torrent, manners, world.clock);
    peer.peerId[19] = at + 1;
    await peer.listen(7000 + at);
    peers.push(peer);
  }
  return { address: host.address, peers };
}

describe('bans', () => {
  scenario('hold for the one who sent damage, not for the honest behind the same address', async (world) => {
    const torrent = world.torrent({ size: 4 * MIB, pieceLength: 256 * 1024, tracker: null });
    const { address, peers } = await household(world, torrent, [{ answer: () => 'corrupt' }, {}, {}]);
    const leech = await world.makeNode();
    await leech.add(torrent, { peers: [7000, 7001, 7002].map((port) => `${address}:${port}`) });
    await world.complete([leech], torrent, 120_000);
    expect(leech.differences(torrent)).toEqual([]);
    const { banned } = leech.torrent().net.candidates;
    expect(banned.list()).toMatchObject([{ host: address, port: 7000, reason: 'it sent damaged data' }]);
    expect(buildBans(leech.torrent())).toMatchObject([{ address: `${address}:7000`, reason: 'it sent damaged data' }]);
    expect(peers[0]?.met).toBe(1);
    expect(
      leech
        .torrent()
        .log_.since(0)
        .map(({ text }) => text),
    ).toContain(`Banned ${address}:7000: it sent damaged data.`);
  });

  scenario('cover the whole address when a second one there sends damage', async (world) => {
    const torrent = world.torrent({ size: 8 * MIB, pieceLength: 256 * 1024, tracker: null });
    const { address } = await household(world, torrent, [{ answer: () => 'corrupt' }, { answer: () => 'corrupt' }, {}]);
    const honest = await world.makeScripted(torrent, {}, { upBps: 200_000 });
    const leech = await world.makeNode();
    await leech.add(torrent, { peers: [...[7000, 7001, 7002].map((port) => `${address}:${port}`), `${honest.address}:6881`] });
    await world.complete([leech], torrent, 200_000);
    expect(leech.torrent().net.candidates.banned.list()).toMatchObject([{ host: address, port: null }]);
    expect(buildBans(leech.torrent())).toMatchObject([{ address }]);
    expect(leech.differences(torrent)).toEqual([]);
  });
});

describe('connections', () => {
  scenario('of one address are as few as the setting says, both ways', async (world) => {
    const torrent = world.torrent({ size: 4 * MIB, tracker: null });
    const { address, peers } = await household(world, torrent, [{}, {}, {}, {}, {}, {}]);
    const leech = await world.makeNode({ settings: { maxConnectionsPerAddress: 2 }, wire: { downBps: 100_000 } });
    await leech.add(torrent, { peers: [0, 1, 2, 3].map((at) => `${address}:${7000 + at}`) });
    let most = 0;
    for (let second = 0; second < 20; second++) {
      if (second === 5) for (const peer of peers.slice(4)) peer.dial({ host: leech.address, port: 6881 });
      await world.run(1000);
      most = Math.max(most, leech.torrent().net.swarm.peers.size);
    }
    expect(most).toBe(2);
    await world.complete([leech], torrent);
  });

  scenario('being made are few for the whole session, and each torrent has its share', async (world) => {
    const torrents = [0, 1, 2].map((at) => world.torrent({ name: `t${at}`, tracker: null }));
    const leech = await world.makeNode({ settings: { maxHalfOpen: 9 } });
    const mute = Array.from({ length: 60 }, () => {
      const host = world.network.host(world.freeAddress());
      host.mute = true;
      return `${host.address}:6881`;
    });
    for (const torrent of torrents) await leech.add(torrent, { peers: mute });
    await world.run(40_000);
    const pending = torrents.map((torrent) => [...mute].length - [...readyOf(leech.torrent(torrent).net.candidates)].length);
    expect(leech.torrent().services.dialSlots.used).toBe(9);
    expect(leech.session.view().connections).toBe(9);
    // after two rounds of 15 s each torrent has had about a third
    for (const tried of pending) expect(tried).toBeGreaterThanOrEqual(5);
  });
});

function* readyOf(candidates: { take(count: number, nowMs: number): readonly unknown[]; giveBack(candidate: never): void }) {
  const taken = candidates.take(1000, 0);
  for (const candidate of taken) {
    candidates.giveBack(candidate as never);
    yield candidate;
  }
}

describe('slot turnover', () => {
  scenario('lets the useless go for one that gives, and bans nobody', async (world) => {
    const torrent = world.torrent({ size: 2 * MIB, tracker: null });
    const useless = await Promise.all(
      [{ silent: true }, { unchokes: false }, { unchokes: false }, { answer: () => 'nothing' as const }].map((manners) =>
        world.makeScripted(torrent, manners),
      ),
    );
    const leech = await world.makeNode({ settings: { maxConnectionsPerTorrent: 4 } });
    await leech.add(torrent, { peers: useless.map(({ address }) => `${address}:6881`) });
    await world.until('all places are taken', () => leech.torrent().net.swarm.peers.size === 4, 20_000);
    const honest = await world.makeScripted(torrent, {});
    await leech.execute('torrents.addPeers', { id: leech.torrent().id, peers: [`${honest.address}:6881`] });
    await world.run(60_000);
    expect(honest.met).toBe(0);
    await world.complete([leech], torrent, 300_000);
    expect([...leech.torrent().net.candidates.bans()]).toEqual([]);
    expect(leech.torrent().net.swarm.peers.size).toBeGreaterThanOrEqual(3);
  });

  scenario('makes room for one who comes to us', async (world) => {
    const torrent = world.torrent({ size: 2 * MIB, tracker: null });
    const useless = await Promise.all([0, 1, 2].map(() => world.makeScripted(torrent, { unchokes: false })));
    const leech = await world.makeNode({ settings: { maxConnectionsPerTorrent: 3 } });
    await leech.add(torrent, { peers: useless.map(({ address }) => `${address}:6881`) });
    await world.run(200_000);
    const honest = await world.makeScripted(torrent, {});
    honest.dial({ host: leech.address, port: 6881 });
    await world.complete([leech], torrent, 60_000);
  });

  scenario('leaves all in place while nobody waits', async (world) => {
    const torrent = world.torrent({ size: 2 * MIB, tracker: null });
    const stingy = await Promise.all([0, 1, 2].map(() => world.makeScripted(torrent, { unchokes: false })));
    const leech = await world.makeNode({ settings: { maxConnectionsPerTorrent: 3 } });
    await leech.add(torrent, { peers: stingy.map(({ address }) => `${address}:6881`) });
    await world.run(500_000);
    expect(stingy.map(({ met }) => met)).toEqual([1, 1, 1]);
  });

  scenario('does not dial again and again who is here already', async (world) => {
    const torrent = world.torrent({ size: 20_000_000, tracker: null });
    const [one, other] = await world.makeNodes(2);
    if (one === undefined || other === undefined) throw new Error('two');
    await one.add(torrent, { peers: [] });
    await other.add(torrent, { peers: [one.endpoint] });
    await world.until('they have met', () => one.session.view().connections === 1);
    await world.run(30_000); // no meeting half-way any more
    await one.execute('torrents.addPeers', { id: one.torrent().id, peers: [other.endpoint] });
    await world.run(5000);
    const [host = '', port = ''] = other.endpoint.split(':');
    const candidate = one.torrent().net.candidates.get({ host, port: Number(port) });
    expect(candidate).toMatchObject({ failures: 0, state: { kind: 'idle', notBeforeMs: Number.POSITIVE_INFINITY } });
    expect(one.session.view().connections).toBe(1);
    other.host.resetAll();
    await world.until('they have met again', () => one.session.view().connections === 1);
  });
});
