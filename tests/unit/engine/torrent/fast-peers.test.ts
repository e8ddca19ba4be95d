import { expect, test } from 'vitest';
import { type RankedPeer, rankBySpeed } from '../../../../engine/torrent/fast-peers.js';

const peer = (rateBps: number, isSnubbed = false): RankedPeer => ({ isFast: false, machine: { window: { rateBps, isSnubbed } } });
const ranked = (...peers: RankedPeer[]) => {
  rankBySpeed(peers);
  return peers.map(({ isFast }) => isFast);
};

test('calls fast who brings at least half of what the fastest brings', () => {
  expect(ranked(peer(1000), peer(500), peer(499), peer(0))).toEqual([true, true, false, false]);
});

test('calls everybody fast while nobody has brought anything, but not those who let requests time out', () => {
  expect(ranked(peer(0), peer(0, true))).toEqual([true, false]);
});
