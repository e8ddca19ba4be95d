import { describe, expect } from 'vitest';
import { scenario } from '../support/sim/world.js';

const KIB = 1024;
const MIB = 1024 * KIB;
const FEW_SLABS = 8;

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
});
