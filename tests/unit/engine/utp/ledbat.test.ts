import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Ledbat, TARGET_US } from '../../../../engine/utp/ledbat.js';

const PACKET = 1400;

/** One round trip in which the whole window arrives, packet by packet. */
function round(ledbat: Ledbat, queueingUs: number | null, limited = true): void {
  const flight = ledbat.windowBytes;
  for (let sent = 0; sent + PACKET <= flight; sent += PACKET) ledbat.onAcked(PACKET, flight, queueingUs, limited);
}
/** Out of slow start, at a window of about so many packets. */
function steady(packets: number): Ledbat {
  const ledbat = new Ledbat(PACKET);
  while (ledbat.windowBytes < packets * PACKET) round(ledbat, 0);
  ledbat.onAcked(PACKET, ledbat.windowBytes, TARGET_US * 0.8, true);
  expect(ledbat.isSlowStart).toBe(false);
  return ledbat;
}

describe('the window of congestion control', () => {
  test('doubles in a round trip at first', () => {
    const ledbat = new Ledbat(PACKET);
    const before = ledbat.windowBytes;
    round(ledbat, 0);
    expect(ledbat.windowBytes).toBe(2 * before);
  });

  test('stops doubling before packets wait for the target', () => {
    const ledbat = new Ledbat(PACKET);
    round(ledbat, 10_000);
    expect(ledbat.isSlowStart).toBe(true);
    round(ledbat, 80_000);
    expect(ledbat.isSlowStart).toBe(false);
  });

  test('grows by two packets a round trip then, by less where packets wait', () => {
    const free = steady(100);
    const busy = steady(100);
    const [freeBefore, busyBefore] = [free.windowBytes, busy.windowBytes];
    round(free, 0);
    round(busy, TARGET_US / 2);
    expect(free.windowBytes - freeBefore).toBeGreaterThan(2800);
    expect(free.windowBytes - freeBefore).toBeLessThanOrEqual(3000);
    expect(busy.windowBytes - busyBefore).toBeLessThanOrEqual(1500);
    expect(busy.windowBytes).toBeGreaterThan(busyBefore);
  });

  test('comes to rest at the target', () => {
    const ledbat = steady(100);
    const before = ledbat.windowBytes;
    round(ledbat, TARGET_US);
    expect(ledbat.windowBytes).toBe(before);
  });

  test('shrinks where packets wait longer, by half a round trip at most, and never below two packets', () => {
    const ledbat = steady(1000);
    const before = ledbat.windowBytes;
    round(ledbat, TARGET_US * 1.2);
    expect(ledbat.windowBytes).toBeLessThan(before * 0.85);
    expect(ledbat.windowBytes).toBeGreaterThan(before * 0.75);
    const between = ledbat.windowBytes;
    round(ledbat, TARGET_US * 50);
    expect(ledbat.windowBytes).toBeGreaterThanOrEqual(between * 0.5);
    for (let i = 0; i < 20; i++) round(ledbat, TARGET_US * 50);
    expect(ledbat.windowBytes).toBe(2 * PACKET);
  });

  test('stays as it is while it is not what limits', () => {
    const ledbat = steady(50);
    const before = ledbat.windowBytes;
    round(ledbat, 0, false);
    expect(ledbat.windowBytes).toBe(before);
  });

  test('is halved by a loss, once for all that were sent before', () => {
    const ledbat = steady(100);
    const before = ledbat.windowBytes;
    expect(ledbat.onLost(900, 1000)).toBe(true);
    expect(ledbat.onLost(950, 1001)).toBe(false);
    expect(ledbat.onLost(1000, 1050)).toBe(false);
    expect(ledbat.windowBytes).toBe(before / 2);
    expect(ledbat.onLost(1001, 1100)).toBe(true);
    expect(ledbat.windowBytes).toBe(before / 4);
  });

  test('is two packets after a time-out, and finds back quickly to half of what it was', () => {
    const ledbat = steady(200);
    const before = ledbat.windowBytes;
    ledbat.onTimeout(1000);
    expect([ledbat.windowBytes, ledbat.isSlowStart]).toEqual([2 * PACKET, true]);
    for (let i = 0; i < 8; i++) round(ledbat, 0);
    expect(ledbat.windowBytes).toBeGreaterThan(before * 0.45);
    expect([ledbat.windowBytes < before * 0.6, ledbat.isSlowStart]).toEqual([true, false]);
  });

  test('is given back when the loss was none', () => {
    const ledbat = new Ledbat(PACKET);
    for (let i = 0; i < 5; i++) round(ledbat, 0);
    const before = ledbat.windowBytes;
    ledbat.onLost(10, 20);
    ledbat.undo();
    expect([ledbat.windowBytes, ledbat.isSlowStart]).toEqual([before, true]);
    ledbat.undo();
    expect(ledbat.windowBytes).toBe(before);
  });

  test('shrinks while nothing is sent', () => {
    const ledbat = steady(200);
    const before = ledbat.windowBytes;
    ledbat.onIdle(0.9);
    expect(ledbat.windowBytes).toBe(before);
    ledbat.onIdle(1);
    expect(ledbat.windowBytes).toBe(before / 2);
    ledbat.onIdle(1000);
    expect(ledbat.windowBytes).toBe(4 * PACKET);
  });

  test('keeps within its bounds whatever happens', () => {
    const step = fc.oneof(
      fc.record({ acked: fc.integer({ min: 1, max: 100_000 }), queueing: fc.integer({ min: 0, max: 5_000_000 }), limited: fc.boolean() }),
      fc.constantFrom('lost', 'timeout', 'undo', 'idle'),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
        const ledbat = new Ledbat(PACKET);
        for (const [at, what] of steps.entries()) {
          if (typeof what === 'object') ledbat.onAcked(what.acked, ledbat.windowBytes, what.queueing, what.limited);
          else if (what === 'lost') ledbat.onLost(at, at + 1);
          else if (what === 'timeout') ledbat.onTimeout(at);
          else if (what === 'undo') ledbat.undo();
          else ledbat.onIdle(3);
          expect(ledbat.windowBytes).toBeGreaterThanOrEqual(2 * PACKET);
          expect(ledbat.windowBytes).toBeLessThanOrEqual(8 * 1024 * 1024);
        }
      }),
    );
  });
});
