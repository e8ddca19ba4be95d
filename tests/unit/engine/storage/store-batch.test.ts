/** Small pieces go to a worker in runs of neighbours, each of them once. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Slab } from '../../../../engine/base/slab.js';
import { FixedSlabPool } from '../../../../engine/base/slab-pool.js';
import type { SlabRange } from '../../../../engine/storage/storage.js';
import { StoreBatch, type StoreRun } from '../../../../engine/storage/store-batch.js';

const PIECE = 16_384;
const MOST = 4;

function batchStage() {
  const due: (() => void)[] = [];
  const runs: StoreRun[] = [];
  const batch = new StoreBatch({ soon: (run) => void due.push(run), send: (run) => void runs.push(run) }, MOST);
  const turn = (): void => {
    for (const run of due.splice(0)) run();
  };
  return { batch, runs, turn };
}
function slab(): Slab {
  const made = new FixedSlabPool(1 << 20).acquire();
  if (made === null) throw new Error('the pool is empty');
  return made;
}
const place = (of: Slab, slot: number, length = PIECE): SlabRange => ({ slab: of, start: slot * PIECE, length });
const ignore = (): void => undefined;
const picture = ({ answers, first }: StoreRun): string => `${first}+${answers.length}`;

describe('small pieces handed over', () => {
  test('in the same turn go in runs of neighbours, whatever their order, of a slab at most', () => {
    const { batch, runs, turn } = batchStage();
    const memory = slab();
    for (const piece of [7, 2, 1, 3, 0, 4, 9]) batch.add(piece, [place(memory, piece)], true, ignore);
    expect(runs).toEqual([]);
    turn();
    expect(runs.map(picture)).toEqual(['0+4', '4+1', '7+1', '9+1']);
    batch.add(5, [place(memory, 5)], true, ignore);
    turn();
    expect(runs.map(picture).slice(4)).toEqual(['5+1']);
  });

  test('are one range where they lie beside each other in memory, and several where not', () => {
    const { batch, runs, turn } = batchStage();
    const memory = slab();
    const other = slab();
    const ranges = [place(memory, 4), place(memory, 5), place(other, 6), place(memory, 0)];
    for (const [piece, range] of ranges.entries()) batch.add(piece, [range], true, ignore);
    turn();
    expect(runs.map(({ data }) => data)).toEqual([[place(memory, 4, 2 * PIECE), place(other, 6), place(memory, 0)]]);
  });

  test('have none behind them when their padding was left out, and no twin in their run', () => {
    const { batch, runs, turn } = batchStage();
    const memory = slab();
    batch.add(0, [place(memory, 0)], true, ignore);
    batch.add(1, [place(memory, 1, 100)], false, ignore);
    batch.add(2, [place(memory, 2)], true, ignore);
    batch.add(2, [place(memory, 3)], true, ignore);
    turn();
    expect(runs.map(picture)).toEqual(['0+1', '1+1', '2+1', '2+1']);
  });

  test('are each in one run, with their bytes and who waits for them', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ piece: fc.nat(15), whole: fc.boolean() }), { maxLength: 40 }), (added) => {
        const { batch, runs, turn } = batchStage();
        const memory = slab();
        const told: number[] = [];
        for (const { piece, whole } of added) batch.add(piece, [place(memory, piece)], whole, () => void told.push(piece));
        turn();
        for (const { answers, data, first } of runs) {
          expect(answers.length).toBeLessThanOrEqual(MOST);
          expect(data).toEqual([place(memory, first, answers.length * PIECE)]);
          for (const [i, answer] of answers.entries()) {
            answer({ kind: 'stored' });
            expect(told.at(-1)).toBe(first + i);
          }
        }
        expect([...told].sort((a, b) => a - b)).toEqual(added.map(({ piece }) => piece).sort((a, b) => a - b));
      }),
    );
  });
});
