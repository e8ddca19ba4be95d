import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BLOCK_BYTES, Geometry } from '../../../../engine/metainfo/geometry.js';

describe('Geometry', () => {
  test('has a short last piece and a short last block', () => {
    const geometry = new Geometry(40_000, 100_001);
    expect(geometry.pieceCount).toBe(3);
    expect([0, 1, 2].map((piece) => geometry.pieceBytes(piece))).toEqual([40_000, 40_000, 20_001]);
    expect([0, 1, 2].map((piece) => geometry.blocksIn(piece))).toEqual([3, 3, 2]);
    expect([0, 1, 2].map((block) => geometry.blockBytes(1, block))).toEqual([BLOCK_BYTES, BLOCK_BYTES, 7_232]);
    expect([0, 1].map((block) => geometry.blockBytes(2, block))).toEqual([BLOCK_BYTES, 3_617]);
    expect(geometry.blockCountTotal).toBe(8);
    expect(geometry.pieceOffset(2)).toBe(80_000);
    expect([0, 39_999, 40_000, 100_000].map((offset) => geometry.pieceAt(offset))).toEqual([0, 0, 1, 2]);
  });
  test('has no short piece when the pieces fit', () => {
    const geometry = new Geometry(65_536, 131_072);
    expect(geometry).toMatchObject({ pieceCount: 2, blocksPerPiece: 4, blockCountTotal: 8 });
    expect(geometry.pieceBytes(1)).toBe(65_536);
  });
  test('of nothing has no pieces', () => {
    expect(new Geometry(16_384, 0)).toMatchObject({ pieceCount: 0, blockCountTotal: 0 });
  });
  test('refuses what is no length', () => {
    for (const length of [0, -1, 1.5, Number.NaN]) expect(() => new Geometry(length, 1)).toThrow('invariant');
    expect(() => new Geometry(1, -1)).toThrow('invariant');
  });
  test('tiles the byte space exactly with pieces and blocks, up to 2^48', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 200_000 }), fc.integer({ min: 1, max: 5_000_000 }), (pieceLength, totalSize) => {
        fc.pre(totalSize / pieceLength < 5_000);
        const geometry = new Geometry(pieceLength, totalSize);
        let bytes = 0;
        let blocks = 0;
        for (let piece = 0; piece < geometry.pieceCount; piece++) {
          expect(geometry.pieceOffset(piece)).toBe(bytes);
          for (let block = 0; block < geometry.blocksIn(piece); block++) bytes += geometry.blockBytes(piece, block);
          blocks += geometry.blocksIn(piece);
        }
        expect(bytes).toBe(totalSize);
        expect(blocks).toBe(geometry.blockCountTotal);
      }),
    );
    const huge = new Geometry(2 ** 27, 2 ** 48 - 1);
    expect(huge.pieceCount).toBe(2 ** 21);
    expect(huge.pieceOffset(2 ** 21 - 1) + huge.pieceBytes(2 ** 21 - 1)).toBe(2 ** 48 - 1);
  });
});
