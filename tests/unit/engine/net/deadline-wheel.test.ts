import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DeadlineWheel, type Timed } from '../../../../engine/net/deadline-wheel.js';
import { VirtualClock } from '../../../support/virtual-clock.js';

const TICK_MS = 8;
/** Once round. */
const ROUND_MS = 4096;

class Thing implements Timed {
  dueTick = Number.POSITIVE_INFINITY;
  readonly seenAt: number[] = [];
  /** What it sets when it is looked at, ms ahead. */
  next: number[] = [];
}

function stage() {
  const clock = new VirtualClock();
  const wheel = new DeadlineWheel<Thing>(clock, (thing, nowMs) => {
    thing.seenAt.push(nowMs);
    const aheadMs = thing.next.shift();
    if (aheadMs !== undefined) wheel.set(thing, nowMs + aheadMs);
  });
  const inMs = (thing: Thing, ms: number) => wheel.set(thing, clock.now() + ms);
  return { clock, wheel, inMs };
}

describe('a deadline', () => {
  test('is looked at when it has come, within a tick, and once', () => {
    const { clock, inMs } = stage();
    const thing = new Thing();
    const due = clock.now() + 100;
    inMs(thing, 100);
    clock.advance(10_000);
    expect(thing.seenAt).toHaveLength(1);
    expect(thing.seenAt[0]).toBeGreaterThanOrEqual(due);
    expect(thing.seenAt[0]).toBeLessThan(due + TICK_MS);
  });

  test('that is brought forward is looked at then, and not again at the later time', () => {
    const { clock, inMs } = stage();
    const thing = new Thing();
    inMs(thing, 1000);
    inMs(thing, 50);
    clock.advance(60);
    expect(thing.seenAt).toHaveLength(1);
    clock.advance(5000);
    expect(thing.seenAt).toHaveLength(1);
  });

  test('beyond a round is looked at early rather than late', () => {
    const { clock, inMs } = stage();
    const thing = new Thing();
    inMs(thing, 3 * ROUND_MS);
    clock.advance(ROUND_MS);
    expect(thing.seenAt).toHaveLength(1);
  });

  test('set while another one is looked at, after a long quiet time, is not lost', () => {
    for (const quietMs of [0, 2000, ROUND_MS, 60_000]) {
      for (const nextMs of [8, 500, 2000, 4000]) {
        const { clock, inMs } = stage();
        const thing = new Thing();
        thing.next = [nextMs];
        clock.advance(quietMs);
        inMs(thing, 1);
        clock.advance(nextMs + 3 * TICK_MS);
        expect([quietMs, nextMs, thing.seenAt.length]).toEqual([quietMs, nextMs, 2]);
      }
    }
  });

  test('of a wheel that was stopped never comes, and may be set anew', () => {
    const { clock, inMs, wheel } = stage();
    const thing = new Thing();
    inMs(thing, 100);
    wheel.stop();
    clock.advance(1000);
    expect([thing.seenAt.length, clock.pendingTimers]).toEqual([0, 0]);
    inMs(thing, 100);
    clock.advance(1000);
    expect(thing.seenAt).toHaveLength(1);
  });

  test('is kept whatever is set and however long nothing happens', () => {
    const step = fc.record({
      thing: fc.nat({ max: 4 }),
      inMs: fc.oneof(fc.nat({ max: 600 }), fc.nat({ max: 20_000 })),
      thenMs: fc.array(fc.nat({ max: 5000 }), { maxLength: 3 }),
      waitMs: fc.oneof(fc.nat({ max: 50 }), fc.nat({ max: 10_000 })),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const { clock, inMs } = stage();
        const things = Array.from({ length: 5 }, () => new Thing());
        for (const { inMs: ahead, thenMs, thing: index, waitMs } of steps) {
          const thing = things[index] ?? new Thing();
          const before = thing.seenAt.length;
          const now = clock.now();
          thing.next = thenMs;
          inMs(thing, ahead);
          clock.advance(waitMs);
          if (waitMs < ahead + 2 * TICK_MS) continue;
          expect(thing.seenAt.length).toBeGreaterThan(before);
          expect(thing.seenAt[before]).toBeLessThan(now + ahead + 2 * TICK_MS);
        }
        clock.advance(200_000);
        for (const thing of things) expect([thing.next, thing.dueTick]).toEqual([[], Number.POSITIVE_INFINITY]);
      }),
    );
  });
});
