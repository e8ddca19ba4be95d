import { describe, expect } from 'vitest';
import { scenario } from '../support/sim/world.js';

const KIB = 1024;
const MIB = 1024 * KIB;
const SLOW = { upBps: 200_000 };

describe('the life of a torrent', () => {
  scenario('fetches the details of a magnet from peers, then the payload', async (world) => {
    const files = Array.from({ length: 900 }, (_, i) => ({ path: `a folder with a long name ${i}/file ${i}`, size: 1000 + i }));
    const torrent = world.torrent({ files, pieceLength: 16 * KIB });
    expect(torrent.infoBytes.length).toBeGreaterThan(3 * 16 * KIB);
    const seed = await world.makeNode();
    await seed.seed(torrent);
    await world.run(500);
    const leeches = await world.makeNodes(2);
    for (const leech of leeches) await leech.add(torrent, { source: { kind: 'magnet', uri: torrent.magnet } });
    await world.complete(leeches, torrent);
    for (const leech of leeches) {
      expect(leech.differences(torrent)).toEqual([]);
      expect(leech.events.some(({ kind }) => kind === 'metadata-received')).toBe(true);
    }
  });

  scenario('passes on the details that it learnt after they met', async (world) => {
    const torrent = world.torrent({ size: MIB, tracker: null });
    const [first, second, seed] = await world.makeNodes(3);
    await first?.add(torrent, { source: { kind: 'magnet', uri: torrent.magnet } });
    await second?.add(torrent, { source: { kind: 'magnet', uri: torrent.magnet } });
    await second?.execute('torrents.addPeers', { id: second.torrent().id, peers: [first?.endpoint ?? ''] });
    await world.run(2000);
    await seed?.seed(torrent);
    await world.run(1000);
    await first?.execute('torrents.addPeers', { id: first.torrent().id, peers: [seed?.endpoint ?? ''] });
    await world.complete(
      [first, second].flatMap((node) => node ?? []),
      torrent,
    );
    expect(second?.differences(torrent)).toEqual([]);
  });

  scenario('holds a magnet until its files are chosen', async (world) => {
    const torrent = world.torrent({ files: ['a', 'b', 'c'].map((path) => ({ path, size: 300_000 })) });
    const seed = await world.makeNode();
    await seed.seed(torrent);
    const leech = await world.makeNode();
    await leech.add(torrent, { source: { kind: 'magnet', uri: torrent.magnet }, hold: true });
    await world.until('the details are there', () => leech.torrent().state.kind === 'held');
    await world.run(5000);
    expect(leech.torrent().traffic.down.total).toBe(0);
    await leech.execute('torrents.accept', { id: leech.torrent().id, savePath: '/downloads', wanted: [1], paused: false });
    await world.complete([leech], torrent);
    expect(leech.differences(torrent, ['payload/b'])).toEqual([]);
    expect(leech.torrent().content?.isWhole).toBe(false);
  });

  scenario('pauses and resumes', async (world) => {
    const torrent = world.torrent({ size: 2 * MIB });
    const seed = await world.makeNode({ wire: SLOW });
    await seed.seed(torrent);
    const leech = await world.makeNode();
    await leech.add(torrent);
    const { id } = leech.torrent();
    for (let round = 0; round < 3; round++) {
      const before = leech.torrent().content?.have.count ?? 0;
      await world.until('more is there', () => (leech.torrent().content?.have.count ?? 0) > before + 3);
      await leech.execute('torrents.pause', { ids: [id] });
      await world.run(1000);
      expect(leech.session.view().connections).toBe(0);
      expect(leech.pool.freeSlabs).toBe(leech.pool.budgetSlabs);
      const paused = leech.torrent().traffic.down.total;
      await world.run(20_000);
      expect(leech.torrent().traffic.down.total).toBe(paused);
      await leech.execute('torrents.resume', { ids: [id] });
    }
    await world.complete([leech], torrent);
    expect(leech.differences(torrent)).toEqual([]);
  });

  scenario('quits mid-way, starts again, and downloads only what is missing', async (world) => {
    const torrent = world.torrent({ size: 3 * MIB });
    const seed = await world.makeNode({ wire: SLOW });
    await seed.seed(torrent);
    const leech = await world.makeNode();
    await leech.add(torrent);
    await world.until('a third is there', () => (leech.torrent().content?.have.count ?? 0) >= 16);
    await world.quit(leech);
    const had = leech.torrent().content?.have.count ?? 0;
    await world.run(5000);
    await leech.restart();
    await world.run(500);
    expect(leech.torrent().state.kind).toBe('running');
    expect(leech.torrent().content?.have.count).toBeGreaterThanOrEqual(had);
    await world.complete([leech], torrent);
    expect(leech.differences(torrent)).toEqual([]);
    // blocks of unfinished pieces are kept too
    expect(leech.torrent().traffic.down.total).toBeLessThanOrEqual(torrent.totalSize - had * torrent.pieceLength);
  });

  scenario('remembers what a person did, though it is killed a second later', async (world) => {
    const torrent = world.torrent({ size: 2 * MIB });
    const node = await world.makeNode();
    const restart = async () => {
      await world.run(1000);
      node.kill();
      await node.restart();
      await world.run(500);
    };
    const { id } = await node.add(torrent);
    await restart();
    expect(node.torrent().state.kind).toBe('running');
    await node.execute('torrents.pause', { ids: [id] });
    await restart();
    expect(node.torrent().state.kind).toBe('paused');
    await node.execute('torrents.resume', { ids: [id] });
    await restart();
    expect(node.torrent().state.kind).toBe('running');
    await world.settle(node.execute('torrents.remove', { ids: [id], deleteData: false }));
    await node.execute('torrents.restore', { ids: [id] });
    await node.execute('torrents.setLimits', { ids: [id], maxDownBps: 1000, maxUpBps: null });
    await restart();
    expect(node.torrent().traffic.downLimit.rateBps).toBe(1000);
  });

  scenario('loses at most the last seconds when it is killed', async (world) => {
    const torrent = world.torrent({ size: 4 * MIB });
    const seed = await world.makeNode({ wire: SLOW });
    await seed.seed(torrent);
    const leech = await world.makeNode();
    await leech.add(torrent);
    await world.until('half is there', () => (leech.torrent().content?.have.count ?? 0) >= 32);
    const got = leech.torrent().traffic.down.total;
    leech.kill();
    await world.run(3000);
    await leech.restart();
    expect(leech.torrent().traffic.down.total).toBe(0);
    await world.complete([leech], torrent, 900_000);
    expect(leech.differences(torrent)).toEqual([]);
    const again = leech.torrent().traffic.down.total - (torrent.totalSize - got);
    expect(again).toBeLessThan(4.5 * SLOW.upBps);
  });

  scenario('comes back after it was removed', async (world) => {
    const torrent = world.torrent({ size: 2 * MIB });
    const seed = await world.makeNode({ wire: SLOW });
    await seed.seed(torrent);
    const leech = await world.makeNode();
    const { id } = await leech.add(torrent);
    await world.until('some is there', () => (leech.torrent().content?.have.count ?? 0) >= 8);
    await world.settle(leech.execute('torrents.remove', { ids: [id], deleteData: false }));
    expect(leech.session.registry.size).toBe(0);
    expect(leech.state.records()).toEqual([]);
    await world.run(1000);
    expect(leech.session.view().connections).toBe(0);
    expect(leech.pool.freeSlabs).toBe(leech.pool.budgetSlabs);
    await leech.execute('torrents.restore', { ids: [id] });
    await world.complete([leech], torrent);
    expect(leech.differences(torrent)).toEqual([]);
    expect(leech.torrent().traffic.down.total).toBeLessThan(torrent.totalSize - 7 * torrent.pieceLength);
    await world.settle(leech.execute('torrents.remove', { ids: [id], deleteData: true }));
    expect([...leech.disk.keys()]).toEqual([]);
  });

  scenario('cannot come back beside itself when it was added anew meanwhile', async (world) => {
    const torrent = world.torrent({ size: MIB });
    const node = await world.makeNode();
    const { id } = await node.add(torrent);
    await world.settle(node.execute('torrents.remove', { ids: [id], deleteData: false }));
    await node.add(torrent);
    await expect(world.settle(node.execute('torrents.restore', { ids: [id] }))).rejects.toThrow('in the list again');
    expect(node.session.registry.size).toBe(1);
  });

  scenario('downloads only the pieces of the files that are wanted', async (world) => {
    const files = [
      { path: 'first.bin', size: 500_000 },
      { path: 'second.bin', size: 700_001 },
      { path: 'third.bin', size: 300_000 },
      { path: 'fourth.bin', size: 650_000 },
    ];
    const torrent = world.torrent({ files, pieceLength: 32 * KIB });
    const seed = await world.makeNode();
    await seed.seed(torrent);
    const leech = await world.makeNode();
    await leech.add(torrent, { wanted: [1, 3] });
    await world.complete([leech], torrent);
    await world.run(5000);
    expect(leech.differences(torrent, ['payload/second.bin', 'payload/fourth.bin'])).toEqual([]);
    const { content, traffic } = leech.torrent();
    const wanted = Array.from({ length: torrent.pieceCount }, (_, piece) => (content?.wanted.pieces[piece] ?? 0) > 0);
    expect(wanted.every((isWanted, piece) => content?.have.has(piece) === isWanted)).toBe(true);
    expect(traffic.down.total).toBeLessThan(700_001 + 650_000 + 4 * 32 * KIB);
    await leech.execute('torrents.setPriorities', { id: leech.torrent().id, files: [{ index: 0, priority: 'high' }] });
    await world.complete([leech], torrent);
    expect(leech.differences(torrent, ['payload/first.bin'])).toEqual([]);
    expect(leech.torrent().content?.isWhole).toBe(false);
  });

  scenario('waits for a tracker that is down, and goes on when it is back', async (world) => {
    const torrent = world.torrent({ size: MIB });
    const seed = await world.makeNode();
    await seed.seed(torrent);
    await world.run(1000);
    world.tracker.state = 'refusing';
    const leech = await world.makeNode();
    await leech.add(torrent);
    await world.run(20_000);
    world.tracker.state = 'silent';
    await world.run(60_000);
    expect(leech.torrent().traffic.down.total).toBe(0);
    world.tracker.state = 'up';
    await world.complete([leech], torrent, 240_000);
    expect(leech.differences(torrent)).toEqual([]);
    await world.run(2000);
    const events = world.tracker.announces.filter(({ address }) => address === leech.address).map(({ event }) => event);
    expect(events).toEqual(['started', 'completed']);
  });

  scenario('checks data that lies there already, and downloads what is wrong with it', async (world) => {
    const torrent = world.torrent({ size: 2 * MIB });
    const seed = await world.makeNode();
    await seed.seed(torrent);
    const leech = await world.makeNode();
    const found = torrent.bytes.slice();
    found[100_000] = (found[100_000] ?? 0) ^ 1;
    leech.disk.set('/downloads/payload', found);
    await leech.add(torrent);
    await world.complete([leech], torrent);
    expect(leech.differences(torrent)).toEqual([]);
    expect(leech.torrent().traffic.down.total).toBe(torrent.pieceLength);
  });

  scenario('rechecks while it downloads', async (world) => {
    const torrent = world.torrent({ size: 2 * MIB });
    const seed = await world.makeNode({ wire: SLOW });
    await seed.seed(torrent);
    const leech = await world.makeNode();
    const { id } = await leech.add(torrent);
    await world.until('some is there', () => (leech.torrent().content?.have.count ?? 0) >= 8);
    const had = leech.torrent().content?.have.count ?? 0;
    await leech.execute('torrents.recheck', { ids: [id] });
    await world.until('it runs again', () => leech.torrent().state.kind === 'running');
    expect(leech.torrent().content?.have.count).toBeGreaterThanOrEqual(had);
    await world.complete([leech], torrent);
    expect(leech.differences(torrent)).toEqual([]);
  });
});
