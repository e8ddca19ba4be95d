import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { byteLength, skipBytes, ViewCursor } from '../../../../engine/storage/view-cursor.js';

const views = fc.array(fc.uint8Array({ maxLength: 12 }), { maxLength: 6 });
const joined = (parts: readonly Uint8Array[]) => Buffer.concat(parts).toString('hex');

describe('ViewCursor', () => {
  it('gives every byte once and in order, however it is taken', () => {
    fc.assert(
      fc.property(views, fc.array(fc.nat({ max: 20 }), { maxLength: 12 }), (parts, takes) => {
        const cursor = new ViewCursor(parts);
        const taken = takes.flatMap((length) => cursor.take(length));
        const whole = joined(parts);
        expect(joined(taken)).toBe(whole.slice(0, byteLength(taken) * 2));
        expect(byteLength(taken)).toBe(
          Math.min(
            byteLength(parts),
            takes.reduce((sum, length) => sum + length, 0),
          ),
        );
        expect(taken.every((view) => view.length > 0)).toBe(true);
      }),
    );
  });

  it('skips any number of bytes', () => {
    fc.assert(
      fc.property(views, fc.nat({ max: 80 }), (parts, skip) => {
        expect(joined(skipBytes(parts, skip))).toBe(joined(parts).slice(skip * 2));
      }),
    );
  });
});
