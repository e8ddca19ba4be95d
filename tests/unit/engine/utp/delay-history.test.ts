import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DelayHistory } from '../../../../engine/utp/delay-history.js';

const MINUTE = 60_000;

/** Samples as two clocks show them that have nothing to do with each other. */
function fed(samples: readonly number[], offset = 0, everyMs = 10): DelayHistory {
  const history = new DelayHistory();
  for (const [i, sample] of samples.entries()) history.add((sample + offset) >>> 0, i * everyMs);
  return history;
}

describe('the delays of a line', () => {
  test('count from the least', () => {
    expect(fed([5000, 5000, 8000, 8000, 8000]).queueingUs).toBe(3000);
    expect(fed([5000, 4000, 4000, 4000]).queueingUs).toBe(0);
  });

  test('are not judged by one late packet', () => {
    expect(fed([5000, 5100, 5200, 95_000]).queueingUs).toBe(100);
  });

  test('do not depend on what the clocks show, also where the numbers wrap', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 2_000_000 }), { minLength: 4, maxLength: 40 }),
        fc.integer({ min: 0, max: 2 ** 32 - 1 }),
        (samples, offset) => {
          expect(fed(samples, offset).queueingUs).toBe(fed(samples).queueingUs);
        },
      ),
    );
  });

  test('forget a base after 13 minutes', () => {
    const history = new DelayHistory();
    history.add(1000, 0);
    for (let minute = 1; minute <= 12; minute++) for (let i = 0; i < 3; i++) history.add(6000, minute * MINUTE + i);
    expect(history.queueingUs).toBe(5000);
    for (let minute = 13; minute <= 14; minute++) for (let i = 0; i < 3; i++) history.add(6000, minute * MINUTE + i);
    expect(history.queueingUs).toBe(0);
  });

  test('take a new base at once when the line becomes shorter', () => {
    const history = fed([50_000, 50_000, 50_000]);
    for (let i = 0; i < 3; i++) history.add(20_000, 100 + i);
    expect([history.queueingUs, history.baseUs]).toEqual([0, 20_000]);
  });

  test('move with the clocks where they drift apart', () => {
    const history = fed([5000, 6000, 6000, 6000]);
    history.shift(400);
    expect([history.baseUs, history.queueingUs]).toEqual([5400, 600]);
  });
});
