import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { judgeContributors, Probation } from '../../../../engine/torrent/probation.js';

const BLOCKS = 16;
const open = () => true;
const give = (probation: Probation, piece: number, blocks: number) => {
  for (let i = 0; i < blocks; i++) probation.onBlock(piece);
};

describe('a peer on probation', () => {
  test('may have one piece under way, asked for or given and not verified', () => {
    const probation = new Probation();
    expect(probation.room(0, BLOCKS, open)).toBe(BLOCKS);
    expect(probation.room(10, BLOCKS, open)).toBe(6);
    give(probation, 3, 10);
    expect(probation.room(6, BLOCKS, open)).toBe(0);
  });
  test('may have more with every good piece, and anything after sixteen', () => {
    const probation = new Probation();
    probation.onGood();
    expect(probation.room(0, BLOCKS, open)).toBe(3 * BLOCKS);
    for (let i = 0; i < 15; i++) probation.onGood();
    expect(probation.isOver).toBe(true);
    expect(probation.room(9999, BLOCKS, open)).toBe(Number.POSITIVE_INFINITY);
  });
  test('is not held by pieces that are judged or given up', () => {
    const probation = new Probation();
    give(probation, 1, 16);
    expect(probation.room(0, BLOCKS, open)).toBe(0);
    expect(probation.room(0, BLOCKS, (piece) => piece !== 1)).toBe(BLOCKS);
    expect(probation.room(0, BLOCKS, open)).toBe(BLOCKS); // forgotten for good
  });
  test('wastes three pieces at most, whatever share of its pieces is damaged', () => {
    const everyNth = fc.integer({ min: 1, max: 40 });
    fc.assert(
      fc.property(everyNth, (nth) => {
        const probation = new Probation();
        // as fast as can be: all that is allowed is given before any of it is judged, one after the other
        for (let piece = 0, good = true; good; ) {
          const end = piece + Math.max(0, probation.room(0, BLOCKS, open)) / BLOCKS;
          let bad = 0;
          for (; piece < end && good; piece++) {
            if (piece % nth === nth - 1) bad++;
            else probation.onGood();
            good = bad === 0;
          }
          const left = Math.max(0, end - piece);
          expect(bad + Math.ceil(left / nth)).toBeLessThanOrEqual(3);
          if (probation.isOver) return;
        }
      }),
    );
  });
});

describe('a piece that is judged', () => {
  const peer = () => ({ probation: new Probation(), onParole: false });
  test('speaks for all who had a part in it when it is good, and against all when it is not', () => {
    const [a, b] = [peer(), peer()];
    const of = (key: number) => (key === 1 ? a : key === 2 ? b : undefined);
    judgeContributors(Int32Array.of(1, 1, 2, -1, 7), true, of);
    expect(a.probation.room(0, BLOCKS, open)).toBe(3 * BLOCKS);
    expect(b.probation.room(0, BLOCKS, open)).toBe(3 * BLOCKS);
    judgeContributors(Int32Array.of(1, 2, 1), false, of);
    expect([a.onParole, b.onParole]).toEqual([true, true]);
    expect(a.probation.room(0, BLOCKS, open)).toBe(BLOCKS); // it starts anew
  });
  test('ends the parole of who made all of it, and of nobody else', () => {
    const [a, b] = [peer(), peer()];
    const of = (key: number) => (key === 1 ? a : b);
    judgeContributors(Int32Array.of(1, 2), false, of);
    judgeContributors(Int32Array.of(1, 2), true, of);
    expect([a.onParole, b.onParole]).toEqual([true, true]);
    judgeContributors(Int32Array.of(1, 1), true, of);
    expect([a.onParole, b.onParole]).toEqual([false, true]);
  });
});
