import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LEAST_SLOTS, MOST_SLOTS, SlotSearch } from '../../../../engine/choker/slot-search.js';

/** Rounds on a line of `lineBps`, with peers that take `peerBps` each; many wait. */
function rounds(search: SlotSearch, count: number, lineBps: number, peerBps: number): void {
  for (let i = 0; i < count; i++) search.onRound(Math.min(lineBps, search.size * peerBps), true);
}

describe('slot search', () => {
  test('opens slots quickly while each new one brings more', () => {
    const search = new SlotSearch();
    rounds(search, 9, 1e9, 1e6);
    expect(search.size).toBeGreaterThan(100);
    rounds(search, 50, 1e9, 1e6);
    expect(search.size).toBeGreaterThan(150);
    expect(search.size).toBeLessThanOrEqual(MOST_SLOTS);
  });

  test('settles near as many as fill the line', () => {
    const search = new SlotSearch();
    rounds(search, 200, 20e6, 1e6);
    const seen: number[] = [];
    for (let i = 0; i < 50; i++) {
      rounds(search, 1, 20e6, 1e6);
      seen.push(search.size);
    }
    expect(Math.min(...seen)).toBeGreaterThanOrEqual(15);
    expect(Math.max(...seen)).toBeLessThanOrEqual(25);
  });

  test('goes down to the least where one peer alone fills the line', () => {
    const search = new SlotSearch();
    rounds(search, 60, 500_000, 2e6);
    expect(search.size).toBeLessThanOrEqual(LEAST_SLOTS + 1);
  });

  test('learns nothing from rounds in which nobody waited', () => {
    const search = new SlotSearch();
    const before = search.size;
    for (let i = 0; i < 50; i++) search.onRound(i * 1e6, false);
    expect(search.size).toBe(before);
  });

  test('stays between floor and cap, whatever is measured', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(1e9), fc.boolean()), { maxLength: 200, size: 'max' }), (measured) => {
        const search = new SlotSearch();
        for (const [bps, crowded] of measured) {
          search.onRound(bps, crowded);
          expect(search.size).toBeGreaterThanOrEqual(LEAST_SLOTS);
          expect(search.size).toBeLessThanOrEqual(MOST_SLOTS);
        }
      }),
    );
  });
});
