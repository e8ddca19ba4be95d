import { describe, expect } from 'vitest';
import { scenario, type World } from '../support/sim/world.js';

const KIB = 1024;
const MIB = 1024 * KIB;
const FEW_SLABS = 8;
/** Something is always on its way over it. */
const SLOW = { upBps: 1500 };

describe('a pool of eight slabs', () => {
  for (const pieceLength of [16 * KIB, 256 * KIB, MIB, 4 * MIB, 8 * MIB]) {
    scenario(`is enough for pieces of ${pieceLength / KIB} KiB from four seeds`, async (world) => {
      const torrent = world.torrent({ size: Math.max(4 * MIB, 2 * pieceLength), pieceLength });
      const seeds = await world.makeNodes(4, { wire: { upBps: 1_000_000 } });
      for (const seed of seeds) await seed.seed(torrent);
      await world.run(500);
      const leech = await world.makeNode({ slabs: FEW_SLABS });
      await leech.add(torrent);
      await world.complete([leech], torrent);
      expect(leech.differences(torrent)).toEqual([]);
    });

    scenario(`is enough for pieces of ${pieceLength / KIB} KiB when peers leave half-way`, async (world) => {
      const torrent = world.torrent({ size: Math.max(4 * MIB, 2 * pieceLength), pieceLength });
      const leech = await world.makeNode({ slabs: FEW_SLABS });
      await leech.add(torrent);
      // each of these has a part that nobody else has for now, gives a little, and goes
      for (let round = 0; round < 5; round++) {
        const going = await world.makeScripted(torrent, { answer: (nth) => (nth < 20 ? 'good' : 'nothing'), share: [round, 5] });
        await leech.execute('torrents.addPeers', { id: leech.torrent().id, peers: [`${going.address}:6881`] });
        await world.run(3000);
        going.host.vanish();
        await world.run(500);
      }
      const seed = await world.makeNode({ wire: { upBps: 1_000_000 } });
      await seed.seed(torrent);
      await leech.execute('torrents.addPeers', { id: leech.torrent().id, peers: [seed.endpoint] });
      await world.complete([leech], torrent, 900_000);
      expect(leech.differences(torrent)).toEqual([]);
    });
  }

  scenario('is not asked for by the first peer alone: each of four has its share of what is under way', async (world) => {
    const torrent = world.torrent({ size: 32 * MIB, pieceLength: 16 * KIB, tracker: null });
    const leech = await world.makeNode({ slabs: FEW_SLABS });
    await leech.add(torrent);
    const seeds = [];
    // fast lines with a long way: the window of each would be all the memory and more
    for (let i = 0; i < 4; i++) seeds.push(await world.makeScripted(torrent, {}, { upBps: 2_000_000, latencyMs: 200 }));
    await leech.execute('torrents.addPeers', { id: leech.torrent().id, peers: seeds.map(({ address }) => `${address}:6881`) });
    const most = new Map<number, number>();
    await world.until('half of it is here', () => {
      const { content, net } = leech.torrent();
      const peers = [...net.swarm.peers.values()];
      // once all of them deliver
      if ((content?.have.count ?? 0) > 100 && peers.every(({ machine }) => machine.requests.size > 0))
        for (const { key, machine } of peers) most.set(key, Math.max(most.get(key) ?? 0, machine.requests.size));
      return (content?.have.count ?? 0) > torrent.pieceCount / 2;
    });
    // 128 blocks, for a promise takes half of what it promises, by four; the window of each would be more than all of it
    expect([...most.values()]).toEqual([32, 32, 32, 32]);
    await world.complete([leech], torrent);
  });

  scenario('does not deadlock on pieces that nobody can finish', async (world) => {
    const torrent = world.torrent({ size: 8 * MIB, pieceLength: MIB });
    const leech = await world.makeNode({ slabs: FEW_SLABS });
    // eight peers with one piece each: the pool fills with one slab of each piece, and all of them leave
    const going = [];
    for (let piece = 0; piece < 8; piece++) {
      going.push(await world.makeScripted(torrent, { answer: (nth) => (nth < 3 ? 'good' : 'nothing'), share: [piece, 8] }));
    }
    await leech.add(torrent, { peers: going.map(({ address }) => `${address}:6881`) });
    await world.run(5000);
    expect(leech.pool.freeSlabs).toBe(0);
    for (const peer of going) peer.host.resetAll();
    for (const peer of going) peer.host.vanish();
    // who is left has one piece only, and none of those that were begun can be finished for it
    const last = await world.makeScripted(torrent, { share: [3, 8] });
    await leech.execute('torrents.addPeers', { id: leech.torrent().id, peers: [`${last.address}:6881`] });
    await world.until('that piece is there', () => leech.torrent().content?.have.has(3) ?? false, 60_000);
    const seed = await world.makeNode();
    await seed.seed(torrent);
    await leech.execute('torrents.addPeers', { id: leech.torrent().id, peers: [seed.endpoint] });
    await world.complete([leech], torrent, 120_000);
    expect(leech.differences(torrent)).toEqual([]);
  });

  scenario('is shared by download and upload, and by several torrents', async (world) => {
    const torrents = ['one', 'two', 'three'].map((name) => world.torrent({ name, size: 6 * MIB, pieceLength: 512 * KIB }));
    const middle = await world.makeNode({ slabs: FEW_SLABS });
    await middle.seed(torrents[0] ?? world.torrent());
    await middle.seed(torrents[1] ?? world.torrent());
    const taker = await world.makeNode();
    const seed = await world.makeNode({ wire: { upBps: 500_000 } });
    await seed.seed(torrents[2] ?? world.torrent());
    await world.run(1000);
    for (const torrent of torrents) await taker.add(torrent);
    await middle.add(torrents[2] ?? world.torrent());
    for (const torrent of torrents) await world.complete([taker, middle], torrent, 120_000);
    for (const torrent of torrents) expect(taker.differences(torrent)).toEqual([]);
    expect(middle.differences(torrents[2] ?? world.torrent())).toEqual([]);
  });

  scenario('does not deadlock on them under a slow limit either, where asking is rare', async (world) => {
    const { leech, torrent } = await spent(world);
    const last = await world.makeScripted(torrent, { share: [8, 9] });
    await leech.execute('settings.set', { changes: { maxDownBps: 4000 } });
    await leech.execute('torrents.addPeers', { id: leech.torrent().id, peers: [`${last.address}:6881`] });
    await world.until('something of that piece comes', () => last.answered > 0, 30_000);
    await leech.execute('settings.set', { changes: { maxDownBps: null } });
    await world.until('that piece is there', () => leech.torrent().content?.have.has(8) ?? false, 30_000);
  });

  scenario('is not kept for hours by a torrent that is slow, while another waits', async (world) => {
    const { leech, torrent } = await spent(world);
    const slow = await world.makeScripted(torrent, {}, SLOW);
    await leech.execute('torrents.addPeers', { id: leech.torrent(torrent).id, peers: [`${slow.address}:6881`] });
    await world.until('it goes on, slowly', () => slow.answered > 0, 60_000);
    const other = world.torrent({ name: 'other', size: 4 * MIB, pieceLength: MIB, tracker: null });
    const seed = await world.makeNode();
    await seed.seed(other);
    await leech.add(other, { peers: [seed.endpoint] });
    await world.complete([leech], other, 60_000);
    expect(leech.differences(other)).toEqual([]);
  });

  scenario('is not kept for hours by a torrent that is slow, while others want to read from us', async (world) => {
    const { leech, torrent } = await spent(world);
    const slow = await world.makeScripted(torrent, {}, SLOW);
    const ours = world.torrent({ name: 'ours', size: 4 * MIB, pieceLength: MIB, tracker: null });
    await leech.seed(ours);
    await leech.execute('torrents.addPeers', { id: leech.torrent(torrent).id, peers: [`${slow.address}:6881`] });
    await world.until('it goes on, slowly', () => slow.answered > 0, 60_000);
    const taker = await world.makeNode();
    await taker.add(ours, { peers: [leech.endpoint] });
    await world.complete([taker], ours, 60_000);
    expect(taker.differences(ours)).toEqual([]);
  });
});

/** A leech whose memory has gone to nine pieces that were begun: who gave the beginnings has left. */
async function spent(world: World) {
  const torrent = world.torrent({ size: 9 * MIB, pieceLength: MIB, tracker: null });
  const leech = await world.makeNode({ slabs: FEW_SLABS });
  const going = [];
  for (let piece = 0; piece < 8; piece++) {
    going.push(await world.makeScripted(torrent, { answer: (nth) => (nth < 3 ? 'good' : 'nothing'), share: [piece, 9] }));
  }
  await leech.add(torrent, { peers: going.map(({ address }) => `${address}:6881`) });
  await world.run(5000);
  expect(leech.pool.freeSlabs).toBe(0);
  for (const peer of going) {
    peer.host.resetAll();
    peer.host.vanish();
  }
  await world.run(100);
  return { leech, torrent };
}
