/** Peers that say too little: how long they are waited for, what becomes of what they were asked for, and what we say ourselves. */
import { describe, expect } from 'vitest';
import * as encode from '../../engine/wire/encode.js';
import { PIECE_HEADER_BYTES } from '../../engine/wire/message.js';
import type { SimNode } from '../support/sim/sim-node.js';
import type { SimTorrent } from '../support/sim/sim-torrent.js';
import { TalkingPeer } from '../support/sim/talking-peer.js';
import { scenario, type World } from '../support/sim/world.js';

const KIB = 1024;
const BLOCK = 16 * KIB;

async function leechOf(world: World, torrent: SimTorrent, settings = {}): Promise<SimNode> {
  const leech = await world.makeNode({ settings });
  await leech.add(torrent);
  await world.run(500);
  return leech;
}
const machineOf = (leech: SimNode) => leech.torrent().net.peers.values().next().value?.machine;
const bansOf = (leech: SimNode) => leech.torrent().net.candidates.bans().size;
const requestsTo = (peer: TalkingPeer) => peer.log.entries.flatMap((entry) => (entry.kind === 'request' ? [entry] : []));
const cancelsTo = (peer: TalkingPeer) => peer.log.entries.flatMap((entry) => (entry.kind === 'cancel' ? [entry] : []));

/** The header of a block and its first bytes. */
function beginningOf(torrent: SimTorrent, { piece, offset }: { piece: number; offset: number }, bytes: number): Uint8Array[] {
  const header = new Uint8Array(PIECE_HEADER_BYTES);
  encode.writePieceHeader(header, 0, piece, offset, BLOCK);
  const at = piece * torrent.pieceLength + offset;
  return [header, torrent.bytes.slice(at, at + bytes)];
}

describe('a connection', () => {
  scenario('on which there is nothing to say is kept alive by a word in less than two minutes', async (world) => {
    const torrent = world.torrent({ size: 64 * KIB });
    const peer = await TalkingPeer.meet(world, await leechOf(world, torrent), torrent);
    peer.say(encode.HAVE_NONE);
    for (let minute = 0; minute < 10; minute++) {
      const before = peer.heard.length;
      await world.run(60_000);
      peer.say(encode.KEEP_ALIVE);
      await world.run(60_000);
      expect(peer.heard.length).toBeGreaterThan(before);
    }
    expect(peer.closed).toBe(false);
  });

  scenario('on which the other says nothing for ten minutes is ended, and nobody is banned for it', async (world) => {
    const torrent = world.torrent({ size: 64 * KIB });
    const leech = await leechOf(world, torrent);
    const peer = await TalkingPeer.meet(world, leech, torrent);
    peer.say(encode.HAVE_NONE);
    await world.run(590_000);
    expect(peer.closed).toBe(false);
    await world.run(20_000);
    expect([peer.closed, bansOf(leech)]).toEqual([true, 0]);
  });
});

describe('a request', () => {
  scenario(
    'is given up after a minute of silence; half a minute later one block is asked for, and a late answer is taken',
    async (world) => {
      const torrent = world.torrent({ size: 512 * KIB, pieceLength: 64 * KIB });
      const leech = await leechOf(world, torrent);
      const peer = await TalkingPeer.meet(world, leech, torrent);
      peer.say(encode.HAVE_ALL, encode.UNCHOKE);
      await world.run(55_000);
      const asked = requestsTo(peer).length;
      expect([machineOf(leech)?.requests.size, machineOf(leech)?.window.isSnubbed]).toEqual([asked, false]);
      await world.run(10_000);
      expect([machineOf(leech)?.requests.size, machineOf(leech)?.window.isSnubbed]).toEqual([0, true]);
      await world.run(35_000);
      expect(requestsTo(peer)).toHaveLength(asked + 1);
      peer.serve();
      await world.complete([leech], torrent, 30_000);
      expect(leech.torrent().allWastedBytes).toBeLessThanOrEqual(torrent.pieceLength);
    },
  );

  scenario('is given up after a minute too where the peer chokes and unchokes all the time instead of answering', async (world) => {
    const torrent = world.torrent({ size: 512 * KIB, pieceLength: 64 * KIB });
    const leech = await leechOf(world, torrent);
    const peer = await TalkingPeer.meet(world, leech, torrent);
    peer.say(encode.HAVE_ALL, encode.UNCHOKE);
    for (let second = 0; second < 65; second++) {
      await world.run(1000);
      peer.say(encode.CHOKE, encode.UNCHOKE);
    }
    expect(machineOf(leech)?.requests.size).toBe(0);
    expect(bansOf(leech)).toBe(0);
    const asked = requestsTo(peer).length;
    await world.run(20_000);
    expect(requestsTo(peer)).toHaveLength(asked);
  });

  scenario('that is passed over while others are answered is made again after two minutes', async (world) => {
    const torrent = world.torrent({ size: 8 * 1024 * KIB, pieceLength: BLOCK });
    const leech = await leechOf(world, torrent, { maxDownBps: 40_000 });
    const peer = await TalkingPeer.meet(world, leech, torrent);
    peer.serve();
    peer.say(encode.HAVE_ALL, encode.UNCHOKE);
    await world.until('it has proved itself', () => (leech.torrent().content?.have.count ?? 0) > 20, 30_000);
    const asked = new Set(requestsTo(peer).map(({ piece }) => piece));
    const withheld = [200, 201, 202, 203].find((piece) => !asked.has(piece)) ?? 0;
    const asks = () => requestsTo(peer).filter(({ piece }) => piece === withheld).length;
    peer.serve([withheld]);
    peer.say(encode.encodeSuggest(withheld));
    await world.until('that one is asked for', () => asks() > 0, 10_000);
    await world.run(115_000);
    expect(asks()).toBe(1);
    await world.run(10_000);
    expect(asks()).toBe(2);
    expect(machineOf(leech)?.window.isSnubbed).toBe(false);
  });

  scenario('is not made of a peer beyond what it queues', async (world) => {
    const torrent = world.torrent({ size: 2048 * KIB, pieceLength: 1024 * KIB });
    const leech = await leechOf(world, torrent);
    const peer = await TalkingPeer.meet(world, leech, torrent);
    peer.introduce({ maxQueue: 8 });
    peer.say(encode.HAVE_ALL, encode.UNCHOKE);
    await world.run(5000);
    expect(requestsTo(peer)).toHaveLength(8);
    peer.serve();
    await world.complete([leech], torrent, 30_000);
  });

  scenario('made of two at the end is taken back from the one when the other has answered', async (world) => {
    const torrent = world.torrent({ size: 64 * KIB, pieceLength: 64 * KIB });
    const leech = await leechOf(world, torrent);
    const first = await TalkingPeer.meet(world, leech, torrent);
    first.say(encode.HAVE_ALL, encode.UNCHOKE);
    await world.until('one is asked for all', () => requestsTo(first).length === 4, 5000);
    const second = await TalkingPeer.meet(world, leech, torrent);
    second.say(encode.HAVE_ALL, encode.UNCHOKE);
    await world.until('the other is asked too', () => requestsTo(second).length === 4, 1500);
    first.serve();
    await world.run(500);
    const blocks = (list: readonly { offset: number; length: number }[]) => list.map(({ offset, length }) => [offset, length]).sort();
    expect(blocks(cancelsTo(second))).toEqual(blocks(requestsTo(second)));
    expect([cancelsTo(first).length, leech.torrent().allWastedBytes, leech.isComplete()]).toEqual([0, 0, true]);
  });
});

describe('a block', () => {
  scenario('that breaks off ends the connection after a minute, without blame, and is asked of others', async (world) => {
    const torrent = world.torrent({ size: 64 * KIB, pieceLength: 64 * KIB });
    const leech = await leechOf(world, torrent);
    const peer = await TalkingPeer.meet(world, leech, torrent);
    peer.say(encode.HAVE_ALL, encode.UNCHOKE);
    await world.until('it is asked', () => requestsTo(peer).length > 0, 5000);
    peer.say(...beginningOf(torrent, { piece: 0, offset: 0 }, 5000));
    await world.run(58_000);
    expect(peer.closed).toBe(false);
    await world.run(7000);
    expect([peer.closed, bansOf(leech)]).toEqual([true, 0]);
    const other = await TalkingPeer.meet(world, leech, torrent);
    other.serve();
    other.say(encode.HAVE_ALL, encode.UNCHOKE);
    await world.complete([leech], torrent, 10_000);
  });

  scenario('that drips ends the connection after two minutes, without blame', async (world) => {
    const torrent = world.torrent({ size: 1024 * KIB, pieceLength: 64 * KIB });
    const leech = await leechOf(world, torrent);
    const peer = await TalkingPeer.meet(world, leech, torrent);
    peer.say(encode.HAVE_ALL, encode.UNCHOKE);
    await world.until('it is asked', () => requestsTo(peer).length > 0, 5000);
    const [first] = requestsTo(peer);
    if (first === undefined) throw new Error('nothing was asked for');
    peer.say(...beginningOf(torrent, first, 1));
    for (let drop = 1; drop < 23; drop++) {
      await world.run(5000);
      expect(peer.closed).toBe(false);
      peer.say(Uint8Array.of(drop));
    }
    await world.run(15_000);
    expect([peer.closed, bansOf(leech)]).toEqual([true, 0]);
  });

  scenario(
    'that drips ends the connection all the same where another gave the block meanwhile; it is not dialled again at once',
    async (world) => {
      const torrent = world.torrent({ size: 1024 * KIB, pieceLength: 64 * KIB, tracker: null });
      const leech = await leechOf(world, torrent);
      const peer = await TalkingPeer.meet(world, leech, torrent);
      peer.introduce({ listenPort: 6881 });
      peer.say(encode.HAVE_ALL, encode.UNCHOKE);
      await world.until('it is asked', () => requestsTo(peer).length > 0, 5000);
      const [first] = requestsTo(peer);
      if (first === undefined) throw new Error('nothing was asked for');
      peer.say(...beginningOf(torrent, first, 1));
      // the other lacks one piece, so that the download goes on
      const lacking = first.piece === 15 ? 14 : 15;
      const other = await TalkingPeer.meet(world, leech, torrent);
      other.serve();
      other.say(encode.encodeBitfield(Uint8Array.of(255, 255 & ~(0x80 >> (lacking - 8)))), encode.UNCHOKE);
      for (let drop = 1; drop < 23; drop++) {
        await world.run(5000);
        expect(peer.closed).toBe(false);
        peer.say(Uint8Array.of(drop));
        other.say(encode.KEEP_ALIVE);
      }
      expect(leech.torrent().content?.have.count).toBe(15);
      await world.run(15_000);
      expect([peer.closed, other.closed, bansOf(leech)]).toEqual([true, false, 0]);
      const candidate = leech.torrent().net.candidates.get({ host: peer.host.address, port: 6881 });
      expect(candidate?.failures).toBeGreaterThan(0);
    },
  );
});
