import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { TokenBucket } from '../../../../engine/base/token-bucket.js';

const BLOCK = 16 * 1024;

/** Bytes spent in `forMs` by a taker that is always hungry and takes `unit` bytes at a time. */
function spend(bucket: TokenBucket, fromMs: number, forMs: number, ticks: readonly number[], unit: number): number {
  let spent = 0;
  let i = 0;
  for (let now = fromMs; now <= fromMs + forMs; now += ticks[i++ % ticks.length] ?? 100) {
    bucket.refill(now);
    while (bucket.available >= unit) {
      bucket.take(unit);
      spent += unit;
    }
  }
  return spent;
}

describe('token bucket', () => {
  const ticks = fc.array(fc.integer({ min: 50, max: 100 }), { minLength: 1, maxLength: 40 });

  test.each([
    [20_000, 100],
    [1_000_000, BLOCK],
    [50_000_000, BLOCK],
  ])('lets %d bytes a second through, within 2 % over any ten seconds, for any ticks of 50 to 100 ms', (rateBps, unit) => {
    fc.assert(
      fc.property(ticks, (steps) => {
        const bucket = new TokenBucket(rateBps);
        spend(bucket, 0, 2_000, steps, unit);
        const spent = spend(bucket, 2_100, 10_000, steps, unit);
        expect(Math.abs(spent / (rateBps * 10) - 1)).toBeLessThan(0.02);
      }),
      { numRuns: 30 },
    );
  });

  test('moves whole blocks at a slow rate, exact in the long run', () => {
    const bucket = new TokenBucket(5_000);
    const spent = spend(bucket, 0, 600_000, [100], BLOCK);
    expect(Math.abs(spent / 3_000_000 - 1)).toBeLessThan(0.02);
  });

  test('lets no more through than the rate allows, from the very start and after any rest', () => {
    fc.assert(
      fc.property(fc.constantFrom(20_000, 100_000, 1_000_000, 50_000_000), fc.nat({ max: 600_000 }), ticks, (rateBps, restMs, steps) => {
        const bucket = new TokenBucket(rateBps);
        bucket.refill(0, false);
        bucket.refill(restMs, false);
        const spent = spend(bucket, restMs, 10_000, steps, BLOCK);
        expect(spent).toBeLessThanOrEqual(rateBps * 10 * 1.02);
        expect(spent).toBeGreaterThan(rateBps * 10 * 0.98 - BLOCK);
      }),
    );
  });

  test('saves up a tenth of a second, or one block while somebody waits for it', () => {
    const bucket = new TokenBucket(1_000);
    for (let now = 0; now <= 60_000; now += 100) bucket.refill(now, false);
    expect(bucket.available).toBe(100);
    for (let now = 60_100; now <= 120_000; now += 100) bucket.refill(now, true);
    expect(bucket.available).toBeGreaterThanOrEqual(BLOCK);
    expect(bucket.available).toBeLessThan(BLOCK + 200);
    const fast = new TokenBucket(1_000_000);
    for (let now = 0; now <= 60_000; now += 100) fast.refill(now, true);
    expect(fast.available).toBe(200_000); // saved, and what the last tenth brought
  });

  test('loses nothing to a call that comes late, and gains nothing from one that comes much too late', () => {
    const bucket = new TokenBucket(1_000_000);
    bucket.refill(0);
    bucket.refill(250);
    expect(bucket.available).toBe(250_000);
    bucket.refill(3_600_000);
    expect(bucket.available).toBe(400_000);
  });

  test('pays back what was overdrawn', () => {
    const bucket = new TokenBucket(100_000);
    bucket.refill(0);
    bucket.take(20_000);
    expect(bucket.available).toBe(-20_000);
    for (const now of [100, 200]) bucket.refill(now);
    expect(bucket.available).toBe(0);
    bucket.giveBack(10);
    expect(bucket.available).toBe(10);
  });

  test('pays out what was given back, all of it and never more than 2 % faster', () => {
    const bucket = new TokenBucket(1_000_000);
    bucket.refill(0);
    bucket.take(2_000_000);
    let given = 2_000_000;
    let now = 0;
    const spendAll = (forMs: number) => {
      let spent = 0;
      for (const end = now + forMs; now < end; ) {
        now += 100;
        bucket.refill(now);
        const bytes = Math.max(0, bucket.available);
        bucket.take(bytes);
        spent += bytes;
      }
      return spent;
    };
    given += spendAll(3_000);
    bucket.giveBack(2_000_000); // who was asked for it has gone
    given -= 2_000_000;
    for (let i = 0; i < 30; i++) {
      const spent = spendAll(10_000);
      given += spent;
      expect(spent).toBeLessThan(10_200_000);
    }
    expect(given).toBeCloseTo((now / 1000) * 1_000_000, -1);
  });

  test('owes nothing to those who no longer wait, nor over a change of the rate', () => {
    for (const forget of [(bucket: TokenBucket) => bucket.refill(200, false), (bucket: TokenBucket) => bucket.setRate(1_000_000)]) {
      const bucket = new TokenBucket(1_000_000);
      bucket.refill(0);
      bucket.giveBack(2_000_000);
      bucket.refill(100);
      forget(bucket);
      const before = bucket.available;
      bucket.take(before);
      bucket.refill(300);
      expect(bucket.available).toBeLessThanOrEqual(200_000);
    }
  });

  test('does not limit without a rate, and limits from the moment it has one', () => {
    const bucket = new TokenBucket(null);
    bucket.refill(0);
    bucket.take(1e12);
    expect(bucket.available).toBe(Number.POSITIVE_INFINITY);
    bucket.setRate(100_000);
    expect(bucket.available).toBe(0);
    bucket.refill(100);
    expect(bucket.available).toBe(10_000);
    bucket.setRate(null);
    expect(bucket.available).toBe(Number.POSITIVE_INFINITY);
  });

  test('does not keep the savings of a faster rate', () => {
    const bucket = new TokenBucket(10_000_000);
    bucket.refill(0);
    bucket.refill(100);
    expect(bucket.available).toBe(1_000_000);
    bucket.setRate(100_000);
    expect(bucket.available).toBeLessThan(BLOCK + 100);
  });

  test('is not fooled by a clock that stands still or goes back', () => {
    const bucket = new TokenBucket(1_000_000);
    bucket.refill(5000);
    const before = bucket.available;
    bucket.refill(5000);
    bucket.refill(4000);
    expect(bucket.available).toBe(before);
  });
});
