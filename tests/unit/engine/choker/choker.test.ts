import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type ChokeFacts, Choker } from '../../../../engine/choker/choker.js';
import { seededRandom } from '../../../support/seeded-random.js';

const facts = (key: number, more: Partial<ChokeFacts> = {}): ChokeFacts => ({
  key,
  interested: true,
  unchoked: false,
  snubbed: false,
  downBps: 0,
  upBps: 0,
  connectedMs: 600_000,
  ...more,
});
const sorted = (keys: Iterable<number>) => [...keys].sort((a, b) => a - b);
const LEECHING = false;
const SEEDING = true;

describe('choker', () => {
  test('unchokes all that want something while there are slots', () => {
    const chosen = new Choker(seededRandom(1)).choose(
      [facts(1), facts(2, { interested: false }), facts(3, { snubbed: true })],
      2,
      LEECHING,
      0,
    );
    expect(sorted(chosen)).toEqual([1, 3]);
  });

  test('gives slots to those who give most, and one to chance', () => {
    const choker = new Choker(seededRandom(1));
    const peers = [1, 2, 3, 4, 5, 6].map((key) => facts(key, { downBps: key * 100 }));
    const chosen = choker.choose(peers, 3, LEECHING, 0);
    expect(chosen.size).toBe(3);
    expect([chosen.has(6), chosen.has(5), chosen.has(choker.optimisticKey)]).toEqual([true, true, true]);
    expect(choker.optimisticKey).toBeLessThan(5);
  });

  test('does not reward one that let us down', () => {
    const choker = new Choker(seededRandom(1));
    const peers = [facts(1, { downBps: 900, snubbed: true }), facts(2, { downBps: 5 }), facts(3), facts(4)];
    expect(choker.choose(peers, 2, LEECHING, 0).has(2)).toBe(true);
  });

  test('while seeding gives slots to those who take fastest, and does not flap between equals', () => {
    const choker = new Choker(seededRandom(1));
    const peers = [
      facts(1, { upBps: 100, downBps: 999 }),
      facts(2, { upBps: 200 }),
      facts(3, { upBps: 195, unchoked: true }),
      facts(4, { upBps: 300 }),
    ];
    const chosen = choker.choose(peers, 3, SEEDING, 0);
    expect([chosen.has(4), chosen.has(3), choker.optimisticKey === 3]).toEqual([true, true, false]);
  });

  test('keeps the chance slot for thirty seconds and then draws again, till everybody had it', () => {
    const choker = new Choker(seededRandom(7));
    const peers = [facts(9, { downBps: 1 }), ...[1, 2, 3, 4].map((key) => facts(key))];
    const had = new Set<number>();
    for (let round = 0; round < 120; round++) {
      choker.choose(peers, 2, LEECHING, round * 10_000);
      const first = choker.optimisticKey;
      if (round % 3 === 0) had.add(first);
      choker.choose(peers, 2, LEECHING, round * 10_000 + 5_000);
      expect(choker.optimisticKey).toBe(first);
    }
    expect(sorted(had)).toEqual([1, 2, 3, 4]);
  });

  test('draws at once when the lucky one has left', () => {
    const choker = new Choker(seededRandom(7));
    const peers = [1, 2, 3, 4].map((key) => facts(key));
    choker.choose(peers, 1, LEECHING, 0);
    const gone = choker.optimisticKey;
    const chosen = choker.choose(
      peers.filter(({ key }) => key !== gone),
      1,
      LEECHING,
      1000,
    );
    expect(choker.optimisticKey).not.toBe(gone);
    expect(sorted(chosen)).toEqual([choker.optimisticKey]);
  });

  test('draws newcomers three times as often', () => {
    const random = seededRandom(3);
    let newcomer = 0;
    for (let i = 0; i < 2000; i++) {
      const choker = new Choker(random);
      choker.choose([facts(1, { connectedMs: 5_000 }), facts(2)], 1, LEECHING, 0);
      if (choker.optimisticKey === 1) newcomer++;
    }
    expect(newcomer / 2000).toBeGreaterThan(0.7);
    expect(newcomer / 2000).toBeLessThan(0.8);
  });

  test('never exceeds its slots, never leaves one empty that is wanted, never serves those who want nothing', () => {
    const peer = fc.record({
      interested: fc.boolean(),
      unchoked: fc.boolean(),
      snubbed: fc.boolean(),
      downBps: fc.nat(3),
      upBps: fc.nat(3),
      connectedMs: fc.nat(100_000),
    });
    fc.assert(
      fc.property(
        fc.array(peer, { maxLength: 12, size: 'max' }),
        fc.integer({ min: 1, max: 5 }),
        fc.boolean(),
        fc.nat(),
        (made, slots, seeding, seed) => {
          const choker = new Choker(seededRandom(seed));
          const peers = made.map((one, key) => ({ key, ...one }));
          for (const now of [0, 10_000, 45_000]) {
            const chosen = choker.choose(peers, slots, seeding, now);
            const interested = peers.filter((one) => one.interested);
            expect(chosen.size).toBeLessThanOrEqual(slots);
            for (const key of chosen) expect(peers[key]?.interested).toBe(true);
            const able = seeding ? interested.length : interested.filter((one) => !one.snubbed).length;
            expect(chosen.size).toBeGreaterThanOrEqual(Math.min(slots, able));
          }
        },
      ),
    );
  });
});
