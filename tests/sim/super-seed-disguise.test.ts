import { describe, expect } from 'vitest';
import * as encode from '../../engine/wire/encode.js';
import { TalkingPeer } from '../support/sim/talking-peer.js';
import { scenario } from '../support/sim/world.js';

const KIB = 1024;

describe('a super-seed', () => {
  scenario('looks like one that has nothing: no list, no favours, wanting something (BEP 16)', async (world) => {
    const torrent = world.torrent({ size: 4096 * KIB, pieceLength: 16 * KIB });
    const seed = await world.makeNode({ settings: { uploadSlotsPerTorrent: 1 } });
    const { id } = await seed.seed(torrent);
    await seed.execute('torrents.setOptions', { ids: [id], superSeed: true });
    await world.run(1000);
    const peers = [await TalkingPeer.meet(world, seed, torrent), await TalkingPeer.meet(world, seed, torrent)];
    for (const peer of peers) {
      peer.introduce({});
      peer.say(encode.HAVE_NONE, encode.INTERESTED);
    }
    await world.run(45_000);
    expect(peers.some(({ heard }) => !heard.includes('unchoke'))).toBe(true);
    for (const peer of peers) {
      expect(peer.heard[0]).toBe('have-none');
      expect(peer.heard.filter((kind) => ['have-all', 'bitfield', 'allowed-fast'].includes(kind))).toEqual([]);
      expect(peer.haves).toHaveLength(2);
      expect(peer.introductions.filter(({ uploadOnly }) => uploadOnly)).toEqual([]);
    }
    expect(new Set(peers.flatMap(({ haves }) => haves)).size).toBe(4);
  });
});
