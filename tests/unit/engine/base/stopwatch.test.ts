import { expect, test } from 'vitest';
import { Stopwatch } from '../../../../engine/base/stopwatch.js';

test('adds up the stretches in which it runs, and what was counted before', () => {
  const watch = new Stopwatch(10);
  expect(watch.seconds(5000)).toBe(10);
  watch.set(true, 5000);
  watch.set(true, 7000); // it runs already
  expect(watch.seconds(8000)).toBe(13);
  expect(watch.currentMs(8000)).toBe(3000);
  watch.set(false, 9000);
  expect(watch.seconds(99_000)).toBe(14);
  watch.set(true, 100_000);
  expect(watch.currentMs(101_000)).toBe(1000);
  expect(watch.seconds(101_000)).toBe(15);
});
