import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeHints, encodeHints, withHints } from '../../../../engine/resume/hints-codec.js';
import { plainRecord } from '../../../support/resume-samples.js';

const anyHints = fc.record({
  recent: fc.array(fc.nat()),
  partial: fc.array(fc.record({ piece: fc.nat(), blocks: fc.uint8Array({ maxLength: 9 }) }), { maxLength: 4 }),
});

test('hints come back as they were, and damaged ones not at all', () => {
  fc.assert(
    fc.property(anyHints, fc.nat(), fc.integer({ min: 1, max: 255 }), (hints, at, change) => {
      const bytes = new Uint8Array(encodeHints(hints));
      expect(decodeHints(bytes)).toEqual(hints);
      bytes[at % bytes.length] = (bytes[at % bytes.length] ?? 0) ^ change;
      expect(decodeHints(bytes)).toBeNull();
      expect(decodeHints(bytes.subarray(0, at % bytes.length))).toBeNull();
    }),
  );
});

test('a record with hints knows what came after it: later pieces last, and later parts in the place of earlier ones', () => {
  const part = (piece: number, bits: number) => ({ piece, blocks: Uint8Array.of(bits) });
  const record = { ...plainRecord, recent: [1, 2], partial: [part(5, 0x80), part(6, 0x80)] };
  expect(withHints(record, { recent: [3, 5], partial: [part(6, 0xc0), part(7, 0x80)] })).toEqual({
    ...record,
    recent: [1, 2, 3, 5],
    partial: [part(5, 0x80), part(6, 0xc0), part(7, 0x80)],
  });
});
