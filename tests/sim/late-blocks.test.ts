/** Blocks that come after their requests were given up: those that can be honest are welcome, a flood of them is not. */
import { describe, expect } from 'vitest';
import * as encode from '../../engine/wire/encode.js';
import { PIECE_HEADER_BYTES } from '../../engine/wire/message.js';
import { TalkingPeer } from '../support/sim/talking-peer.js';
import { scenario } from '../support/sim/world.js';

const KIB = 1024;
const BLOCK = 16 * KIB;

describe('late blocks', () => {
  scenario('are no way around the rule for blocks nobody asked for: who rejects all and then sends is banned', async (world) => {
    const torrent = world.torrent({ size: 4096 * KIB, pieceLength: 256 * KIB });
    const leech = await world.makeNode();
    await leech.add(torrent);
    await world.run(500);
    const peer = await TalkingPeer.meet(world, leech, torrent);
    peer.rejectAll();
    peer.say(encode.HAVE_ALL, encode.UNCHOKE);
    await world.run(120_000);
    const header = new Uint8Array(PIECE_HEADER_BYTES);
    encode.writePieceHeader(header, 0, 0, 0, BLOCK);
    for (let i = 0; i < 1000 && !peer.closed; i++) {
      peer.say(header, torrent.bytes.slice(0, BLOCK));
      await world.run(10);
    }
    expect(leech.torrent().net.candidates.bans().get(peer.host.address)).toBe('it sends blocks nobody asked for');
    expect(leech.torrent().allWastedBytes).toBeLessThanOrEqual(2 * torrent.pieceLength);
  });

  scenario('of one that hung for nine minutes are all welcome', async (world) => {
    const torrent = world.torrent({ size: 4096 * KIB, pieceLength: 64 * KIB });
    const leech = await world.makeNode();
    await leech.add(torrent);
    await world.run(500);
    const peer = await TalkingPeer.meet(world, leech, torrent);
    peer.say(encode.HAVE_ALL, encode.UNCHOKE);
    await world.run(540_000);
    expect(peer.heard.filter((kind) => kind === 'request').length).toBeGreaterThan(5);
    peer.serve();
    await world.complete([leech], torrent, 30_000);
    expect([peer.closed, leech.torrent().net.candidates.bans().size]).toEqual([false, 0]);
  });
});
