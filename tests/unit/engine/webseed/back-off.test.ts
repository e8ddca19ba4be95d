import { describe, expect, test } from 'vitest';
import { backOffMs, grantedRestMs } from '../../../../engine/webseed/back-off.js';

describe('Leaving a web seed alone', () => {
  test('doubles from five seconds to half an hour', () => {
    expect([1, 2, 3, 4].map((failures) => backOffMs(failures, 0))).toEqual([5_000, 10_000, 20_000, 40_000]);
    expect(backOffMs(1000, 0)).toBe(30 * 60_000);
  });
  test('spreads by at most a quarter', () => {
    expect(backOffMs(1, 0.999)).toBeGreaterThan(6_200);
    expect(backOffMs(1, 0.999)).toBeLessThan(6_250);
  });
  test('grants what a server asks for, between a second and an hour', () => {
    expect([0, 7_000, 1e12].map(grantedRestMs)).toEqual([1_000, 7_000, 3_600_000]);
  });
});
