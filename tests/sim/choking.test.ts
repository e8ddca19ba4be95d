/** Who may download, in swarms: turns at a seed, free slots at once, tit for tat, partial seeds. */
import { describe, expect } from 'vitest';
import * as encode from '../../engine/wire/encode.js';
import { ScriptedTaker } from '../support/sim/scripted-taker.js';
import { TalkingPeer } from '../support/sim/talking-peer.js';
import { scenario, type World } from '../support/sim/world.js';

const KIB = 1024;
const MIB = 1024 * KIB;

describe('choking', () => {
  scenario('gives every leech at a seed its turn, though there are few slots and nobody leaves', async (world) => {
    const torrent = world.torrent({ size: 4 * MIB });
    const seed = await world.makeNode({ settings: { uploadSlotsPerTorrent: 2 } });
    await seed.seed(torrent);
    await world.run(1000);
    const peers: TalkingPeer[] = [];
    for (let i = 0; i < 8; i++) {
      const peer = await TalkingPeer.meet(world, seed, torrent);
      peer.say(encode.HAVE_NONE, encode.INTERESTED);
      peers.push(peer);
    }
    for (let minute = 0; minute < 13; minute++) {
      await world.run(60_000);
      for (const peer of peers) peer.say(encode.KEEP_ALIVE);
    }
    expect(peers.filter(({ heard }) => heard.includes('unchoke'))).toHaveLength(8);
    const open = () => [...seed.torrent().net.swarm.peers.values()].filter(({ machine }) => !machine.flags.choking).length;
    expect(open()).toBe(2);
  });

  scenario('gives a slot away at once when its holder leaves, or wants nothing more', async (world) => {
    const torrent = world.torrent({ size: 4 * MIB });
    const seed = await world.makeNode({ settings: { uploadSlotsPerTorrent: 1 } });
    await seed.seed(torrent);
    await world.run(1000);
    const [first, second, third] = [
      await TalkingPeer.meet(world, seed, torrent),
      await TalkingPeer.meet(world, seed, torrent),
      await TalkingPeer.meet(world, seed, torrent),
    ];
    const open = ({ heard }: TalkingPeer) => heard.lastIndexOf('unchoke') > heard.lastIndexOf('choke');
    for (const peer of [first, second, third]) peer.say(encode.HAVE_NONE, encode.INTERESTED);
    await world.until('one has the slot', () => [first, second, third].filter(open).length === 1, 1_000);
    const holder = [first, second, third].find(open);
    const others = [first, second, third].filter((peer) => peer !== holder);
    holder?.say(encode.NOT_INTERESTED);
    await world.until('another has it', () => others.some(open), 1_000);
    others.find(open)?.leave();
    await world.until('the last has it', () => others.every((peer) => peer.heard.includes('unchoke')), 1_000);
  });

  scenario('rewards those who give, while we leech', async (world) => {
    const torrent = world.torrent({ size: 16 * MIB });
    const node = await world.makeNode({ settings: { uploadSlotsPerTorrent: 2, maxDownBps: 200_000 } });
    await node.add(torrent);
    await world.run(500);
    const giver = await TalkingPeer.meet(world, node, torrent);
    const takers = [
      await TalkingPeer.meet(world, node, torrent),
      await TalkingPeer.meet(world, node, torrent),
      await TalkingPeer.meet(world, node, torrent),
    ];
    for (const taker of takers) taker.say(encode.HAVE_NONE, encode.INTERESTED);
    giver.serve();
    const bits = new Uint8Array(torrent.pieceCount / 8).fill(0xff);
    bits[0] = 0x7f;
    giver.say(encode.encodeBitfield(bits), encode.INTERESTED, encode.UNCHOKE);
    await world.run(15_000);
    const chokes = (peer: TalkingPeer) => peer.heard.filter((kind) => kind === 'choke').length;
    await world.run(45_000);
    expect(giver.heard).toContain('unchoke');
    const before = chokes(giver);
    await world.run(10_000);
    expect(chokes(giver)).toBe(before);
    const flags = [...node.torrent().net.swarm.peers.values()].map(({ key, machine }) => [
      machine.flags.choking,
      node.torrent().net.tick.rounds.isOptimistic(key),
    ]);
    expect(flags[0]).toEqual([false, false]);
    expect(flags.slice(1).filter(([choking, lucky]) => !choking && lucky)).toHaveLength(1);
  });
});

describe('partial seeds', () => {
  scenario('part from each other and from seeds, keep serving leeches, and come back for more', async (world) => {
    const files = [
      { path: 'a', size: 512 * KIB },
      { path: 'b', size: 512 * KIB },
    ];
    const torrent = world.torrent({ pieceLength: 64 * KIB, files });
    const seed = await world.makeNode();
    const [one, two] = [await world.makeNode(), await world.makeNode()];
    await seed.seed(torrent);
    await world.run(500);
    const { id } = await one.add(torrent, { wanted: [0] });
    await two.add(torrent, { wanted: [1] });
    await world.complete([one, two], torrent, 60_000);
    await world.run(60_000);
    for (const node of [seed, one, two]) expect(node.session.view().connections).toBe(0);
    await one.execute('torrents.announce', { ids: [id] });
    await world.run(1000);
    const told = world.tracker.announces.filter(({ address }) => address === one.address);
    expect(told.map(({ event }) => event)).toEqual(['started', 'paused']);
    expect(told[1]?.leftBytes).toBe(512 * KIB);
    seed.kill();
    const late = await world.makeNode();
    await late.add(torrent);
    await world.complete([late], torrent, 120_000);
    expect(late.differences(torrent)).toEqual([]);
    await one.execute('torrents.setPriorities', { id, files: [{ index: 1, priority: 'normal' }] });
    await world.complete([one], torrent, 120_000);
    expect(one.differences(torrent)).toEqual([]);
  });
});

describe('a magnet with a selection', () => {
  scenario('brings the selected files and no others (BEP 53)', async (world) => {
    const files = ['a', 'b', 'c', 'd', 'e'].map((path) => ({ path, size: 192 * KIB }));
    const torrent = world.torrent({ pieceLength: 64 * KIB, files });
    const seed = await world.makeNode();
    await seed.seed(torrent);
    await world.run(500);
    const leech = await world.makeNode();
    const magnet = `${torrent.magnet}&so=1,3-4`;
    await leech.execute('torrents.add', { source: { kind: 'magnet', uri: magnet }, savePath: '/downloads' });
    await world.until('the selection is there', () => leech.torrent().content !== null && leech.isComplete(), 60_000);
    const paths = torrent.files.map(({ path }) => path);
    expect(
      leech.differences(
        torrent,
        [1, 3, 4].map((file) => paths[file] ?? ''),
      ),
    ).toEqual([]);
    expect([0, 2].map((file) => leech.disk.has(`/downloads/${paths[file]}`))).toEqual([false, false]);
    expect(leech.torrent().traffic.down.total).toBe(3 * 192 * KIB);
    expect(leech.torrent().content?.wanted.totalBytes).toBe(3 * 192 * KIB);
  });
});

describe('slots left to us', () => {
  const slotsFor = async (world: World, upBps: number, takerBps: number, minutes: number): Promise<number> => {
    const torrent = world.torrent({ size: 2 * MIB });
    const seed = await world.makeNode({ wire: { upBps, latencyMs: 10, jitterMs: 2 } });
    await seed.seed(torrent);
    await world.run(1000);
    for (let i = 0; i < 30; i++) {
      const host = world.network.host(world.freeAddress(), { downBps: takerBps, latencyMs: 10, jitterMs: 2 });
      new ScriptedTaker(host, torrent, 8).dial({ host: seed.address, port: seed.session.view().listenPort ?? 0 });
    }
    await world.run(minutes * 60_000);
    return seed.torrent().net.tick.rounds.slots;
  };

  scenario('come to as many as the line can fill', async (world) => {
    expect(await slotsFor(world, 12_000_000, 300_000, 0.5)).toBeGreaterThanOrEqual(27);
  });

  scenario('come to few where one peer alone fills the line', async (world) => {
    const slots = await slotsFor(world, 100_000, 1_000_000, 10);
    expect(slots).toBeGreaterThanOrEqual(4);
    expect(slots).toBeLessThanOrEqual(7);
  });
});
