import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { changedFields, sameValue } from '../../../../engine/view/view-diff.js';

const value = fc.letrec((tie) => ({
  any: fc.oneof(
    { depthSize: 'small' },
    fc.integer(),
    fc.string(),
    fc.boolean(),
    fc.constant(null),
    fc.constant(Number.NaN),
    fc.uint8Array(),
    fc.dictionary(fc.string(), tie('any')),
    fc.array(tie('any')),
  ),
})).any;

describe('what changed', () => {
  test('a value is the same as its copy', () => {
    fc.assert(
      fc.property(value, (one) => {
        expect(sameValue(one, structuredClone(one))).toBe(true);
      }),
    );
  });

  test.each([
    [1, 2],
    [0, null],
    ['1', 1],
    [{}, null],
    [{ a: 1 }, { b: 1 }],
    [{ a: 1 }, { a: 1, b: undefined }],
    [{ a: { b: 1 } }, { a: { b: 2 } }],
    [Uint8Array.of(1, 2), Uint8Array.of(1, 3)],
    [Uint8Array.of(1), Uint8Array.of(1, 0)],
    [
      [1, 2],
      [2, 1],
    ],
  ])('%j is not %j', (a, b) => {
    expect([sameValue(a, b), sameValue(b, a)]).toEqual([false, false]);
  });

  test('the changes, put upon the old value, make the new one', () => {
    const record = fc.record({
      a: fc.uint8Array({ maxLength: 2 }),
      b: fc.dictionary(fc.constantFrom('x', 'y'), value),
      c: fc.nat(2),
      d: fc.option(fc.nat(2)),
    });
    fc.assert(
      fc.property(record, record, (before, now) => {
        const changes = changedFields(before, now);
        expect({ ...before, ...changes }).toEqual(now);
        for (const key of Object.keys(changes ?? {})) expect(sameValue(before[key as 'a'], now[key as 'a'])).toBe(false);
        expect(changedFields(now, structuredClone(now))).toBeNull();
      }),
    );
  });
});
