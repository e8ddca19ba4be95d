/** What a node says and obeys, message by message, towards one peer. */
import { describe, expect } from 'vitest';
import * as encode from '../../engine/wire/encode.js';
import { encodeDontHave } from '../../engine/wire/extended/lt-donthave.js';
import { TalkingPeer } from '../support/sim/talking-peer.js';
import { scenario } from '../support/sim/world.js';

const KIB = 1024;
const MIB = 1024 * KIB;
const only = <T>(list: Iterable<T>): T => {
  const [first] = [...list];
  if (first === undefined) throw new Error('nothing there');
  return first;
};

const have = (piece: number): Uint8Array => {
  const out = new Uint8Array(encode.HAVE_BYTES);
  encode.writeHave(out, 0, piece);
  return out;
};

describe('messages', () => {
  scenario('announce what came in a tick together, and nothing to those who have it', async (world) => {
    const torrent = world.torrent({ size: 4 * MIB, pieceLength: 16 * KIB });
    const seed = await world.makeNode();
    const leech = await world.makeNode();
    await leech.add(torrent);
    await world.run(500);
    const without = await TalkingPeer.meet(world, leech, torrent);
    const withAll = await TalkingPeer.meet(world, leech, torrent);
    const withHalf = await TalkingPeer.meet(world, leech, torrent);
    without.say(encode.HAVE_NONE);
    withAll.say(encode.HAVE_ALL);
    const bits = new Uint8Array(torrent.pieceCount / 8).fill(0xaa);
    withHalf.say(encode.encodeBitfield(bits));
    await world.run(500);
    const streams = [...leech.host.streams];
    let writes = 0;
    for (const stream of streams.filter(({ remote }) => remote.host === without.host.address)) {
      const write = stream.write.bind(stream);
      stream.write = (chunks, written) => {
        writes++;
        write(chunks, written);
      };
    }
    await seed.seed(torrent);
    await world.complete([leech], torrent);
    await world.run(500);
    expect([...without.haves].sort((a, b) => a - b)).toEqual(Array.from({ length: torrent.pieceCount }, (_, piece) => piece));
    expect(withAll.haves).toEqual([]);
    expect(withHalf.haves.every((piece) => piece % 2 === 1)).toBe(true);
    expect(withHalf.haves).toHaveLength(torrent.pieceCount / 2);
    expect(writes).toBeLessThan(torrent.pieceCount / 4);
  });

  scenario('allow a few pieces to one that has nothing and must wait, and serve them though it is choked', async (world) => {
    const torrent = world.torrent({ size: 8 * MIB, pieceLength: 16 * KIB });
    const seed = await world.makeNode({ settings: { uploadSlotsPerTorrent: 1 } });
    await seed.seed(torrent);
    await world.run(1000);
    const first = await TalkingPeer.meet(world, seed, torrent);
    first.say(encode.HAVE_NONE, encode.INTERESTED);
    await world.until('the first has the slot', () => first.heard.includes('unchoke'), 5_000);
    const second = await TalkingPeer.meet(world, seed, torrent);
    second.say(encode.HAVE_NONE, encode.INTERESTED);
    await world.run(9_000);
    const allowed = () => second.log.entries.flatMap((entry) => (entry.kind === 'allowed-fast' ? [entry.piece] : []));
    await world.until('pieces are allowed', () => allowed().length > 0, 20_000);
    expect(allowed()).toHaveLength(10);
    expect(first.heard).not.toContain('allowed-fast');
    const [piece = -1] = allowed();
    const other = Array.from({ length: torrent.pieceCount }, (_, i) => i).find((i) => !allowed().includes(i)) ?? -1;
    second.ask(piece);
    second.ask(other);
    await world.run(1000);
    expect(second.log.entries.filter(({ kind }) => kind === 'block' || kind === 'reject')).toMatchObject([
      { kind: 'reject', piece: other },
      { kind: 'block', piece },
    ]);
  });

  scenario('ask for allowed pieces while choked, and for nothing else', async (world) => {
    const torrent = world.torrent({ size: MIB, pieceLength: 64 * KIB });
    const leech = await world.makeNode();
    await leech.add(torrent);
    await world.run(500);
    const peer = await TalkingPeer.meet(world, leech, torrent);
    peer.serve();
    peer.say(encode.HAVE_ALL, encode.encodeAllowedFast(3), encode.encodeAllowedFast(5));
    await world.run(5000);
    expect(peer.askedFor).toEqual([3, 5]);
    expect(leech.torrent().content?.have.count).toBe(2);
    peer.say(encode.UNCHOKE);
    await world.complete([leech], torrent);
  });

  scenario('prefer what the peer suggests', async (world) => {
    const torrent = world.torrent({ size: 4 * MIB, pieceLength: 16 * KIB });
    const leech = await world.makeNode();
    await leech.add(torrent);
    await world.run(500);
    const peer = await TalkingPeer.meet(world, leech, torrent);
    peer.serve();
    peer.say(encode.HAVE_ALL, encode.encodeSuggest(9), encode.encodeSuggest(200), encode.UNCHOKE);
    await world.complete([leech], torrent);
    expect(peer.askedFor.slice(0, 2).sort()).toEqual([200, 9]);
  });

  scenario('believe a peer that a piece is gone: it is counted no more and asked for no more', async (world) => {
    const torrent = world.torrent({ size: 512 * KIB, pieceLength: 64 * KIB });
    const leech = await world.makeNode();
    const { content } = await leech.add(torrent);
    await world.run(500);
    const peer = await TalkingPeer.meet(world, leech, torrent);
    peer.say(encode.HAVE_ALL);
    await world.run(500);
    const id = only(peer.introductions).ids.ltDontHave ?? 0;
    const availability = (piece: number) => content?.swarmContent?.picker.availability(piece);
    peer.say(encode.UNCHOKE);
    await world.until('something is asked for', () => peer.askedFor.length > 0, 5_000);
    const [lost = -1] = peer.askedFor;
    expect(availability(lost)).toBe(1);
    peer.say(encode.encodeExtended(id, encodeDontHave(lost)));
    await world.until('another is asked for', () => peer.askedFor.length > 1, 5_000);
    expect(availability(lost)).toBe(0);
    expect(only(leech.torrent().net.swarm.peers.values()).machine.requests.has(lost, 0)).toBe(false);
    const asks = () => peer.log.entries.filter((entry) => entry.kind === 'request' && entry.piece === lost).length;
    const before = asks();
    peer.serve([lost]);
    await world.run(60_000);
    expect([asks(), leech.torrent().content?.have.count]).toEqual([before, torrent.pieceCount - 1]);
    peer.say(have(lost));
    peer.serve();
    await world.complete([leech], torrent, 120_000);
  });

  scenario('tell upload-only when the last wanted byte is there, and take it back when more is wanted', async (world) => {
    const files = [
      { path: 'a', size: 256 * KIB },
      { path: 'b', size: 256 * KIB },
    ];
    const torrent = world.torrent({ pieceLength: 64 * KIB, files });
    const seed = await world.makeNode();
    const leech = await world.makeNode();
    const { id } = await leech.add(torrent, { wanted: [0] });
    await world.run(500);
    const peer = await TalkingPeer.meet(world, leech, torrent);
    peer.say(encode.HAVE_NONE);
    await world.run(500);
    await seed.seed(torrent);
    await world.complete([leech], torrent);
    await world.run(500);
    await leech.execute('torrents.setPriorities', { id, files: [{ index: 1, priority: 'normal' }] });
    await world.run(300);
    expect(peer.introductions.map(({ uploadOnly }) => uploadOnly).slice(0, 3)).toEqual([null, true, false]);
  });

  scenario('say what we have to a peer that a resting seed reaches at last', async (world) => {
    const torrent = world.torrent({ size: MIB, tracker: null });
    const seed = await world.makeNode();
    const { id } = await seed.seed(torrent);
    const leech = await world.makeNode();
    await world.run(500);
    await seed.execute('torrents.addPeers', { id, peers: [leech.endpoint] });
    await world.run(20_000);
    await leech.add(torrent);
    await world.complete([leech], torrent, 600_000);
  });

  scenario('let one go that wants as little as we do, whichever way it says so', async (world) => {
    const torrent = world.torrent({ size: MIB });
    const seed = await world.makeNode();
    await seed.seed(torrent);
    await world.run(1000);
    const [byHandshake, byMessage, leech] = [
      await TalkingPeer.meet(world, seed, torrent),
      await TalkingPeer.meet(world, seed, torrent),
      await TalkingPeer.meet(world, seed, torrent),
    ];
    for (const peer of [byHandshake, byMessage, leech]) peer.say(encode.HAVE_NONE);
    byHandshake.introduce({ uploadOnly: true });
    byMessage.introduce({});
    leech.introduce({ uploadOnly: true });
    leech.introduce({ uploadOnly: false });
    await world.run(500);
    byMessage.say(encode.encodeExtended(only(byMessage.introductions).ids.uploadOnly ?? 0, Uint8Array.of(1)));
    await world.run(15_000);
    expect([byHandshake.closed, byMessage.closed, leech.closed]).toEqual([true, true, false]);
  });

  scenario('keep what an earlier extension handshake said when a later one leaves it out', async (world) => {
    const torrent = world.torrent({ size: MIB });
    const seed = await world.makeNode();
    await seed.seed(torrent);
    await world.run(1000);
    const peer = await TalkingPeer.meet(world, seed, torrent);
    peer.introduce({ ids: { utPex: 4 }, client: 'Talker 1.0', maxQueue: 77 });
    peer.introduce({ ids: { utMetadata: 3 }, uploadOnly: false });
    await world.run(500);
    const known = only(seed.torrent().net.swarm.peers.values());
    expect(known.extended).toMatchObject({ ids: { utPex: 4, utMetadata: 3 }, client: 'Talker 1.0', maxQueue: 77, uploadOnly: false });
    expect([known.client, known.clientFromId]).toEqual(['Talker 1.0', 'TK 0.0.0.1']);
  });
});
