import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { RequestBook } from '../../../../engine/peer/request-book.js';

describe('request book', () => {
  test('knows what is unanswered, in the order sent, however answers come', () => {
    const step = fc.record({ kind: fc.constantFrom('add', 'add', 'strike', 'expire', 'clear'), number: fc.nat(60), times: fc.nat(30) });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 150, size: 'max' }), (steps) => {
        let counted = 0;
        const book = new RequestBook({
          add: () => {
            counted += 1;
          },
          remove: (count = 1) => {
            counted -= count;
          },
        });
        let model: { name: string; at: number }[] = [];
        let now = 0;
        const names: string[] = [];
        const note = (piece: number, block: number) => void names.push(`${piece}:${block}`);
        for (const { kind, number, times } of steps) {
          now++;
          const [piece, block] = [number % 7, Math.floor(number / 7)];
          const name = `${piece}:${block}`;
          names.length = 0;
          if (kind === 'add') {
            if (book.room === 0 || model.some((one) => one.name === name)) continue;
            book.add(piece, block, now);
            model.push({ name, at: now });
          } else if (kind === 'strike') {
            const held = model.find((one) => one.name === name);
            expect(book.strike(piece, block)).toBe(held?.at ?? Number.NaN);
            model = model.filter((one) => one !== held);
          } else if (kind === 'expire') {
            const before = now - times;
            book.expire(before, note);
            expect(names).toEqual(model.filter((one) => one.at < before).map((one) => one.name));
            model = model.filter((one) => one.at >= before);
          } else if (times === 0) {
            book.clear(note);
            expect(names).toEqual(model.map((one) => one.name));
            model = [];
          }
          expect([book.size, counted]).toEqual([model.length, model.length]);
          expect(book.oldestSentAt).toBe(model[0]?.at ?? Number.NaN);
          expect(book.has(piece, block)).toBe(model.some((one) => one.name === name));
          expect(book.room).toBeLessThanOrEqual(512 - model.length);
        }
      }),
      { numRuns: 150 },
    );
  });

  test('has room again when the oldest are answered, many times round', () => {
    const book = new RequestBook();
    for (let i = 0; i < 5000; i++) {
      if (book.room === 0) for (let j = i - 512; j < i; j++) expect(book.strike(1, j)).toBe(j);
      book.add(1, i, i);
    }
    expect(book.size).toBe(5000 % 512);
    book.clear(() => undefined);
    expect([book.size, book.room]).toEqual([0, 512]);
  });

  test('forgets what was asked of one piece, and nothing else', () => {
    const book = new RequestBook();
    for (const [piece, block] of [
      [1, 0],
      [2, 0],
      [1, 7],
      [3, 1],
    ] as const)
      book.add(piece, block, 5);
    const dropped: number[] = [];
    book.dropPiece(1, (block) => dropped.push(block));
    expect(dropped).toEqual([0, 7]);
    expect([book.size, book.has(1, 0), book.has(2, 0), book.has(3, 1), book.oldestSentAt]).toEqual([2, false, true, true, 5]);
    book.dropPiece(9, () => expect.unreachable());
  });

  test('has room again for what is answered, though the oldest never is', () => {
    const book = new RequestBook();
    book.add(9, 9, 0);
    for (let i = 0; i < 3000; i++) {
      if (book.room === 0) for (let j = i - 511; j < i; j++) expect(book.strike(2, j)).toBe(j);
      book.add(2, i, i);
    }
    expect(book.has(9, 9)).toBe(true);
    expect(book.oldestSentAt).toBe(0);
  });
});
