import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ChokeFacts } from '../../../../engine/choker/choke-facts.js';
import { Choker } from '../../../../engine/choker/choker.js';
import { hasHadTurn, LEAST_TURN_MS, MOST_TURN_MS, regularWhileSeeding, TURN_BYTES } from '../../../../engine/choker/seed-order.js';
import { seededRandom } from '../../../support/seeded-random.js';
import { facts, sorted } from './choke-stage.js';

const served = { unchoked: true, sinceChangeMs: LEAST_TURN_MS, takenBytes: TURN_BYTES };

describe('seed order', () => {
  test('a turn ends with enough bytes after a minute, or after three minutes', () => {
    expect(hasHadTurn(facts(1, served))).toBe(true);
    expect(hasHadTurn(facts(1, { ...served, sinceChangeMs: LEAST_TURN_MS - 1 }))).toBe(false);
    expect(hasHadTurn(facts(1, { ...served, takenBytes: TURN_BYTES - 1 }))).toBe(false);
    expect(hasHadTurn(facts(1, { unchoked: true, sinceChangeMs: MOST_TURN_MS }))).toBe(true);
    expect(hasHadTurn(facts(1, { ...served, unchoked: false }))).toBe(false);
  });

  test('lets nobody go whose turn is not over, and calls those who waited longest before those who were served', () => {
    const peers = [
      facts(1, { ...served, upBps: 50 }),
      facts(2, { unchoked: true, sinceChangeMs: 10_000, upBps: 1 }),
      facts(3, { sinceChangeMs: 70_000 }),
      facts(4, { sinceChangeMs: 90_000 }),
      facts(5, { connectedMs: 1 }),
      facts(6, { connectedMs: 2 }),
    ];
    expect(regularWhileSeeding(peers, 3)).toEqual([2, 6, 5]);
    expect(regularWhileSeeding(peers, 6)).toEqual([1, 2, 6, 5, 4, 3]);
  });

  test('keeps one slot in four for the fastest, turn or not', () => {
    const peers = [1, 2, 3, 4].map((key) => facts(key, { ...served, upBps: key }));
    expect(regularWhileSeeding([...peers, facts(5), facts(6), facts(7), facts(8)], 4)).toEqual([4, 5, 6, 7, 8].slice(0, 4));
  });

  test('everybody has a turn within the time that turns take, whatever the rates', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 20_000_000 }), { minLength: 2, maxLength: 30, size: 'max' }),
        fc.integer({ min: 2, max: 8 }),
        fc.nat(),
        (rates, slots, seed) => {
          const turns = simulate(rates, slots, seed);
          expect(sorted(turns)).toEqual(rates.map((_, key) => key));
        },
      ),
      { numRuns: 40 },
    );
  });
});

/** Rounds as long as turns can take: who was unchoked in them. */
function simulate(rates: readonly number[], slots: number, seed: number): Set<number> {
  const choker = new Choker(seededRandom(seed));
  const changedAt = rates.map(() => Number.NEGATIVE_INFINITY);
  let unchoked = new Set<number>();
  const had = new Set<number>();
  const rotating = slots - Math.floor(slots / 4);
  const limitMs = (Math.ceil(rates.length / rotating) + 1) * (MOST_TURN_MS + 10_000);
  for (let now = 0; now <= limitMs; now += 10_000) {
    const peers: ChokeFacts[] = rates.map((rate, key) => {
      const sinceChangeMs = now - (changedAt[key] ?? 0);
      const open = unchoked.has(key);
      return facts(key, { unchoked: open, upBps: open ? rate : 0, sinceChangeMs, takenBytes: open ? (rate * sinceChangeMs) / 1000 : 0 });
    });
    const chosen = choker.choose(peers, slots, true, now);
    for (const { key } of peers) if (chosen.has(key) !== unchoked.has(key)) changedAt[key] = now;
    unchoked = chosen;
    for (const key of chosen) had.add(key);
  }
  return had;
}
