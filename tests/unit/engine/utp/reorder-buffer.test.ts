import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { HeldBytes, MOST_AHEAD, ReorderBuffer } from '../../../../engine/utp/reorder-buffer.js';
import { sequenceAfter } from '../../../../engine/utp/sequence.js';

const bytesOf = (...values: number[]): Uint8Array => Uint8Array.from(values);
/** The packets that a mask names, counted from the one that is awaited. */
function named(buffer: ReorderBuffer, expected: number): number[] {
  const mask = new Uint8Array(buffer.maskBytes);
  buffer.writeMask(expected, mask, 0, mask.length);
  return [...mask].flatMap((byte, i) => [0, 1, 2, 3, 4, 5, 6, 7].flatMap((bit) => ((byte >> bit) & 1 ? [i * 8 + bit + 1] : [])));
}

describe('packets out of order', () => {
  test('come out in order once the first one is here, whatever order they came in', () => {
    fc.assert(
      fc.property(fc.nat({ max: 65_535 }), fc.uniqueArray(fc.integer({ min: 1, max: 300 })), (expected, aheads) => {
        const held = new HeldBytes();
        const buffer = new ReorderBuffer(held);
        for (const ahead of aheads) expect(buffer.put(expected, ahead, bytesOf(ahead & 255, ahead >> 8))).toBe(true);
        expect(named(buffer, expected)).toEqual([...aheads].sort((a, b) => a - b));
        const out: number[] = [];
        expect(buffer.next(expected)).toBeNull();
        for (let ahead = 1; ahead <= 300; ahead++) {
          const payload = buffer.next(sequenceAfter(expected, ahead));
          if (payload !== null) out.push((payload[0] ?? 0) + 256 * (payload[1] ?? 0));
        }
        expect(out).toEqual([...aheads].sort((a, b) => a - b));
        expect([held.bytes, buffer.bytes, buffer.packets, buffer.maskBytes]).toEqual([0, 0, 0, 0]);
      }),
    );
  });

  test('are held once, though they come twice', () => {
    const held = new HeldBytes();
    const buffer = new ReorderBuffer(held);
    buffer.put(1, 5, bytesOf(1, 2));
    buffer.put(1, 5, bytesOf(1, 2));
    expect([buffer.packets, held.bytes]).toEqual([1, 2]);
  });

  test('too far ahead, or beyond what all connections may hold, are refused', () => {
    const held = new HeldBytes(10);
    const [one, other] = [new ReorderBuffer(held), new ReorderBuffer(held)];
    expect(one.put(1, MOST_AHEAD, bytesOf(1))).toBe(false);
    expect(one.put(1, MOST_AHEAD - 1, new Uint8Array(6))).toBe(true);
    expect(other.put(1, 1, new Uint8Array(6))).toBe(false);
    one.clear();
    expect([held.bytes, other.put(1, 1, new Uint8Array(6))]).toEqual([0, true]);
  });
});
