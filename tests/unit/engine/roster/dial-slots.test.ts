import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DialSlots } from '../../../../engine/roster/dial-slots.js';

function takeAll(slots: DialSlots, owner: object, nowMs: number): number {
  const room = slots.room(owner, nowMs);
  for (let i = 0; i < room; i++) slots.take(owner);
  return room;
}

describe('half-open connections', () => {
  test('are all for one that is alone', () => {
    const slots = new DialSlots(() => 20);
    expect(takeAll(slots, {}, 0)).toBe(20);
  });

  test('are shared: who has all gets no more while another wants some, and gives them up as its dials end', () => {
    const slots = new DialSlots(() => 20);
    const [first, second] = [{}, {}];
    takeAll(slots, first, 0);
    expect(takeAll(slots, second, 0)).toBe(0);
    for (let i = 0; i < 5; i++) {
      slots.release(first);
      expect(slots.room(first, 100)).toBe(0);
      expect(takeAll(slots, second, 100)).toBe(1);
    }
    for (let i = 0; i < 5; i++) slots.release(first);
    expect(takeAll(slots, second, 200)).toBe(5);
    for (let i = 0; i < 2; i++) slots.release(first);
    expect([slots.room(second, 300), slots.room(first, 300)]).toEqual([0, 2]);
  });

  test('go to the others again when one has asked for none for a while', () => {
    const slots = new DialSlots(() => 20);
    const [first, second] = [{}, {}];
    slots.room(second, 0);
    expect(takeAll(slots, first, 100)).toBe(10);
    expect(takeAll(slots, first, 3000)).toBe(10);
  });

  test('count as wanting who asked last, in whatever order they did', () => {
    const slots = new DialSlots(() => 20);
    const [first, second, third] = [{}, {}, {}];
    slots.room(first, 0);
    slots.room(second, 500);
    slots.room(first, 1500);
    expect(slots.room(third, 3000)).toBe(10); // the second asked too long ago
  });

  test('are never more than the limit, whatever is asked and released', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.integer({ min: 0, max: 4 }), fc.boolean()), { maxLength: 200 }), (steps) => {
        const slots = new DialSlots(() => 7);
        const owners = Array.from({ length: 5 }, () => ({}));
        const held = owners.map(() => 0);
        steps.forEach(([at, takes], now) => {
          const owner = owners[at] ?? {};
          if (takes) held[at] = (held[at] ?? 0) + takeAll(slots, owner, now);
          else {
            slots.release(owner);
            held[at] = Math.max(0, (held[at] ?? 0) - 1);
          }
          expect(slots.used).toBe(held.reduce((a, b) => a + b));
          expect(slots.used).toBeLessThanOrEqual(7);
        });
      }),
    );
  });
});
