import { describe, expect, test } from 'vitest';
import { leastUseful, type TurnoverFacts } from '../../../../engine/roster/turnover.js';

const MINUTE = 60_000;
const good = (key: number, more: Partial<TurnoverFacts> = {}): TurnoverFacts => ({
  key,
  connectedMs: 30 * MINUTE,
  idleMs: 0,
  bps: 100_000,
  weInterested: true,
  theyInterested: true,
  rank: key,
  ...more,
});
const many = (count: number, more: Partial<TurnoverFacts> = {}) => Array.from({ length: count }, (_, i) => good(100 + i, more));
const idle = { idleMs: 10 * MINUTE, bps: 0 };

describe('slot turnover', () => {
  test('lets nobody go who gives or takes', () => {
    expect(leastUseful(many(50))).toEqual([]);
    expect(leastUseful([])).toEqual([]);
  });

  test('lets those go first who have nothing to do with us, then those who wait in vain, then the slow', () => {
    const nothing = good(1, { ...idle, weInterested: false, theyInterested: false });
    const neverUnchokes = good(2, idle);
    const slow = good(3, { bps: 500 });
    expect(leastUseful([...many(100), slow, neverUnchokes, nothing])).toEqual([1, 2, 3]);
  });

  test('lets a few go at a time', () => {
    expect(leastUseful(many(100, idle))).toHaveLength(5);
    expect(leastUseful(many(4, idle))).toHaveLength(1);
  });

  test('gives everybody two minutes, and the slow five', () => {
    expect(leastUseful([...many(9), good(1, { ...idle, connectedMs: MINUTE, idleMs: MINUTE })])).toEqual([]);
    expect(leastUseful([...many(9), good(1, { bps: 10, connectedMs: 3 * MINUTE })])).toEqual([]);
    expect(leastUseful([...many(9), good(1, { bps: 10, connectedMs: 6 * MINUTE })])).toEqual([1]);
  });

  test('does not call anybody slow where all are', () => {
    expect(leastUseful(many(20, { bps: 50 }))).toEqual([]);
  });

  test('prefers the connections that both ends rank high (BEP 40)', () => {
    expect(leastUseful([good(1, { ...idle, rank: 9 }), good(2, { ...idle, rank: 3 }), good(3, { ...idle, rank: 7 })])).toEqual([2]);
  });
});
