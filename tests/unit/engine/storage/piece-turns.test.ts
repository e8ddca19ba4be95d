import fc from 'fast-check';
import { expect, test } from 'vitest';
import { PieceTurns } from '../../../../engine/storage/piece-turns.js';

test('a later job about the same bytes waits for the earlier one, any other does not', () => {
  const turns = new PieceTurns();
  const begun: string[] = [];
  const ends = new Map<string, () => void>();
  const write = (name: string, piece: number, start: number, end: number) =>
    turns.write(piece, start, end, (done) => {
      begun.push(name);
      ends.set(name, done);
    });
  write('a', 1, 0, 10);
  write('beside it', 1, 10, 20);
  write('over it', 1, 5, 12);
  write('elsewhere', 2, 0, 10);
  turns.whole(1, () => begun.push('whole 1'));
  turns.whole(3, () => begun.push('whole 3'));
  expect(begun.splice(0)).toEqual(['a', 'beside it', 'elsewhere', 'whole 3']);
  ends.get('a')?.();
  expect(begun.splice(0)).toEqual([]); // both still wait for what is beside it
  ends.get('beside it')?.();
  expect(begun.splice(0)).toEqual(['over it']);
  ends.get('over it')?.();
  expect(begun.splice(0)).toEqual(['whole 1']);
});

test('nothing is forgotten, and nothing overlapping is ever under way together', () => {
  const job = fc.record({
    piece: fc.nat(1),
    start: fc.nat(8),
    length: fc.integer({ min: 1, max: 8 }),
    whole: fc.boolean(),
    finish: fc.nat(3),
  });
  fc.assert(
    fc.property(fc.array(job, { maxLength: 40 }), (jobs) => {
      const turns = new PieceTurns();
      const running = new Map<number, { piece: number; start: number; end: number; done: () => void }>();
      let ran = 0;
      for (const [i, { finish, length, piece, start, whole }] of jobs.entries()) {
        const end = start + length;
        const clashes = (from: number, to: number) =>
          [...running.values()].some((other) => other.piece === piece && other.start < to && other.end > from);
        if (whole) {
          turns.whole(piece, () => {
            ran++;
            expect(clashes(0, 99)).toBe(false);
          });
        } else {
          turns.write(piece, start, end, (done) => {
            ran++;
            expect(clashes(start, end)).toBe(false);
            running.set(i, { piece, start, end, done });
          });
        }
        for (const [key, { done }] of [...running].slice(0, finish)) {
          running.delete(key);
          done();
        }
      }
      for (let rounds = 0; running.size > 0 && rounds < 100; rounds++) {
        for (const [key, { done }] of [...running]) {
          running.delete(key);
          done();
        }
      }
      expect(ran).toBe(jobs.length);
    }),
  );
});
