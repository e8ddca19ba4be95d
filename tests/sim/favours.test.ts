/** Favours of peers (BEP 6) and what becomes of them when they are taken back. */
import { describe, expect } from 'vitest';
import * as encode from '../../engine/wire/encode.js';
import { TalkingPeer } from '../support/sim/talking-peer.js';
import { scenario } from '../support/sim/world.js';

const KIB = 1024;
const requestsTo = (peer: TalkingPeer): number => peer.heard.filter((kind) => kind === 'request').length;

describe('a favour', () => {
  scenario('that is rejected is not asked for again and again', async (world) => {
    const torrent = world.torrent({ size: 1024 * KIB, pieceLength: 64 * KIB });
    const leech = await world.makeNode();
    await leech.add(torrent);
    await world.run(500);
    const peer = await TalkingPeer.meet(world, leech, torrent);
    peer.rejectAll();
    peer.say(encode.HAVE_ALL, encode.encodeAllowedFast(3), encode.encodeAllowedFast(5));
    await world.run(60_000);
    expect(peer.askedFor).toEqual([3, 5]);
    expect(requestsTo(peer)).toBeLessThanOrEqual((2 * 64) / 16);
    expect(peer.closed).toBe(false);
  });

  scenario('that was a suggestion and is rejected gives way to other pieces', async (world) => {
    const torrent = world.torrent({ size: 1024 * KIB, pieceLength: 64 * KIB });
    const leech = await world.makeNode();
    await leech.add(torrent);
    await world.run(500);
    const peer = await TalkingPeer.meet(world, leech, torrent);
    peer.say(encode.HAVE_ALL, encode.encodeSuggest(9), encode.UNCHOKE);
    await world.until('the suggestion is taken up', () => peer.askedFor.includes(9), 5000);
    peer.rejectAll();
    await world.run(5000);
    expect(leech.torrent().net.swarm.peers.values().next().value?.machine.permits.suggested).toEqual([]);
    expect(requestsTo(peer)).toBeLessThan(5 * 64); // one window a second at most
  });
});
