import { createHash } from 'node:crypto';
import { describe, expect, vi } from 'vitest';
import { encode } from '../../engine/bencode/encode.js';
import { encodeTorrentFile } from '../../engine/metainfo/encode-torrent-file.js';
import { type Manners, ScriptedPeer } from '../support/sim/scripted-peer.js';
import { ScriptedTaker } from '../support/sim/scripted-taker.js';
import type { SimNode } from '../support/sim/sim-node.js';
import type { SimTorrent } from '../support/sim/sim-torrent.js';
import { scenario, type World } from '../support/sim/world.js';

const MIB = 1024 * 1024;
const BLOCK = 16 * 1024;
const MEASURE_MS = 10_000;

/**
 * Bytes a second over ten seconds. At low rates whole blocks are few (one in 0.8 s at 20 kB/s), so the time is taken
 * from the change before the first to the last change that was seen.
 */
async function measure(world: World, total: () => number): Promise<number> {
  const start = await nextChange(world, total);
  let last = start;
  while (last.at - start.at < MEASURE_MS) last = await nextChange(world, total);
  return ((last.bytes - start.bytes) * 1000) / (last.at - start.at);
}

/** A block's worth of bytes later. */
async function nextChange(world: World, total: () => number): Promise<{ at: number; bytes: number }> {
  const before = total();
  for (let waited = 0; total() - before < BLOCK; waited += 10) {
    if (waited > 30_000) throw new Error('nothing moves any more');
    await world.run(10);
  }
  await world.run(20); // a block comes in several reads
  return { at: world.clock.now(), bytes: total() };
}

/** Nothing but zeros, so that half a gigabyte costs no time to make. */
function zeros(size: number, pieceLength: number): SimTorrent {
  const bytes = new Uint8Array(size);
  const hash = createHash('sha1').update(new Uint8Array(pieceLength)).digest();
  const pieces = new Uint8Array((size / pieceLength) * 20);
  for (let at = 0; at < pieces.length; at += 20) pieces.set(hash, at);
  const infoBytes = encode({ length: size, name: 'zeros', 'piece length': pieceLength, pieces });
  const infoHash = new Uint8Array(createHash('sha1').update(infoBytes).digest());
  const magnet = `magnet:?xt=urn:btih:${Buffer.from(infoHash).toString('hex')}`;
  const shape = { name: 'zeros', pieceLength, pieceCount: size / pieceLength, totalSize: size, payloadBytes: size };
  return {
    ...shape,
    bytes,
    infoBytes,
    infoHash,
    magnet,
    files: [{ path: 'zeros', size, bytes }],
    file: encodeTorrentFile({ infoBytes, trackers: [] }),
  };
}

const RATES = [20_000, 1_000_000, 50_000_000];
const PEERS = [1, 50, 500];
const MANY = { maxConnections: 1000, maxConnectionsPerTorrent: 1000, uploadSlotsPerTorrent: 1000 };

/** What a connection may have under way in the simulation must not be what limits it. */
const NEAR = { latencyMs: 1, jitterMs: 0.2 };

/** Hosts far apart: clients keep only few addresses of one network. */
const farAddress = (i: number) => `10.${1 + (i >> 7)}.${i & 127}.1`;
const endpointOf = (node: SimNode) => ({ host: node.address, port: node.session.view().listenPort ?? 0 });
const wireBytesOf = (node: SimNode) => [...node.host.streams].reduce((sum, stream) => sum + stream.receivedBytes, 0);

describe('rate limits', () => {
  for (const rateBps of RATES) {
    for (const peers of PEERS) {
      scenario(`hold downloads at ${rateBps} bytes a second within 2 %, from ${peers} peers`, async (world) => {
        const torrent =
          rateBps > 1_000_000 ? zeros(640 * MIB, MIB / 4) : zeros(Math.max(2, Math.ceil((rateBps * 18) / MIB)) * MIB, MIB / 4);
        const leech = await world.makeNode({ wire: NEAR, settings: { ...MANY, maxDownBps: rateBps } });
        const added = await leech.add(torrent);
        for (let i = 0; i < peers; i++)
          new ScriptedPeer(world.network.host(farAddress(i), NEAR), torrent, {}, world.clock).dial(endpointOf(leech));
        await world.until('all are there', () => added.net.swarm.peers.size === peers);
        const total = () => wireBytesOf(leech);
        await world.until('something moves', () => added.traffic.down.total > 0);
        const measured = (await measure(world, total)) / rateBps;
        expect(measured).toBeGreaterThan(0.98);
        expect(measured).toBeLessThan(1.02);
      });

      scenario(`hold uploads at ${rateBps} bytes a second within 2 %, to ${peers} peers`, async (world) => {
        const torrent = world.torrent({ size: 8 * MIB, pieceLength: MIB / 4 });
        const seed = await world.makeNode({ wire: NEAR, settings: { ...MANY, maxUpBps: rateBps } });
        const added = await seed.seed(torrent);
        await world.run(1000);
        const underWay = Math.ceil((rateBps / peers / BLOCK) * 0.5) + 1;
        const takers = Array.from(
          { length: peers },
          (_, i) => new ScriptedTaker(world.network.host(farAddress(i), NEAR), torrent, underWay),
        );
        for (const taker of takers) taker.dial(endpointOf(seed));
        await world.until('something moves', () => added.traffic.up.total > 0);
        await world.run(10_000);
        const total = () => takers.reduce((sum, { wireBytes }) => sum + wireBytes, 0);
        const measured = (await measure(world, total)) / rateBps;
        expect(measured).toBeGreaterThan(0.98);
        expect(measured).toBeLessThan(1.02);
      });
    }
  }

  for (const rateBps of [20_000, 1_000_000]) {
    scenario(`let no more through in the first ten seconds than ${rateBps} bytes a second allow`, async (world) => {
      const torrent = world.torrent({ size: 16 * MIB, pieceLength: MIB / 4 });
      const seed = await world.makeNode();
      await seed.seed(torrent);
      await world.run(20_000); // any savings have been made by now
      const leech = await world.makeNode({ settings: { maxDownBps: rateBps, maxUpBps: rateBps } });
      const taker = await world.makeNode({ settings: { maxUpBps: 1 } });
      await world.run(20_000);
      await leech.add(torrent);
      await taker.add(torrent, { peers: [leech.endpoint] });
      await world.run(10_000);
      expect(leech.torrent().traffic.down.total).toBeLessThan(rateBps * 10 * 1.02);
      // two blocks are asked of the taker, which gives nothing; another may still wait for its allowance
      expect(leech.torrent().traffic.down.total).toBeGreaterThan(rateBps * 10 * 0.95 - 3 * BLOCK);
      expect(leech.torrent().traffic.up.total).toBeLessThan(rateBps * 10 * 1.02);
    });
  }

  scenario('get back what was asked of peers that have vanished, bit by bit', async (world) => {
    const rateBps = 1_000_000;
    const torrent = zeros(80 * MIB, MIB / 4);
    const leech = await world.makeNode({ settings: { maxDownBps: rateBps } });
    await leech.add(torrent);
    const meet = async (manners: Manners) => {
      const peer = new ScriptedPeer(world.network.host(world.freeAddress()), torrent, manners, world.clock);
      peer.dial(endpointOf(leech));
      await world.run(100);
      return peer;
    };
    const bad = [await meet({ answer: () => 'nothing' }), await meet({ answer: () => 'nothing' })];
    await world.run(4000);
    expect(bad.reduce((sum, { asked }) => sum + asked, 0)).toBeGreaterThan(20);
    await meet({});
    for (const { host } of bad) host.resetAll();
    const total = () => wireBytesOf(leech);
    await world.until('something moves', () => leech.torrent().traffic.down.total > 0);
    const start = total();
    const moved: number[] = [];
    for (let i = 0; i < 6; i++) {
      const before = total();
      await world.run(10_000);
      moved.push((total() - before) / rateBps / 10);
    }
    expect(Math.max(...moved)).toBeLessThan(1.02);
    expect((total() - start) / rateBps / 60).toBeGreaterThan(1.003);
  });

  scenario('get back the rest of a block that broke off with its connection', async (world) => {
    const torrent = world.torrent({ size: 4 * MIB });
    const leech = await world.makeNode({ settings: { maxDownBps: 1_000_000 } });
    const bad = await world.makeScripted(torrent, { answer: (nth) => (nth === 0 ? 'half' : 'nothing') });
    const { net, traffic } = await leech.add(torrent, { peers: [`${bad.address}:6881`] });
    const peer = () => [...net.peers.values()][0];
    await world.until('half a block is here', () => traffic.down.total === BLOCK / 2);
    const underWay = (peer()?.machine.requests.size ?? 0) * BLOCK;
    const giveBack = vi.spyOn(traffic.download, 'giveBack');
    bad.host.resetAll();
    await world.until('it has gone', () => peer() === undefined);
    expect(giveBack.mock.calls.reduce((sum, [bytes]) => sum + bytes, 0)).toBe(underWay + BLOCK / 2);
  });

  scenario('are fair to many torrents, in both directions', async (world) => {
    const torrents = Array.from({ length: 6 }, (_, i) => world.torrent({ name: `t${i}`, size: 4 * MIB, tracker: null }));
    const settings = { maxActiveDownloads: null, uploadSlotsPerTorrent: 8, pex: false };
    const middle = await world.makeNode({ settings: { ...settings, maxDownBps: 300_000, maxUpBps: 150_000 } });
    const seed = await world.makeNode();
    for (const torrent of torrents) await seed.seed(torrent);
    for (const torrent of torrents) await middle.add(torrent, { peers: [seed.endpoint] });
    await world.run(30_000);
    const takers = await world.makeNodes(2, { settings });
    for (const taker of takers) for (const torrent of torrents) await taker.add({ ...torrent }, { peers: [middle.endpoint] });
    await world.run(5000);
    const start = torrents.map((torrent) => middle.torrent(torrent).traffic.down.total);
    const startUp = torrents.map((torrent) => middle.torrent(torrent).traffic.up.total);
    await world.run(30_000);
    const moved = torrents.map((torrent, i) => middle.torrent(torrent).traffic.down.total - (start[i] ?? 0));
    const given = torrents.map((torrent, i) => middle.torrent(torrent).traffic.up.total - (startUp[i] ?? 0));
    expect(jain(moved)).toBeGreaterThan(0.95);
    expect(jain(given)).toBeGreaterThan(0.9);
  });

  scenario('of a torrent and of the session hold together', async (world) => {
    const torrents = ['one', 'two'].map((name) => world.torrent({ name, size: 8 * MIB }));
    const leech = await world.makeNode({ settings: { maxDownBps: 200_000 } });
    const seeds = await world.makeNodes(2);
    for (const [i, torrent] of torrents.entries()) {
      await seeds[i]?.seed(torrent);
      await leech.add(torrent, { peers: [seeds[i]?.endpoint ?? ''] });
    }
    await leech.execute('torrents.setLimits', { ids: [leech.torrent(torrents[0]).id], maxDownBps: 50_000 });
    await world.run(10_000);
    const start = torrents.map((torrent) => leech.torrent(torrent).traffic.down.total);
    await world.run(20_000);
    const [own = 0, other = 0] = torrents.map((torrent, i) => (leech.torrent(torrent).traffic.down.total - (start[i] ?? 0)) / 20);
    expect(own / 50_000).toBeGreaterThan(0.95);
    expect(own / 50_000).toBeLessThan(1.05);
    expect((own + other) / 200_000).toBeGreaterThan(0.97);
    expect((own + other) / 200_000).toBeLessThan(1.03);
  });

  scenario('share what is sent among all who are unchoked', async (world) => {
    const torrent = world.torrent({ size: 8 * MIB });
    const seed = await world.makeNode({ settings: { maxUpBps: 160_000 } });
    await seed.seed(torrent);
    await world.run(500);
    const leeches = await world.makeNodes(5, { settings: { maxUpBps: 1 } });
    for (const leech of leeches) await leech.add(torrent);
    await world.run(40_000);
    const shares = leeches.map((leech) => leech.torrent().traffic.down.total);
    expect(Math.min(...shares)).toBeGreaterThan(Math.max(...shares) / 2);
  });

  scenario('are shared by two torrents, in both directions', async (world) => {
    const torrents = ['one', 'two'].map((name) => world.torrent({ name, size: 8 * MIB }));
    const middle = await world.makeNode({ settings: { maxDownBps: 200_000, maxUpBps: 100_000 } });
    const seeds = await world.makeNodes(2);
    const takers = await world.makeNodes(2);
    for (const [i, torrent] of torrents.entries()) {
      await seeds[i]?.seed(torrent);
      await middle.add(torrent, { peers: [seeds[i]?.endpoint ?? ''] });
    }
    await world.run(20_000);
    for (const [i, torrent] of torrents.entries()) await takers[i]?.add({ ...torrent }, { peers: [middle.endpoint] });
    const down = () => torrents.map((torrent) => middle.torrent(torrent).traffic.down.total);
    const start = down();
    await world.run(10_000);
    const [first = 0, second = 0] = down().map((bytes, i) => bytes - (start[i] ?? 0));
    expect((first + second) / 10 / 200_000).toBeGreaterThan(0.95);
    expect((first + second) / 10 / 200_000).toBeLessThan(1.05);
    expect(Math.min(first, second)).toBeGreaterThan(Math.max(first, second) * 0.7);
  });

  scenario('of one torrent leave the other alone', async (world) => {
    const torrents = ['one', 'two'].map((name) => world.torrent({ name, size: 6 * MIB }));
    const seed = await world.makeNode();
    for (const torrent of torrents) await seed.seed(torrent);
    await world.run(500);
    const leech = await world.makeNode();
    for (const torrent of torrents) await leech.add(torrent);
    const id = leech.torrent(torrents[0]).id;
    await leech.execute('torrents.setLimits', { ids: [id], maxDownBps: 50_000, maxUpBps: null });
    await world.complete([leech], torrents[1], 20_000);
    expect(leech.torrent(torrents[0]).traffic.down.total).toBeLessThan(1_200_000);
    await leech.execute('torrents.setLimits', { ids: [id], maxDownBps: null, maxUpBps: null });
    await world.complete([leech], torrents[0], 20_000);
  });

  scenario('that leave us deaf for minutes cost no peer its connection', async (world) => {
    const torrent = world.torrent({ size: 6 * MIB });
    const seed = await world.makeNode({ wire: { upBps: 2_000_000 } });
    await seed.seed(torrent);
    await world.run(500);
    const leech = await world.makeNode();
    await leech.add(torrent);
    await world.until('it is fast', () => leech.torrent().traffic.down.total > MIB);
    const keys = () => [...leech.torrent().net.swarm.peers.keys()];
    const before = keys();
    await leech.execute('settings.set', { changes: { maxDownBps: 1000 } });
    leech.session.down.take(1_000_000); // as after a flood of messages that nobody asked for
    await world.run(900_000);
    expect(leech.torrent().traffic.isOverdrawn).toBe(true);
    expect(keys()).toEqual(before);
    await leech.execute('settings.set', { changes: { maxDownBps: null } });
    await world.complete([leech], torrent, 30_000);
    expect(keys()).toEqual(before);
  });
});

/** Jain's index: 1 when all have the same, 1/n when one has everything. */
function jain(shares: readonly number[]): number {
  const sum = shares.reduce((a, b) => a + b, 0);
  return sum ** 2 / (shares.length * shares.reduce((a, b) => a + b * b, 0));
}
