import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { giveTurns, type QueueFacts, type QueueLimits } from '../../../../engine/session/queue-policy.js';

/** `d` download, `s` seed; `!` forced, `*` active, `~` active and slow. */
function facts(text: string): QueueFacts[] {
  return text.split(' ').map((word) => ({
    kind: word.startsWith('s') ? 'seed' : 'download',
    forced: word.includes('!'),
    active: /[*~]/.test(word),
    slow: word.includes('~'),
  }));
}
const limits = (download: number | null, seed: number | null, total: number | null): QueueLimits => ({ download, seed, total });
const turns = (text: string, most: QueueLimits) =>
  giveTurns(facts(text), most)
    .map((turn) => (turn ? '+' : '-'))
    .join('');

describe('who may be active', () => {
  test.each([
    ['d d d d', limits(2, null, null), '++--'],
    ['d* d* d* d', limits(2, null, null), '++--'],
    ['d d! d d', limits(2, null, null), '+++-'],
    ['d~ d* d* d', limits(2, null, null), '+++-'],
    ['d* d* d~ d', limits(2, null, null), '+++-'],
    ['d s d s', limits(1, 1, null), '++--'],
    ['s d s d', limits(null, null, 3), '++-+'],
    ['d~ d~ d d', limits(1, null, 2), '++--'],
    ['s s s', limits(1, null, null), '+++'],
    ['s~ s~ s', limits(null, 1, null), '+++'],
    ['s s! s', limits(null, 1, 1), '++-'],
  ])('%s', (text, most, expected) => {
    expect(turns(text, most)).toBe(expected);
  });

  const fact = fc.record({
    kind: fc.constantFrom('download' as const, 'seed' as const),
    forced: fc.boolean(),
    active: fc.boolean(),
    slow: fc.boolean(),
  });
  const most = fc.option(fc.integer({ min: 1, max: 6 }), { nil: null });

  test('keeps within its limits, forgets nobody without need, and never passes over the one before', () => {
    fc.assert(
      fc.property(fc.array(fact, { maxLength: 20 }), fc.record({ download: most, seed: most, total: most }), (list, chosen) => {
        const given = giveTurns(list, chosen);
        const counted = (kind: string) => list.filter((f, i) => given[i] && f.kind === kind && !f.forced && !(f.active && f.slow)).length;
        const all = list.filter((f, i) => given[i] && !f.forced).length;
        for (const kind of ['download', 'seed'] as const) expect(counted(kind)).toBeLessThanOrEqual(chosen[kind] ?? 99);
        expect(all).toBeLessThanOrEqual(chosen.total ?? 99);
        for (const [i, f] of list.entries()) {
          if (f.forced) expect(given[i]).toBe(true);
          if (given[i]) continue;
          // a later one of its kind runs only when it is forced, or is slow and was running
          const later = list.findIndex((g, j) => j > i && given[j] && g.kind === f.kind && !g.forced && !(g.active && g.slow));
          expect(later).toBe(-1);
          expect(counted(f.kind) >= (chosen[f.kind] ?? 99) || all >= (chosen.total ?? 99)).toBe(true);
        }
      }),
    );
  });
});
