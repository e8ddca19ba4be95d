import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CHOKED_QUEUE, FastPermits } from '../../../../engine/peer/fast-permits.js';

describe('what the peer allows and suggests', () => {
  test('is remembered once, suggestions latest first, and bounded', () => {
    const permits = new FastPermits();
    for (const piece of [5, 3, 5]) permits.onAllowed(piece);
    for (const piece of [5, 3, 5]) permits.onSuggested(piece);
    expect(permits.allowedToUs).toEqual([5, 3]);
    expect(permits.suggested).toEqual([3, 5]);
    for (let piece = 0; piece < 1000; piece++) {
      permits.onAllowed(piece);
      permits.onSuggested(piece);
    }
    expect(permits.allowedToUs).toHaveLength(64);
    expect(permits.suggested).toHaveLength(64);
    expect(permits.suggested[0]).toBe(999);
  });

  test('is forgotten when we have the piece, and when it lies outside the torrent', () => {
    const permits = new FastPermits();
    for (const piece of [1, 2, 9]) permits.onAllowed(piece);
    for (const piece of [1, 2, 9]) permits.onSuggested(piece);
    permits.done(2);
    permits.fit(9);
    expect([permits.allowedToUs, permits.suggested]).toEqual([[1], [1]]);
  });
});

describe('what we allow', () => {
  test('is what was given, each piece once, in so many bytes', () => {
    const permits = new FastPermits();
    expect([permits.give(3, 100), permits.give(3, 100)]).toEqual([true, false]);
    expect(permits.redeem(4, 10, 0)).toBe(false);
    expect(permits.redeem(3, 60, 0)).toBe(true);
    expect(permits.redeem(3, 60, 0)).toBe(false);
    expect(permits.redeem(3, 40, CHOKED_QUEUE)).toBe(false);
    expect(permits.redeem(3, 40, 0)).toBe(true);
  });

  test('never adds up to more than was given', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(9), fc.nat(500))), fc.array(fc.tuple(fc.nat(9), fc.nat(100), fc.nat(40))), (gifts, asks) => {
        const permits = new FastPermits();
        let given = 0;
        for (const [piece, bytes] of gifts) if (permits.give(piece, bytes)) given += bytes;
        let taken = 0;
        for (const [piece, bytes, queued] of asks) if (permits.redeem(piece, bytes, queued)) taken += bytes;
        expect(taken).toBeLessThanOrEqual(given);
      }),
    );
  });
});
