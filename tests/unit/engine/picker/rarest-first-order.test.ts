import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { type PiecePriority, RarestFirst } from '../../../../engine/picker/rarest-first.js';

const PIECES = 12;
const change = fc.record({
  kind: fc.constantFrom('insert', 'remove', 'more', 'fewer', 'priority'),
  piece: fc.nat(PIECES - 1),
  priority: fc.nat(3),
});

it('holds every wanted piece once and in order through any changes', () => {
  fc.assert(
    fc.property(
      fc.array(change, { maxLength: 60 }),
      fc.infiniteStream(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })),
      (changes, dice) => {
        const order = new RarestFirst(PIECES, { next: () => Number(dice.next().value), bytes: () => new Uint8Array() });
        order.fill(() => true);
        const inside = new Set(Array.from({ length: PIECES }, (_, piece) => piece));
        for (const { kind, piece, priority } of changes) {
          if (kind === 'insert' && order.priorityOf(piece) > 0) inside.add(piece);
          if (kind === 'insert' && order.priorityOf(piece) > 0) order.insert(piece);
          if (kind === 'remove' || (kind === 'priority' && priority === 0)) inside.delete(piece);
          if (kind === 'remove') order.remove(piece);
          if (kind === 'more') order.increment(piece);
          if (kind === 'fewer') order.decrement(piece);
          if (kind === 'priority') order.setPriority(piece, priority as PiecePriority); // nat(3) is one of the four
          const found: number[] = [];
          order.find((candidate) => found.push(candidate) < 0, false);
          expect([...found].sort((a, b) => a - b)).toEqual([...inside].sort((a, b) => a - b));
          const ranks = found.map((candidate) => (3 - order.priorityOf(candidate)) * 256 + order.availabilityOf(candidate));
          expect(ranks).toEqual([...ranks].sort((a, b) => a - b));
        }
      },
    ),
  );
});
