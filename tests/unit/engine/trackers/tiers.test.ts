import { describe, expect, it } from 'vitest';
import { retryDelayMs } from '../../../../engine/trackers/retry-delay.js';
import { Tiers } from '../../../../engine/trackers/tiers.js';
import { seededRandom } from '../../../support/seeded-random.js';

describe('tiers', () => {
  it('keeps the order of tiers and shuffles within one', () => {
    const seen = new Set<string>();
    for (let seed = 0; seed < 200; seed += 1) {
      const order = new Tiers([['a', 'b', 'c'], ['d']], seededRandom(seed)).order();
      expect(order[3]).toBe('d');
      seen.add(order.slice(0, 3).join(''));
    }
    expect([...seen].sort()).toEqual(['abc', 'acb', 'bac', 'bca', 'cab', 'cba']);
  });

  it('moves a working tracker to the front of its own tier', () => {
    const tiers = new Tiers([['a'], ['b', 'c', 'd']], seededRandom(1));
    const last = tiers.order()[3] ?? '';
    tiers.promote(last);
    expect(tiers.order()[0]).toBe('a');
    expect(tiers.order()[1]).toBe(last);
    expect(tiers.tierOf(last)).toBe(2);
  });

  it('drops empty tiers, spaces and what it has seen', () => {
    const tiers = new Tiers([[], [' a '], ['a', ''], ['b']], seededRandom(1));
    expect(tiers.order()).toEqual(['a', 'b']);
    expect(tiers.tierOf('b')).toBe(2);
    expect(tiers.tierOf('x')).toBe(0);
  });

  it('adds a tracker in a last tier of its own, once', () => {
    const tiers = new Tiers([['a']], seededRandom(1));
    expect(tiers.add(' b ')).toBe(true);
    expect(tiers.add('b')).toBe(false);
    expect(tiers.tierOf('b')).toBe(2);
  });
});

describe('retry delay', () => {
  it('doubles from 15 s to half an hour, give or take a tenth', () => {
    const random = seededRandom(3);
    for (const [failures, seconds] of [
      [1, 15],
      [2, 30],
      [3, 60],
      [4, 120],
      [8, 1_800],
      [500, 1_800],
    ] as const) {
      for (let i = 0; i < 50; i += 1) {
        const delay = retryDelayMs(failures, random);
        expect(delay).toBeGreaterThanOrEqual(seconds * 900);
        expect(delay).toBeLessThanOrEqual(seconds * 1_100);
      }
    }
  });
});
