import { describe, expect, test } from 'vitest';
import { RateMeter } from '../../../../engine/base/rate-meter.js';

/** Adds `bps` in steps of `stepMs`; returns the time after. */
function flow(meter: RateMeter, fromMs: number, forMs: number, bps: number, stepMs = 50): number {
  for (let at = fromMs; at < fromMs + forMs; at += stepMs) meter.add((bps * stepMs) / 1000, at);
  return fromMs + forMs;
}

describe('rate meter', () => {
  test('shows a steady rate as it is, within 5 %, at any moment', () => {
    const meter = new RateMeter();
    let now = flow(meter, 12_345, 6_000, 1_000_000);
    for (let i = 0; i < 100; i++) {
      now = flow(meter, now, 50, 1_000_000);
      expect(Math.abs(meter.bps(now) / 1_000_000 - 1)).toBeLessThan(0.05);
    }
  });

  test('does not exaggerate the first moment', () => {
    const meter = new RateMeter();
    meter.add(16_384, 1000);
    expect(meter.bps(1001)).toBe(16_384);
    flow(meter, 1000, 2000, 500_000);
    expect(meter.bps(3000) / 500_000).toBeGreaterThan(0.9);
    expect(meter.bps(3000) / 500_000).toBeLessThan(1.1);
  });

  test('falls to nothing within five seconds of silence, and counts on', () => {
    const meter = new RateMeter();
    const end = flow(meter, 0, 5000, 100_000);
    expect(meter.bps(end + 2000)).toBeLessThan(80_000);
    expect(meter.bps(end + 5000)).toBe(0);
    expect(meter.bps(end + 1_000_000)).toBe(0);
    expect(meter.total).toBe(500_000);
    flow(meter, end + 1_000_000, 5000, 100_000);
    expect(meter.total).toBe(1_000_000);
    expect(meter.bps(end + 1_005_000)).toBeGreaterThan(90_000);
  });

  test('is nothing before the first byte', () => {
    expect(new RateMeter().bps(99_999)).toBe(0);
  });
});
