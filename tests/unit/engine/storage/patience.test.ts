import { beforeEach, describe, expect, test } from 'vitest';
import type { Clock } from '../../../../engine/base/ports.js';
import { Patience } from '../../../../engine/storage/patience.js';

let timers: (() => void)[];
let overs: number;
let patience: Patience<string>;

beforeEach(() => {
  [timers, overs] = [[], 0];
  const after = (delayMs: number, run: () => void): (() => void) => {
    expect(delayMs).toBe(30);
    timers.push(run);
    return () => timers.splice(timers.indexOf(run), 1);
  };
  const clock: Clock = { now: () => 0, wallNow: () => 0, soon: () => undefined, after };
  patience = new Patience(clock, 30, () => overs++);
});

describe('patience', () => {
  test('is over after a while, once for each, and stays so until it ends', () => {
    expect([patience.isOver('a'), patience.isOver('a'), timers.length]).toEqual([false, false, 1]);
    timers.pop()?.();
    expect([patience.isOver('a'), patience.isOver('b'), overs]).toEqual([true, false, 1]);
    patience.end('a');
    expect(patience.isOver('a')).toBe(false);
  });

  test('begins anew for what was given up', () => {
    patience.isOver('a');
    patience.end('a');
    patience.end('never asked');
    expect(timers).toHaveLength(0);
    patience.isOver('a');
    patience.isOver('b');
    patience.endAll();
    expect([timers.length, overs]).toEqual([0, 0]);
  });
});
