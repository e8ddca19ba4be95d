import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Bitfield } from '../../../../engine/base/bitfield.js';
import { type PiecePriority, RarestFirst } from '../../../../engine/picker/rarest-first.js';
import { seededRandom } from '../../../support/seeded-random.js';

const PIECES = 24;

/** Every piece in picking order, by taking them out one after the other. */
function order(rarest: RarestFirst): number[] {
  const all = new Bitfield(PIECES, true);
  const found: number[] = [];
  for (let piece = rarest.findRarest(all); piece >= 0; piece = rarest.findRarest(all)) {
    found.push(piece);
    rarest.remove(piece);
  }
  for (const piece of found) rarest.insert(piece);
  return found;
}

const operation = fc.record({
  kind: fc.constantFrom('insert', 'remove', 'increment', 'decrement', 'priority'),
  piece: fc.nat(PIECES - 1),
  priority: fc.nat(4),
});

describe('rarest first', () => {
  test('keeps every piece it holds in order of priority and availability, whatever happens', () => {
    fc.assert(
      fc.property(fc.array(operation, { maxLength: 200 }), fc.nat(), (operations, seed) => {
        const rarest = new RarestFirst(PIECES, seededRandom(seed), () => true);
        const inside = new Set(Array.from({ length: PIECES }, (_, piece) => piece));
        for (const { kind, piece, priority } of operations) {
          if (kind === 'insert' && rarest.priorityOf(piece) > 0) {
            rarest.insert(piece);
            inside.add(piece);
          } else if (kind === 'remove') {
            rarest.remove(piece);
            inside.delete(piece);
          } else if (kind === 'increment') rarest.increment(piece);
          else if (kind === 'decrement') rarest.decrement(piece);
          else if (kind === 'priority') {
            rarest.setPriority(piece, priority as PiecePriority);
            if (priority === 0) inside.delete(piece);
          }
          const pieces = order(rarest);
          expect(new Set(pieces)).toEqual(inside);
          expect(pieces.length).toBe(inside.size);
          const keys = pieces.map((p) => (4 - rarest.priorityOf(p)) * 1000 + rarest.availabilityOf(p));
          expect(keys).toEqual([...keys].sort((a, b) => a - b));
        }
      }),
      { numRuns: 200 },
    );
  });

  test('hands out equally rare pieces in an order that differs from one torrent to the next', () => {
    const orders = [1, 2, 3].map((seed) => {
      const rarest = new RarestFirst(PIECES, seededRandom(seed), () => true);
      return order(rarest).join();
    });
    expect(new Set(orders).size).toBe(3);
  });
});
