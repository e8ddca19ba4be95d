import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sequenceAfter, sequenceDistance, timestampDistance, timestampOf } from '../../../../engine/utp/sequence.js';

const number16 = fc.integer({ min: 0, max: 0xffff });
const number32 = fc.integer({ min: 0, max: 0xffffffff });

describe('sequence numbers', () => {
  test('wrap in both directions', () => {
    expect([sequenceAfter(65_535, 1), sequenceAfter(0, -1), sequenceAfter(65_000, 1000)]).toEqual([0, 65_535, 464]);
    expect([sequenceDistance(65_535, 2), sequenceDistance(2, 65_535), sequenceDistance(7, 7)]).toEqual([3, -3, 0]);
  });

  test('a number so many steps after another is that far from it, up to half the circle', () => {
    fc.assert(
      fc.property(number16, fc.integer({ min: -32_768, max: 32_767 }), (from, steps) => {
        expect(sequenceDistance(from, sequenceAfter(from, steps))).toBe(steps);
      }),
    );
  });
});

describe('timestamps', () => {
  test('are microseconds that wrap after an hour and more', () => {
    expect(timestampOf(1.25)).toBe(1250);
    expect(timestampOf(2 ** 32 / 1000 + 3)).toBe(3000);
    expect(timestampOf(1e12)).toBe(1e15 % 2 ** 32);
  });

  test('are apart by the shorter way round', () => {
    fc.assert(
      fc.property(number32, fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }), (from, by) => {
        expect(timestampDistance(from, (from + by) >>> 0)).toBe(by);
      }),
    );
  });
});
