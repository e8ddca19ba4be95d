import { describe, expect } from 'vitest';
import type { Encryption } from '../../engine/api/settings.js';
import { buildPeers } from '../../engine/torrent/details-builder.js';
import type { SimNode } from '../support/sim/sim-node.js';
import { scenario } from '../support/sim/world.js';

const KIB = 1024;
const MIB = 1024 * KIB;
const HOME = { upBps: 500_000, downBps: 2_000_000, latencyMs: 15, jitterMs: 5 };

const encryptions = (node: SimNode) => buildPeers(node.torrent(), node.session.ports.clock.now()).map(({ encryption }) => encryption);
const logOf = (node: SimNode) =>
  node
    .torrent()
    .log_.since(0)
    .map(({ text }) => text);
const under = (encryption: Encryption) => ({ settings: { encryption } });

describe('encryption', () => {
  scenario('is what Shoals speak among themselves', async (world) => {
    const torrent = world.torrent({ size: 4 * MIB });
    const seed = await world.makeNode({ wire: HOME });
    const leech = await world.makeNode({ wire: HOME });
    await seed.seed(torrent);
    await world.run(500);
    await leech.add(torrent);
    await world.until('they meet', () => leech.torrent().net.peers.size > 0);
    expect([encryptions(seed), encryptions(leech)]).toEqual([['rc4'], ['rc4']]);
    await world.complete([leech], torrent);
    expect(leech.differences(torrent)).toEqual([]);
    expect(leech.torrent().allWastedBytes).toBe(0);
    expect(leech.host.dialled.length + seed.host.dialled.length).toBeLessThan(5);
  });

  scenario('of every policy, mixed in one swarm, lets all complete', async (world) => {
    const torrent = world.torrent({ size: 2 * MIB });
    const seed = await world.makeNode({ wire: HOME, ...under('prefer') });
    await seed.seed(torrent);
    await world.run(500);
    const policies: readonly Encryption[] = ['require', 'disable', 'prefer', 'require', 'disable', 'prefer'];
    const leeches: SimNode[] = [];
    for (const policy of policies) leeches.push(await world.makeNode({ wire: HOME, ...under(policy) }));
    for (const leech of leeches) await leech.add(torrent);
    const seen = leeches.map(() => new Set<string>());
    const complete = () => {
      for (const [nth, leech] of leeches.entries()) for (const kind of encryptions(leech)) seen[nth]?.add(kind);
      return leeches.every((leech) => leech.isComplete(torrent));
    };
    await world.until('all have everything', complete);
    for (const leech of leeches) {
      expect(leech.differences(torrent)).toEqual([]);
      expect([...leech.torrent().net.candidates.bans()]).toEqual([]);
    }
    expect(seen.map((kinds) => [...kinds].sort())).toEqual([['rc4'], ['none'], ['none', 'rc4'], ['rc4'], ['none'], ['none', 'rc4']]);
  });

  scenario('is given up for a peer that does not speak it, without holding that against it, and remembered', async (world) => {
    const torrent = world.torrent({ size: MIB, tracker: null });
    const plain = await world.makeScripted(torrent, { answer: (nth) => (nth === 20 ? 'hang-up' : 'good') });
    const leech = await world.makeNode();
    const { id } = await leech.add(torrent);
    await leech.execute('torrents.addPeers', { id, peers: [`${plain.address}:6881`] });
    await world.until('they meet', () => plain.met === 1);
    const candidate = leech.torrent().net.candidates.get({ host: plain.address, port: 6881 });
    expect([candidate?.failures, candidate?.greeting, leech.host.dialled.length]).toEqual([0, 'plain', 2]);
    await world.complete([leech], torrent);
    expect([plain.met, leech.host.dialled.length]).toEqual([2, 3]); // the second time it is greeted as it speaks, at once
    expect(leech.differences(torrent)).toEqual([]);
  });

  scenario('that is required keeps those out who do not speak it, both ways, and says so', async (world) => {
    const torrent = world.torrent({ size: MIB });
    const [plain, strict] = [await world.makeNode(under('disable')), await world.makeNode(under('require'))];
    await plain.seed(torrent);
    await world.run(500);
    await strict.add(torrent);
    await world.run(30_000);
    expect([plain, strict].map((node) => node.torrent().net.peers.size)).toEqual([0, 0]);
    expect(logOf(strict).filter((line) => line.includes('Only encrypted connections'))).toHaveLength(1);
    expect(strict.isComplete(torrent)).toBe(false);

    await strict.execute('settings.set', { changes: { encryption: 'prefer' } });
    await world.complete([strict], torrent);
    expect(strict.differences(torrent)).toEqual([]);
  });

  scenario('that becomes required ends plain connections, and the same peers come back encrypted', async (world) => {
    const torrent = world.torrent({ size: 8 * MIB });
    const seed = await world.makeNode({ wire: HOME, ...under('disable') });
    const leech = await world.makeNode({ wire: HOME });
    await seed.seed(torrent);
    await world.run(500);
    await leech.add(torrent);
    await world.until('they meet', () => encryptions(leech).length > 0);
    expect(encryptions(leech)).toEqual(['none']);
    await seed.execute('settings.set', { changes: { encryption: 'prefer' } });
    expect(encryptions(leech)).toEqual(['none']);
    await leech.execute('settings.set', { changes: { encryption: 'require' } });
    expect(encryptions(leech)).toEqual([]);
    await world.until('they meet again', () => encryptions(leech).length > 0);
    expect(encryptions(leech)).toEqual(['rc4']);
    await leech.execute('settings.set', { changes: { encryption: 'disable' } });
    expect(encryptions(leech)).toEqual([]);
    await world.until('they meet a third time', () => encryptions(leech).length > 0);
    expect(encryptions(leech)).toEqual(['none']);
    await world.complete([leech], torrent);
    expect(leech.differences(torrent)).toEqual([]);
  });

  scenario('holds over links that break, with every byte right', async (world) => {
    const torrent = world.torrent({ size: 2 * MIB });
    const seed = await world.makeNode(under('require'));
    const leech = await world.makeNode({ wire: { downBps: 150_000, latencyMs: 40 }, ...under('require') });
    await seed.seed(torrent);
    await leech.add(torrent);
    const breakAgain = () =>
      void world.clock.after(3000, () => {
        leech.host.resetAll();
        breakAgain();
      });
    breakAgain();
    await world.complete([leech], torrent, 300_000);
    expect(leech.differences(torrent)).toEqual([]);
  });

  scenario('is hearsay that peer exchange passes on', async (world) => {
    const torrent = world.torrent({ size: 4 * MIB, tracker: null });
    const wire = { ...HOME, upBps: 20_000 };
    const [hub, encrypted, plain, late] = [
      await world.makeNode({ wire }),
      await world.makeNode({ wire, ...under('require') }),
      await world.makeNode({ wire, ...under('disable') }),
      await world.makeNode({ wire }),
    ];
    for (const node of [hub, encrypted, plain, late]) await node.add(torrent);
    const peers = [encrypted.endpoint, plain.endpoint, late.endpoint];
    await hub.execute('torrents.addPeers', { id: hub.torrent().id, peers });
    const told = (node: SimNode) => late.torrent().net.candidates.get({ host: node.address, port: 6881 });
    await world.until('the latecomer hears of both', () => told(encrypted) !== undefined && told(plain) !== undefined);
    await world.until('it knows both', () => late.torrent().net.peers.size >= 3);
    expect(told(encrypted)?.greeting).toBe('encrypted');
    expect(told(plain)?.greeting).not.toBe('encrypted');
  });
});
