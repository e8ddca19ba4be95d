import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FIRST_SLOTS, LEAST_SLOTS, MOST_SLOTS, nextSlotCount, type SlotUse } from '../../../../engine/choker/slot-count.js';

const LOOK_MS = 3_000;

/** The slots after so many looks at a line of `lineBps`, with peers that take up to `peerBps` each. */
function settle(looks: number, lineBps: number, peerBps: number): number[] {
  let slots = FIRST_SLOTS;
  const seen: number[] = [];
  let uses: { sinceMs: number; takenBytes: number }[] = [];
  for (let i = 0; i < looks; i++) {
    uses = uses.slice(0, slots);
    while (uses.length < slots) uses.push({ sinceMs: 0, takenBytes: 0 });
    const each = Math.min(peerBps, lineBps / slots);
    for (const use of uses) {
      use.takenBytes += (use.sinceMs === 0 ? 256 * 1024 : 0) + (each * LOOK_MS) / 1000;
      use.sinceMs += LOOK_MS;
    }
    slots = nextSlotCount(slots, uses);
    seen.push(slots);
  }
  return seen;
}

describe('slot count', () => {
  test('rises within twenty seconds to a hundred where each brings much', () => {
    expect(Math.max(...settle(7, 1e9, 1e6))).toBeGreaterThan(100);
    expect(settle(100, 1e9, 1e6).at(-1)).toBe(MOST_SLOTS);
  });

  test.each([
    [60_000, 4, 5],
    [500_000, 9, 14],
    [3_000_000, 24, 34],
    [20_000_000, 60, 90],
  ])('settles on a line of %i bytes a second between %i and %i', (lineBps, least, most) => {
    for (const slots of settle(600, lineBps, 1e8).slice(400)) {
      expect(slots).toBeGreaterThanOrEqual(least);
      expect(slots).toBeLessThanOrEqual(most);
    }
  });

  test('waits for those who have had their slot for a moment only', () => {
    const good = (sinceMs: number): SlotUse => ({ sinceMs, takenBytes: 1e9 });
    const uses = [...Array.from({ length: 7 }, () => good(60_000)), { sinceMs: 2_000, takenBytes: 300_000 }];
    expect(nextSlotCount(8, uses)).toBe(8);
    expect(nextSlotCount(8, [...uses.slice(0, 7), good(2_000)])).toBe(12);
    expect(nextSlotCount(8, uses.slice(0, 7))).toBe(8);
  });

  test('stays between floor and cap, and closes one at a time', () => {
    const use = fc.record({ sinceMs: fc.nat(1e6), takenBytes: fc.nat(1e9) });
    fc.assert(
      fc.property(fc.array(use, { maxLength: 210, size: 'max' }), fc.integer({ min: LEAST_SLOTS, max: MOST_SLOTS }), (uses, slots) => {
        const next = nextSlotCount(slots, uses);
        expect(next).toBeGreaterThanOrEqual(Math.max(LEAST_SLOTS, slots - 1));
        expect(next).toBeLessThanOrEqual(MOST_SLOTS);
      }),
    );
  });
});
