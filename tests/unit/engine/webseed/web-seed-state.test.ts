import { describe, expect, test } from 'vitest';
import { transition, type WebSeedState } from '../../../../engine/webseed/web-seed-state.js';

describe("A web seed's state", () => {
  test('never leaves a ban', () => {
    const banned: WebSeedState = { kind: 'banned', why: 'x' };
    for (const event of [
      { kind: 'fetch' },
      { kind: 'done' },
      { kind: 'wake', nowMs: 1e9 },
      { kind: 'give-up', why: 'y' },
      { kind: 'rest', untilMs: 1, why: 'y' },
      { kind: 'ban', why: 'y' },
    ] as const) {
      expect(transition(banned, event)).toBe(banned);
    }
  });
  test('does not wake early', () => {
    const resting: WebSeedState = { kind: 'resting', untilMs: 10, why: 'x' };
    expect(transition(resting, { kind: 'wake', nowMs: 9 })).toBe(resting);
    expect(transition(resting, { kind: 'wake', nowMs: 10 })).toEqual({ kind: 'idle' });
  });
});
