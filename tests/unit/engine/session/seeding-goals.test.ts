import { describe, expect, test } from 'vitest';
import { NO_GOALS, reachedGoal } from '../../../../engine/session/seeding-goals.js';

const facts = { uploadedBytes: 1500, sizeBytes: 1000, seedingSeconds: 600, idleSeconds: 120 };

describe('a seeding goal', () => {
  test.each([
    [{ ratio: 1.5 }, 'ratio'],
    [{ ratio: 1.501 }, null],
    [{ seedMinutes: 10 }, 'time'],
    [{ seedMinutes: 11 }, null],
    [{ idleMinutes: 2 }, 'idle'],
    [{ idleMinutes: 3 }, null],
    [{}, null],
    [{ ratio: 1, seedMinutes: 1, idleMinutes: 1 }, 'ratio'],
    [{ ratio: 9, seedMinutes: 99, idleMinutes: 1 }, 'idle'],
  ] as const)('%j is reached: %s', (goals, expected) => {
    expect(reachedGoal(facts, { ...NO_GOALS, ...goals })).toBe(expected);
  });
});
