import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type RequestPart, RequestShare } from '../../../../engine/torrent/request-share.js';

/** Asks for as much as it may, up to `most`. */
function fill(part: RequestPart, nowMs: number, most = Number.POSITIVE_INFINITY): void {
  for (let room = Math.min(most, part.room(nowMs)); room > 0; room--) part.add();
}

describe('the requests of a session', () => {
  test('are all for one that is alone, and end at the cap', () => {
    const share = new RequestShare(100);
    const part = share.part();
    fill(part, 0);
    expect([share.total, part.held, part.room(0)]).toEqual([100, 100, 0]);
    part.remove(7);
    expect(part.room(0)).toBe(7);
  });

  test('even out as answers come: who has more than its share waits', () => {
    const share = new RequestShare(120);
    const parts = [share.part(), share.part(), share.part()];
    const [first] = parts;
    if (first === undefined) return;
    fill(first, 0);
    for (let now = 0; now < 3000; now += 100) {
      for (const part of parts) {
        part.remove(Math.min(part.held, 4)); // answers
        fill(part, now);
      }
      expect(share.total).toBeLessThanOrEqual(120);
    }
    for (const { held } of parts) expect(held).toBeGreaterThanOrEqual(32); // of 40: some answers have just come
  });

  test('are for the others once somebody no longer asks', () => {
    const share = new RequestShare(100);
    const [stays, goes] = [share.part(), share.part()];
    for (const part of [stays, goes]) fill(part, 0);
    goes.remove(goes.held);
    for (const now of [500, 1100, 2200, 3300]) fill(stays, now);
    expect(stays.held).toBe(100);
  });

  test('never exceed the cap, and leave room for whoever is below its share while there is any', () => {
    const step = fc.record({ part: fc.nat(9), ask: fc.nat(60), answers: fc.nat(60), afterMs: fc.nat(700) });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 200 }), fc.array(step, { maxLength: 80 }), (most, steps) => {
        const share = new RequestShare(most);
        const parts = Array.from({ length: 10 }, () => share.part());
        let now = 0;
        for (const { afterMs, answers, ask, part: nth } of steps) {
          const part = parts[nth];
          if (part === undefined) continue;
          now += afterMs;
          part.remove(Math.min(answers, part.held));
          const room = part.room(now);
          expect(room > 0 || share.total >= most || part.held >= Math.max(1, Math.floor(most / 10))).toBe(true);
          fill(part, now, ask);
          expect(share.total).toBe(parts.reduce((sum, { held }) => sum + held, 0));
          expect(share.total).toBeLessThanOrEqual(most);
        }
      }),
    );
  });
});
