import fc from 'fast-check';
import { expect, test } from 'vitest';
import { KeptBlocks } from '../../../../engine/torrent/kept-blocks.js';

const BLOCKS = 40;

test('come back from a record as they were', () => {
  const runs = fc.array(fc.tuple(fc.nat(BLOCKS - 1), fc.integer({ min: 1, max: BLOCKS })), { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(fc.uniqueArray(fc.tuple(fc.nat(5), runs), { selector: ([piece]) => piece }), (drawn) => {
      const kept = new KeptBlocks();
      for (const [piece, stretches] of drawn)
        for (const [first, count] of stretches) kept.add(piece, BLOCKS, first, Math.min(BLOCKS, first + count));
      const back = new KeptBlocks();
      back.restore(kept.toSaved(), () => BLOCKS);
      expect(back.all().sort()).toEqual(kept.all().sort());
      for (const [piece, stretches] of drawn) {
        const blocks = back.blocksOf(piece);
        for (let block = 0; block < BLOCKS; block++) {
          expect(blocks?.has(block)).toBe(stretches.some(([first, count]) => block >= first && block < first + count));
        }
      }
    }),
  );
});

test('are left out where a record does not fit the piece', () => {
  const kept = new KeptBlocks();
  kept.restore(
    [
      { piece: 1, blocks: new Uint8Array(4) },
      { piece: 2, blocks: new Uint8Array(5) },
      { piece: 3, blocks: Uint8Array.of(0, 0, 0, 0, 1) },
    ],
    () => BLOCKS,
  );
  expect(kept.all()).toEqual([3]);
  kept.forget(3);
  expect([kept.all(), kept.blocksOf(3)]).toEqual([[], null]);
});

test('are handed out as copies', () => {
  const kept = new KeptBlocks();
  kept.add(1, BLOCKS, 0, 3);
  kept.blocksOf(1)?.add(9);
  expect(kept.blocksOf(1)?.has(9)).toBe(false);
});
