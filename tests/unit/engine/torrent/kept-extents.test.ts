import fc from 'fast-check';
import { expect, test } from 'vitest';
import { KeptExtents } from '../../../../engine/torrent/kept-extents.js';

const BLOCKS = 40; // three extents, the last one short

test('come back from a record as they were', () => {
  const extents = fc.uniqueArray(fc.nat(2), { minLength: 1 });
  fc.assert(
    fc.property(fc.uniqueArray(fc.tuple(fc.nat(5), extents), { selector: ([piece]) => piece }), (drawn) => {
      const kept = new KeptExtents();
      for (const [piece, numbers] of drawn) for (const extent of numbers) kept.add(piece, extent);
      const back = new KeptExtents();
      back.restore(
        kept.toSaved(() => BLOCKS),
        () => BLOCKS,
      );
      expect(back.all().sort()).toEqual(kept.all().sort());
      for (const [piece, numbers] of drawn) for (let n = 0; n < 3; n++) expect(back.has(piece, n)).toBe(numbers.includes(n));
    }),
  );
});

test('do not count where a block is missing', () => {
  const kept = new KeptExtents();
  const blocks = Uint8Array.of(0xff, 0xff, 0xff, 0xfe, 0xff);
  kept.restore([{ piece: 3, blocks }], () => BLOCKS);
  expect([0, 1, 2].map((extent) => kept.has(3, extent))).toEqual([true, false, true]);
});
