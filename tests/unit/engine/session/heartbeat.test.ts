import { describe, expect, test } from 'vitest';
import { Heartbeat } from '../../../../engine/session/heartbeat.js';

/** Runs ticks of 100 ms; `rests` says how long each one rests after its tick. */
function run(rests: Record<string, number>, forMs: number) {
  const slept: string[] = [];
  const ticks: Record<string, number> = {};
  const heart = new Heartbeat<string>(
    (name) => rests[name] ?? 0,
    (name) => slept.push(name),
  );
  for (const name of Object.keys(rests)) heart.wake(name);
  let now = 5000;
  const go = (ms: number) => {
    for (const end = now + ms; now < end; now += 100) {
      const ticked = heart.begin(now, 0.5);
      for (const name of ticked) ticks[name] = (ticks[name] ?? 0) + 1;
      heart.end(ticked, now);
    }
  };
  go(forMs);
  return { heart, ticks, slept, go };
}

describe('the heartbeat', () => {
  test('ticks the busy ten times a second, the others when their time has come, and the idle never', () => {
    const { ticks } = run({ busy: 0, seeking: 1000, idle: Number.POSITIVE_INFINITY }, 10_000);
    expect(ticks.busy).toBe(100);
    expect(ticks.seeking).toBeGreaterThanOrEqual(5);
    expect(ticks.seeking).toBeLessThanOrEqual(11);
    expect(ticks.idle).toBeUndefined();
  });

  test('wakes one that something has happened to, at the next tick', () => {
    const rests = { idle: Number.POSITIVE_INFINITY };
    const { go, heart, ticks } = run(rests, 5000);
    rests.idle = 0;
    go(5000);
    expect(ticks.idle).toBeUndefined();
    heart.wake('idle');
    go(100);
    expect(ticks.idle).toBe(1);
    rests.idle = Number.POSITIVE_INFINITY;
    go(5000);
    expect(ticks.idle).toBe(1);
  });

  test('forgets one that has gone, and its alarm', () => {
    const { go, heart, ticks } = run({ seeking: 1000, other: 0 }, 1000);
    heart.forget('seeking');
    const before = ticks.seeking;
    go(10_000);
    expect(ticks.seeking).toBe(before);
  });

  test('tells once when one goes to sleep', () => {
    const { slept } = run({ idle: Number.POSITIVE_INFINITY }, 5000);
    expect(slept).toEqual(['idle']);
  });

  test('rings no alarm twice for one that was woken before it', () => {
    const { go, heart, ticks } = run({ seeking: 60_000 }, 1000);
    for (let i = 0; i < 5; i++) {
      heart.wake('seeking');
      go(1000);
    }
    expect(ticks.seeking).toBe(6);
    go(70_000);
    expect(ticks.seeking).toBe(7);
  });
});
