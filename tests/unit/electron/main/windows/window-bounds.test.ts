import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CrashBackoff } from '../../../../../electron/main/windows/crash-backoff.js';
import { INITIAL_WINDOW_STATE, parseWindowState, placeWindow, type Rectangle } from '../../../../../electron/main/windows/window-bounds.js';

const primary: Rectangle = { x: 0, y: 25, width: 1440, height: 875 };
const second: Rectangle = { x: 1440, y: 0, width: 1920, height: 1080 };

describe('the window’s place', () => {
  test('is the middle of the first screen to begin with', () => {
    expect(placeWindow(null, [primary, second])).toEqual({ x: 130, y: 83, width: 1180, height: 760 });
  });

  test('is where it was left', () => {
    const left = { x: 1500, y: 100, width: 900, height: 600 };
    expect(placeWindow(left, [primary, second])).toEqual(left);
  });

  test.each<[string, Rectangle]>([
    ['its screen is gone', { x: 1500, y: 100, width: 900, height: 600 }],
    ['its top edge is above the screen', { x: 100, y: -300, width: 900, height: 600 }],
    ['only a sliver is on a screen', { x: 1430, y: 100, width: 900, height: 600 }],
  ])('is the middle again, at its size, when %s', (_what, left) => {
    expect(placeWindow(left, [primary])).toEqual({ x: 270, y: 163, width: 900, height: 600 });
  });

  test('is never too small to use nor larger than its screen', () => {
    expect(placeWindow({ x: 0, y: 30, width: 10, height: 10 }, [primary])).toMatchObject({ width: 720, height: 480 });
    expect(placeWindow({ x: 0, y: 30, width: 9_000, height: 9_000 }, [primary])).toMatchObject({ width: 1440, height: 875 });
  });

  test('can be reached whatever was saved', () => {
    const number = fc.integer({ min: -20_000, max: 20_000 });
    const size = fc.integer({ min: 1, max: 20_000 });
    fc.assert(
      fc.property(fc.record({ x: number, y: number, width: size, height: size }), (saved) => {
        const placed = placeWindow(saved, [primary, second]);
        return [primary, second].some(
          (area) =>
            placed.y >= area.y &&
            placed.y + 40 <= area.y + area.height &&
            Math.min(placed.x + placed.width, area.x + area.width) - Math.max(placed.x, area.x) >= 120,
        );
      }),
    );
  });

  test('a state that makes no sense is forgotten', () => {
    expect(parseWindowState({ bounds: { x: 0, y: 0, width: Number.NaN, height: 1 }, maximized: false }).value).toBe(INITIAL_WINDOW_STATE);
    expect(parseWindowState('x').problems).toHaveLength(1);
  });
});

test('a page that crashes again and again is loaded ever more rarely, and at once after a quiet minute', () => {
  const backoff = new CrashBackoff();
  expect([0, 1, 2, 3, 4, 5, 6, 7].map((at) => backoff.delayAfterCrash(at))).toEqual([0, 1000, 2000, 4000, 8000, 16000, 30000, 30000]);
  expect(backoff.delayAfterCrash(61_000)).toBe(0);
});
