import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { strip } from '../../../../engine/torrent/strip.js';

const of = (picture: string, buckets: number) => [...strip(picture.length, buckets, (piece) => (picture[piece] === '*' ? 1 : 0))];

describe('strip', () => {
  test.each([
    ['', 4, []],
    ['*.', 4, [255, 0]],
    ['**..', 2, [255, 0]],
    ['*.*.', 2, [128, 128]],
    ['**.*.', 2, [255, 85]],
  ])('draws %j in %d buckets', (picture, buckets, shares) => {
    expect(of(picture, buckets)).toEqual(shares);
  });

  test('looks full only when all is there, and empty only when nothing is', () => {
    expect(of(`${'*'.repeat(999)}.`, 1)).toEqual([254]);
    expect(of(`${'.'.repeat(999)}*`, 1)).toEqual([1]);
  });

  test('looks at every piece exactly once', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 3000 }), fc.integer({ min: 1, max: 600 }), (pieces, buckets) => {
        const seen: number[] = [];
        const shares = strip(pieces, buckets, (piece) => {
          seen.push(piece);
          return 1;
        });
        expect(seen).toEqual(Array.from({ length: pieces }, (_, i) => i));
        expect(shares.length).toBe(Math.min(pieces, buckets));
        expect(shares.every((share) => share === 255)).toBe(true);
      }),
    );
  });
});
