import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { TokenBucket } from '../../../../engine/base/token-bucket.js';
import { Bandwidth } from '../../../../engine/session/bandwidth.js';
import { Allowance } from '../../../../engine/torrent/allowance.js';

const BLOCK = 16 * 1024;

/** Torrents that want so many bytes a second each (Infinity: all they get), over a shared limit. Bytes each got a second. */
function shares(rateBps: number | null, wants: readonly number[], seconds: number, own: readonly (number | null)[] = []): number[] {
  const bucket = new TokenBucket(rateBps);
  const bandwidth = new Bandwidth(bucket);
  const allowances = wants.map(() => new Allowance(bucket));
  for (const [i, allowance] of allowances.entries()) allowance.limit.setRate(own[i] ?? null);
  const got = wants.map(() => 0);
  const owed = wants.map(() => 0);
  for (let now = 0; now < seconds * 1000; now += 100) {
    bandwidth.round(allowances, now);
    for (const [i, allowance] of allowances.entries()) {
      owed[i] = Math.min((owed[i] ?? 0) + (wants[i] ?? 0) / 10, 1e9);
      while ((owed[i] ?? 0) >= BLOCK && allowance.available() >= BLOCK) {
        allowance.spend(BLOCK);
        owed[i] = (owed[i] ?? 0) - BLOCK;
        got[i] = (got[i] ?? 0) + BLOCK;
      }
    }
  }
  return got.map((bytes) => bytes / seconds);
}
const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);

describe('the shared limit', () => {
  test.each([20_000, 1_000_000, 50_000_000])('of %d bytes a second is used up and divided evenly among the hungry', (rateBps) => {
    const got = shares(rateBps, new Array(5).fill(Number.POSITIVE_INFINITY), 100);
    expect(sum(got) / rateBps).toBeGreaterThan(0.98);
    expect(sum(got) / rateBps).toBeLessThan(1.001);
    for (const bps of got) expect(bps / (rateBps / 5)).toBeGreaterThan(0.95);
  });

  test('leaves to the hungry what light users do not need', () => {
    const got = shares(1_000_000, [50_000, 50_000, Number.POSITIVE_INFINITY], 60);
    expect(got[0]).toBeGreaterThan(48_000);
    expect(got[2]).toBeGreaterThan(850_000);
    expect(sum(got)).toBeGreaterThan(970_000);
  });

  test("holds together with a torrent's own", () => {
    const got = shares(1_000_000, [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY], 60, [100_000, null]);
    expect(got[0] ?? 0).toBeGreaterThan(98_000);
    expect(got[0] ?? 0).toBeLessThan(100_500);
    expect(sum(got)).toBeGreaterThan(980_000);
  });

  test('is no limit where there is none, and each own one holds', () => {
    const got = shares(null, [500_000, 500_000], 60, [100_000, null]);
    expect(got[0] ?? 0).toBeLessThan(100_500);
    expect(got[1] ?? 0).toBeGreaterThan(490_000);
  });

  test('gives no claim to time in which nothing was wanted', () => {
    const bucket = new TokenBucket(100_000);
    const bandwidth = new Bandwidth(bucket);
    const [busy, late] = [new Allowance(bucket), new Allowance(bucket)];
    const got = [0, 0];
    for (let now = 0; now < 120_000; now += 100) {
      bandwidth.round([busy, late], now);
      for (const [i, allowance] of [busy, late].entries()) {
        if (i === 1 && now < 60_000) continue;
        while (allowance.available() >= BLOCK) {
          allowance.spend(BLOCK);
          got[i] = (got[i] ?? 0) + BLOCK;
        }
      }
    }
    // alone for a minute, then evenly for a minute: the late one does not catch up
    expect((got[0] ?? 0) / (got[1] ?? 1)).toBeGreaterThan(2.7);
  });

  test('is not held up by one that asks all the time and has no use for what it is granted', () => {
    const bucket = new TokenBucket(50_000);
    const bandwidth = new Bandwidth(bucket);
    const [busy, idle] = [new Allowance(bucket), new Allowance(bucket)];
    let got = 0;
    for (let now = 0; now < 120_000; now += 100) {
      bandwidth.round([idle, busy], now);
      idle.available();
      for (; busy.available() >= BLOCK; got += BLOCK) busy.spend(BLOCK);
    }
    expect(got).toBeGreaterThan(0.95 * 50_000 * 120);
    // and it gets its part when it can use it after all
    let late = 0;
    for (let now = 120_000; now < 180_000; now += 100) {
      bandwidth.round([idle, busy], now);
      for (; idle.available() >= BLOCK; late += BLOCK) idle.spend(BLOCK);
      while (busy.available() >= BLOCK) busy.spend(BLOCK);
    }
    expect(late).toBeGreaterThan(0.45 * 50_000 * 60);
  });

  test('lets nobody wait for another to catch up when it becomes much lower', () => {
    const bucket = new TokenBucket(1_000_000);
    const bandwidth = new Bandwidth(bucket);
    const both = [new Allowance(bucket), new Allowance(bucket)] as const;
    const got = [0, 0];
    for (let now = 0; now < 180_000; now += 100) {
      if (now === 120_000) bucket.setRate(50_000);
      bandwidth.round(both, now);
      for (const [i, allowance] of both.entries()) {
        // for two minutes the one takes a block a round, the other all it gets
        for (let left = i === 0 && now < 120_000 ? 1 : 1000; left > 0 && allowance.available() >= BLOCK; left--) {
          allowance.spend(BLOCK);
          if (now >= 120_000) got[i] = (got[i] ?? 0) + BLOCK;
        }
      }
    }
    expect((got[0] ?? 0) + (got[1] ?? 0)).toBeGreaterThan(0.95 * 50_000 * 60);
    expect(got[1] ?? 0).toBeGreaterThan(0.4 * 50_000 * 60);
  });

  test('is never exceeded over ten seconds, whoever wants what', () => {
    const wants = fc.array(fc.constantFrom(0, 5_000, 100_000, Number.POSITIVE_INFINITY), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(fc.constantFrom(20_000, 300_000, 5_000_000), wants, (rateBps, list) => {
        expect(sum(shares(rateBps, list, 10))).toBeLessThanOrEqual(rateBps * 1.02);
      }),
    );
  });

  test('gives back what did not happen', () => {
    const bucket = new TokenBucket(1_000_000);
    const bandwidth = new Bandwidth(bucket);
    const allowance = new Allowance(bucket);
    for (const now of [0, 100, 200]) {
      allowance.available();
      bandwidth.round([allowance], now);
    }
    const before = allowance.available();
    allowance.spend(BLOCK);
    expect(allowance.available()).toBe(before - BLOCK);
    allowance.giveBack(BLOCK);
    expect(allowance.available()).toBe(before);
  });
});
