import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ChokeFacts } from '../../../../engine/choker/choke-facts.js';
import { Choker } from '../../../../engine/choker/choker.js';
import { seededRandom } from '../../../support/seeded-random.js';
import { anyPeers, facts, sorted } from './choke-stage.js';

const LEECHING = false;

describe('choker', () => {
  test('unchokes all that want something while there are slots', () => {
    const peers = [facts(1), facts(2, { interested: false }), facts(3, { snubbed: true })];
    expect(sorted(new Choker(seededRandom(1)).choose(peers, 2, LEECHING, 0))).toEqual([1, 3]);
  });

  test('gives slots to those who give most, and one to chance', () => {
    const choker = new Choker(seededRandom(1));
    const peers = [1, 2, 3, 4, 5, 6].map((key) => facts(key, { downBps: key * 100 }));
    const chosen = choker.choose(peers, 3, LEECHING, 0);
    const lucky = [...chosen].filter((key) => choker.isOptimistic(key));
    expect([chosen.size, chosen.has(6), chosen.has(5), lucky.length]).toEqual([3, true, true, 1]);
    expect(lucky[0]).toBeLessThan(5);
  });

  test('gives the slot of one that snubs us to chance, and that one can still be lucky', () => {
    const peers = [facts(1, { downBps: 900, snubbed: true }), facts(2, { downBps: 5 }), ...[3, 4, 5, 6].map((key) => facts(key))];
    let snubberLucky = 0;
    for (let seed = 0; seed < 200; seed++) {
      const choker = new Choker(seededRandom(seed));
      const chosen = choker.choose(peers, 3, LEECHING, 0);
      expect([chosen.has(2), choker.isOptimistic(2), chosen.size]).toEqual([true, false, 3]);
      expect([...chosen].filter((key) => choker.isOptimistic(key))).toHaveLength(2);
      if (chosen.has(1)) snubberLucky++;
    }
    expect(snubberLucky).toBeGreaterThan(40);
    expect(snubberLucky).toBeLessThan(140);
  });

  test('keeps a chance slot for thirty seconds and then draws again, till everybody had it', () => {
    const choker = new Choker(seededRandom(7));
    const peers = [facts(9, { downBps: 1 }), ...[1, 2, 3, 4].map((key) => facts(key))];
    const had = new Set<number>();
    for (let round = 0; round < 120; round += 3) {
      const first = sorted(choker.choose(peers, 2, LEECHING, round * 10_000));
      for (const key of first) if (choker.isOptimistic(key)) had.add(key);
      for (const more of [10_000, 20_000]) expect(sorted(choker.choose(peers, 2, LEECHING, round * 10_000 + more))).toEqual(first);
    }
    expect(sorted(had)).toEqual([1, 2, 3, 4]);
  });

  test('takes slots given by chance back for those who earn them, and never has more than there are', () => {
    const choker = new Choker(seededRandom(3));
    const idle = [1, 2, 3, 4, 5, 6].map((key) => facts(key));
    const givers = [11, 12, 13, 14, 15, 16].map((key) => facts(key, { downBps: 0 }));
    expect(choker.choose([...idle, ...givers], 4, LEECHING, 0).size).toBe(4);
    const giving = givers.map((peer) => ({ ...peer, downBps: 1000 }));
    const chosen = choker.choose([...idle, ...giving], 4, LEECHING, 10_000);
    expect(chosen.size).toBe(4);
    expect([...chosen].filter((key) => choker.isOptimistic(key))).toHaveLength(1);
  });

  test('draws at once when the lucky one has left', () => {
    const choker = new Choker(seededRandom(7));
    const peers = [1, 2, 3, 4].map((key) => facts(key));
    const [gone = -1] = choker.choose(peers, 1, LEECHING, 0);
    const left = peers.filter(({ key }) => key !== gone);
    const [next = -1] = choker.choose(left, 1, LEECHING, 1000);
    expect([choker.isOptimistic(gone), choker.isOptimistic(next), next !== gone]).toEqual([false, true, true]);
  });

  test('draws newcomers, and those with nothing to give yet, three times as often', () => {
    for (const newcomer of [{ connectedMs: 5_000 }, { hasNothing: true }] satisfies Partial<ChokeFacts>[]) {
      const random = seededRandom(3);
      let drawn = 0;
      for (let i = 0; i < 2000; i++) {
        if (new Choker(random).choose([facts(1, newcomer), facts(2)], 1, LEECHING, 0).has(1)) drawn++;
      }
      expect(drawn / 2000).toBeGreaterThan(0.7);
      expect(drawn / 2000).toBeLessThan(0.8);
    }
  });

  test('gives a slot that falls free to the best of those who wait', () => {
    const choker = new Choker(seededRandom(1));
    const peers = [
      facts(1, { downBps: 9, unchoked: true }),
      facts(2, { downBps: 5 }),
      facts(3),
      facts(4, { downBps: 99, interested: false }),
    ];
    expect(choker.chooseOne(peers, LEECHING, 0)).toBe(2);
    expect(choker.chooseOne([facts(1, { unchoked: true })], LEECHING, 0)).toBe(-1);
    expect(choker.chooseOne([facts(3)], LEECHING, 0)).toBe(3);
    expect(choker.isOptimistic(3)).toBe(true);
  });

  test('never exceeds its slots, never leaves one empty that is wanted, never serves those who want nothing', () => {
    fc.assert(
      fc.property(anyPeers, fc.integer({ min: 1, max: 5 }), fc.boolean(), fc.nat(), (peers, slots, seeding, seed) => {
        const choker = new Choker(seededRandom(seed));
        for (const now of [0, 10_000, 45_000]) {
          const chosen = choker.choose(peers, slots, seeding, now);
          const interested = peers.filter((one) => one.interested);
          expect(chosen.size).toBe(Math.min(slots, interested.length));
          for (const key of chosen) expect(peers[key]?.interested).toBe(true);
        }
        const one = choker.chooseOne(peers, seeding, 50_000);
        const waits = peers.some((peer) => peer.interested && !peer.unchoked);
        expect(one < 0 ? waits : peers[one]?.interested && !peers[one]?.unchoked).toBe(one >= 0);
      }),
    );
  });
});
