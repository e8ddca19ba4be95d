import { beforeEach, describe, expect, test } from 'vitest';
import { ChokeRounds, isSnubbed } from '../../../../engine/torrent/choke-rounds.js';
import type { Swarm } from '../../../../engine/torrent/swarm.js';
import type { SwarmPeer } from '../../../../engine/torrent/swarm-peer.js';
import { encodeBitfield, INTERESTED, UNCHOKE } from '../../../../engine/wire/encode.js';
import { seededRandom } from '../../../support/seeded-random.js';
import { block, machine } from '../peer/peer-log.js';

const MINUTE = 60_000;
let now: number;
let peers: Map<number, SwarmPeer>;

beforeEach(() => {
  now = 10 * MINUTE;
  peers = new Map();
});

/** A peer that has a piece and wants others; it came so long ago. */
function add(key: number, { agoMs = 5 * MINUTE, hasNothing = false } = {}): SwarmPeer['machine'] {
  const { peer } = machine();
  const bits = Uint8Array.of(hasNothing ? 0 : 0x80);
  peer.receive(Buffer.concat([encodeBitfield(bits), INTERESTED]), now - agoMs);
  Object.assign(peer.stats, { connectedAt: now - agoMs });
  peers.set(key, { key, machine: peer, stream: { queuedBytes: 0 } } as unknown as SwarmPeer); // as much of one as a round looks at
  return peer;
}
function rounds(slots: number, seed = 1, isSeeding = false): ChokeRounds {
  const swarm = { peers, random: seededRandom(seed), offerFast: () => undefined };
  return new ChokeRounds(swarm as unknown as Swarm, { isSeeding: () => isSeeding, uploadSlots: () => slots });
}
const open = () => [...peers].flatMap(([key, { machine }]) => (machine.flags.choking ? [] : [key]));

describe('a choke round', () => {
  test('draws who came less than a minute ago, and who has nothing yet, three times as often', () => {
    for (const newcomer of [{ agoMs: 5000 }, { hasNothing: true }]) {
      let drawn = 0;
      for (let seed = 0; seed < 400; seed++) {
        peers.clear();
        add(1, newcomer);
        add(2);
        rounds(1, seed).run(now);
        if (open().includes(1)) drawn++;
      }
      expect(drawn / 400).toBeGreaterThan(0.68);
      expect(drawn / 400).toBeLessThan(0.82);
    }
  });

  test('comes every ten seconds, and what it gave by chance stays for thirty', () => {
    for (const key of [1, 2, 3, 4]) add(key);
    const rounding = rounds(1);
    const held: number[] = [];
    for (let second = 0; second < 600; second++) {
      rounding.run(now + second * 1000);
      held.push(open()[0] ?? -1);
      expect(open()).toHaveLength(1);
    }
    for (let second = 1; second < 600; second++) if (second % 30 !== 0) expect(held[second]).toBe(held[second - 1]);
    expect(new Set(held).size).toBe(4);
  });

  test('takes the slot of one that was asked and brings no block for a minute, though it drips, and gives it to chance', () => {
    const dripping = add(1);
    dripping.receive(UNCHOKE, now - 2 * MINUTE);
    dripping.request(Int32Array.of(0, 0), 1, now - 2 * MINUTE);
    dripping.receive(block(0, 0).subarray(0, 500), now - 100);
    const giver = add(2);
    giver.request(Int32Array.of(0, 1), 1, now - 1000);
    giver.receive(block(0, 16_384), now - 500);
    for (const key of [3, 4, 5]) add(key);
    const rounding = rounds(3);
    rounding.run(now);
    const lucky = open().filter((key) => rounding.isOptimistic(key));
    expect([open().length, open().includes(2), lucky.length, lucky.includes(2)]).toEqual([3, true, 2, false]);
  });
});

describe('one that snubs us', () => {
  test('is called so after a minute, also while nothing is asked of it any more, and until it sends a block', () => {
    const slow = add(1);
    const [peer] = peers.values();
    if (peer === undefined) throw new Error('nobody');
    slow.receive(UNCHOKE, now);
    slow.request(Int32Array.of(0, 0), 1, now);
    expect([isSnubbed(peer, now + MINUTE), isSnubbed(peer, now + MINUTE + 1)]).toEqual([false, true]);
    slow.requests.clear(() => undefined);
    slow.window.snub();
    expect(isSnubbed(peer, now + 80_000)).toBe(true);
    slow.receive(block(0, 0), now + 90_000);
    expect(isSnubbed(peer, now + 90_001)).toBe(false);
  });
});
