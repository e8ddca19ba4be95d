import { describe, expect } from 'vitest';
import { scenario } from '../support/sim/world.js';

const MIB = 1024 * 1024;

describe('bad peers', () => {
  scenario('bans who sends damaged blocks, says why, and never bans the honest', async (world) => {
    const torrent = world.torrent({ size: 4 * MIB, pieceLength: 256 * 1024 });
    const honest = await Promise.all([0, 1].map(() => world.makeScripted(torrent, {}, { upBps: 200_000 })));
    const corrupt = await world.makeScripted(torrent, { answer: () => 'corrupt' }, { upBps: 200_000 });
    const leech = await world.makeNode();
    await leech.add(torrent, { peers: [...honest, corrupt].map(({ address }) => `${address}:6881`) });
    await world.complete([leech], torrent);
    expect(leech.differences(torrent)).toEqual([]);
    const { net, log_ } = leech.torrent();
    expect([...net.candidates.bans()]).toEqual([[corrupt.address, 'it sent damaged data']]);
    expect(log_.since(0).some(({ text }) => text.includes(corrupt.address) && text.includes('it sent damaged data'))).toBe(true);
  });

  scenario('finds the one who damages a block now and then', async (world) => {
    const torrent = world.torrent({ size: 8 * MIB, pieceLength: 256 * 1024 });
    const honest = await Promise.all([0, 1, 2].map(() => world.makeScripted(torrent, {}, { upBps: 300_000 })));
    const corrupt = await world.makeScripted(torrent, { answer: (nth) => (nth % 7 === 3 ? 'corrupt' : 'good') }, { upBps: 300_000 });
    const leech = await world.makeNode();
    await leech.add(torrent, { peers: [...honest, corrupt].map(({ address }) => `${address}:6881`) });
    await world.complete([leech], torrent);
    expect(leech.differences(torrent)).toEqual([]);
    expect([...leech.torrent().net.candidates.bans().keys()]).toEqual([corrupt.address]);
  });

  for (const pieceLength of [512 * 1024, 5 * MIB]) {
    scenario(`tells them apart where all take part in all pieces of ${pieceLength} bytes`, async (world) => {
      const torrent = world.torrent({ size: 15 * MIB, pieceLength });
      const wire = { upBps: 400_000 };
      const honest = await Promise.all([0, 1, 2].map(() => world.makeScripted(torrent, {}, wire)));
      const corrupt = [
        await world.makeScripted(torrent, { answer: () => 'corrupt' }, wire),
        await world.makeScripted(torrent, { answer: (nth) => (nth % 40 === 3 ? 'corrupt' : 'good') }, wire),
      ];
      const leech = await world.makeNode();
      await leech.add(torrent, { peers: [...honest, ...corrupt].map(({ address }) => `${address}:6881`) });
      await world.complete([leech], torrent);
      await world.run(10_000);
      expect(leech.differences(torrent)).toEqual([]);
      const bans = [...leech.torrent().net.candidates.bans().keys()].sort();
      expect(bans).toEqual(corrupt.map(({ address }) => address).sort());
    });
  }

  scenario('is not held up by peers that never unchoke', async (world) => {
    const torrent = world.torrent({ size: 2 * MIB });
    const stingy = await Promise.all([0, 1, 2, 3].map(() => world.makeScripted(torrent, { unchokes: false })));
    const honest = await world.makeScripted(torrent, {}, { upBps: 100_000 });
    const leech = await world.makeNode();
    await leech.add(torrent, { peers: [...stingy, honest].map(({ address }) => `${address}:6881`) });
    await world.complete([leech], torrent, 60_000);
    expect([...leech.torrent().net.candidates.bans()]).toEqual([]);
  });

  scenario('gives requests to others when a peer goes silent, however many do', async (world) => {
    const torrent = world.torrent({ size: 2 * MIB });
    const silent = await Promise.all(
      [0, 1, 2, 3, 4].map(() => world.makeScripted(torrent, { answer: (nth) => (nth < 3 ? 'good' : 'nothing') })),
    );
    const leech = await world.makeNode();
    await leech.add(torrent, { peers: silent.map(({ address }) => `${address}:6881`) });
    await world.run(5000);
    const honest = await world.makeScripted(torrent, {}, { upBps: 100_000 });
    await leech.execute('torrents.addPeers', { id: leech.torrent().id, peers: [`${honest.address}:6881`] });
    await world.complete([leech], torrent, 180_000);
    expect(leech.differences(torrent)).toEqual([]);
    expect([...leech.torrent().net.candidates.bans()]).toEqual([]);
  });

  scenario('gives requests to others under a low limit too', async (world) => {
    const torrent = world.torrent({ size: MIB });
    const silent = await Promise.all([0, 1, 2].map(() => world.makeScripted(torrent, { answer: () => 'nothing' })));
    const leech = await world.makeNode({ settings: { maxDownBps: 40_000 } });
    await leech.add(torrent, { peers: silent.map(({ address }) => `${address}:6881`) });
    await world.run(5000);
    const honest = await world.makeScripted(torrent, {});
    await leech.execute('torrents.addPeers', { id: leech.torrent().id, peers: [`${honest.address}:6881`] });
    await world.complete([leech], torrent, 400_000);
  });

  scenario('completes past peers that reject, hang up and say nothing after the handshake', async (world) => {
    const torrent = world.torrent({ size: 2 * MIB });
    const bad = [
      await world.makeScripted(torrent, { answer: () => 'reject' }),
      await world.makeScripted(torrent, { answer: (nth) => (nth % 5 === 4 ? 'hang-up' : 'good'), fast: false }),
      await world.makeScripted(torrent, { silent: true }),
    ];
    const mute = world.network.host(world.freeAddress());
    mute.mute = true;
    const honest = await world.makeScripted(torrent, {}, { upBps: 100_000 });
    const leech = await world.makeNode();
    await leech.add(torrent, { peers: [...bad, honest, mute].map(({ address }) => `${address}:6881`) });
    await world.complete([leech], torrent, 120_000);
    expect(leech.differences(torrent)).toEqual([]);
    expect([...leech.torrent().net.candidates.bans()]).toEqual([]);
    expect(bad[0]?.asked).toBeLessThan(2000);
  });

  scenario('does not wait at the end for a block that somebody stopped sending half-way', async (world) => {
    const torrent = world.torrent({ size: 2 * MIB });
    const stuck = await Promise.all(
      [0, 1, 2].map(() => world.makeScripted(torrent, { answer: (nth) => (nth === 0 ? 'half' : 'nothing') })),
    );
    const leech = await world.makeNode();
    const { id } = await leech.add(torrent, { peers: stuck.map(({ address }) => `${address}:6881`) });
    await world.run(3000);
    const honest = await world.makeScripted(torrent, {}, { upBps: 500_000 });
    await leech.execute('torrents.addPeers', { id, peers: [`${honest.address}:6881`] });
    await world.complete([leech], torrent, 15_000);
    expect(leech.differences(torrent)).toEqual([]);
    expect([...leech.torrent().net.candidates.bans()]).toEqual([]);
  });

  scenario('does not wait at the end for who took a piece of his own after damage and then fell silent', async (world) => {
    const torrent = world.torrent({ size: 2 * MIB, pieceLength: 256 * 1024 });
    const wire = { upBps: 200_000 };
    const sly = await world.makeScripted(torrent, { answer: (nth) => (nth === 0 ? 'corrupt' : nth < 12 ? 'good' : 'nothing') }, wire);
    const honest = await world.makeScripted(torrent, {}, wire);
    const leech = await world.makeNode();
    await leech.add(torrent, { peers: [sly, honest].map(({ address }) => `${address}:6881`) });
    await world.complete([leech], torrent, 40_000);
    expect(leech.differences(torrent)).toEqual([]);
    expect([...leech.torrent().net.candidates.bans().keys()]).not.toContain(honest.address);
  });

  scenario('is not kept from a peer by one that copied its id and came first', async (world) => {
    const torrent = world.torrent({ size: 2 * MIB });
    const [copy, honest] = [await world.makeScripted(torrent, { answer: () => 'nothing' }), await world.makeScripted(torrent, {})];
    copy.peerId.set(honest.peerId);
    const leech = await world.makeNode();
    const { id } = await leech.add(torrent, { peers: [`${copy.address}:6881`] });
    await world.until('the copy is here', () => copy.met > 0);
    await leech.execute('torrents.addPeers', { id, peers: [`${honest.address}:6881`] });
    await world.complete([leech], torrent, 20_000);
  });

  scenario('wastes a piece or two on each who damages data, however fast it sends', async (world) => {
    const torrent = world.torrent({ size: 16 * MIB, pieceLength: 256 * 1024 });
    const shares = [1, 5, 20, 60];
    const corrupt = await Promise.all(
      shares.map((of) => world.makeScripted(torrent, { answer: (nth) => (nth % of === of - 1 ? 'corrupt' : 'good') })),
    );
    const honest = await world.makeScripted(torrent, {}, { upBps: 2_000_000 });
    const leech = await world.makeNode();
    await leech.add(torrent, { peers: [...corrupt, honest].map(({ address }) => `${address}:6881`) });
    await world.complete([leech], torrent);
    expect(leech.differences(torrent)).toEqual([]);
    expect(leech.torrent().allWastedBytes / torrent.pieceLength).toBeLessThanOrEqual(2 * shares.length);
    expect([...leech.torrent().net.candidates.bans().keys()]).not.toContain(honest.address);
  });

  scenario('survives connections that open and never speak', async (world) => {
    const torrent = world.torrent({ size: MIB });
    const seed = await world.makeNode();
    await seed.seed(torrent);
    const crowd = world.network.host(world.freeAddress());
    for (let i = 0; i < 20; i++) {
      crowd.dialer.dial(
        { host: seed.address, port: 6881 },
        { timeoutMs: 1000 },
        (stream) => stream.setSink({ onBytes: () => undefined, onDrain: () => undefined, onClose: () => undefined }),
        () => undefined,
      );
    }
    await world.run(500);
    expect(seed.session.view().connections).toBeLessThanOrEqual(8);
    const leech = await world.makeNode();
    await leech.add(torrent);
    await world.complete([leech], torrent);
    await world.run(15_000);
    expect(crowd.streams.size).toBe(0);
  });
});
