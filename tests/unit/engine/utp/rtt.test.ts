import { describe, expect, test } from 'vitest';
import { RoundTrip } from '../../../../engine/utp/rtt.js';

describe('the round trip', () => {
  test('is not known at first, and a second is waited', () => {
    const trip = new RoundTrip();
    expect([trip.isKnown, trip.timeoutMs]).toEqual([false, 1000]);
  });

  test('follows the samples, smoothed', () => {
    const trip = new RoundTrip();
    trip.onSample(400, 0);
    expect([trip.smoothedMs, trip.timeoutMs]).toEqual([400, 1200]);
    trip.onSample(480, 10);
    expect(trip.smoothedMs).toBe(410);
    for (let i = 0; i < 100; i++) trip.onSample(900, 20 + i);
    expect(trip.smoothedMs).toBeCloseTo(900, 0);
  });

  test('is never waited for less than half a second', () => {
    const trip = new RoundTrip();
    for (let i = 0; i < 50; i++) trip.onSample(2, i);
    expect(trip.timeoutMs).toBe(500);
  });

  test('is waited for twice as long after each time-out, up to 16 s, until something comes through', () => {
    const trip = new RoundTrip();
    for (let i = 0; i < 50; i++) trip.onSample(100, i);
    const waits = Array.from({ length: 8 }, () => {
      trip.onTimeout();
      return trip.timeoutMs;
    });
    expect(waits).toEqual([1000, 2000, 4000, 8000, 16_000, 16_000, 16_000, 16_000]);
    expect(trip.timeouts).toBe(8);
    trip.onProgress();
    expect([trip.timeoutMs, trip.timeouts]).toEqual([500, 0]);
  });

  test('forgets the shortest after a while: routes change', () => {
    const trip = new RoundTrip();
    trip.onSample(30, 0);
    for (let at = 1000; at < 59_000; at += 1000) trip.onSample(80, at);
    expect(trip.shortestMs).toBe(30);
    for (let at = 61_000; at < 200_000; at += 1000) trip.onSample(80, at);
    expect(trip.shortestMs).toBe(80);
  });
});
