import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BLOCK_BYTES } from '../../../../engine/base/block-size.js';
import { FILE_PAD } from '../../../../engine/metainfo/torrent-info.js';
import { BLOCK_HERE } from '../../../../engine/picker/open-piece.js';
import { FROM_DISK } from '../../../../engine/torrent/kept-blocks.js';
import { type PieceStage, pieceStage } from './piece-stage.js';

const KIB = 1024;
const A = 1;

const shapes = {
  'pieces below a slab': { pieceLength: 64 * KIB, files: [{ path: 'a.bin', size: 150 * KIB }] },
  'pieces of several slabs': { pieceLength: 1024 * KIB, files: [{ path: 'a.bin', size: 2500 * KIB }] },
  'pieces that are written in extents': { pieceLength: 4608 * KIB, files: [{ path: 'a.bin', size: 5000 * KIB }] },
  'pieces with padding': {
    pieceLength: 128 * KIB,
    files: [
      { path: 'a.bin', size: 100 * KIB },
      { path: '.pad/28', size: 28 * KIB, flags: FILE_PAD },
      { path: 'b.bin', size: 128 * KIB },
    ],
  },
};

/** Two rounds: what was here in the first is written in the second. */
async function twoRounds(stage: PieceStage): Promise<void> {
  const rounds = [stage.flow.keepSlow(), stage.flow.keepSlow()];
  await Promise.resolve();
  stage.deliver();
  await Promise.all(rounds);
}
const blocksHere = (stage: PieceStage, piece: number) =>
  [...(stage.picker.openPiece(piece)?.state ?? [])].filter((state) => state === BLOCK_HERE);

describe('pieces that fill slowly', () => {
  test.each(Object.entries(shapes))('are kept block by block, go on from there, and are hashed as a whole: %s', async (_name, shape) => {
    const stage = pieceStage(shape);
    const { blocksPerPiece } = stage.geometry;
    const pads = stage.pads(0);
    const given = [0, 2, 3].filter((block) => block < blocksPerPiece && !pads.includes(block));
    stage.open(0);
    for (const block of given) stage.give(0, block, A);
    await twoRounds(stage);
    expect([...(stage.kept.toSaved()[0]?.blocks ?? [])][0]).toBe(given.reduce((bits, block) => bits | (0x80 >> block), 0));
    stage.startOver();
    stage.deliver();
    stage.flow.openKept();
    const open = stage.picker.openPiece(0);
    expect(blocksHere(stage, 0)).toHaveLength(given.length + pads.length);
    expect(given.map((block) => open?.from[block])).toEqual(given.map(() => FROM_DISK));
    stage.givePiece(0, A);
    stage.deliver();
    expect([stage.stored, stage.bad, stage.kept.all()]).toEqual([[0], [], []]);
    expect(
      Buffer.compare(
        stage.onDisk(0)?.subarray(0, stage.geometry.pieceBytes(0)) ?? Buffer.alloc(0),
        stage.torrent.pieceBytes(0).subarray(0, stage.onDisk(0)?.length),
      ),
    ).toBe(0);
    stage.flow.stop();
    stage.deliver();
    expect(stage.pool.freeSlabs).toBe(stage.pool.budgetSlabs);
  });

  test('are not written where they come and go between two rounds', async () => {
    const stage = pieceStage(shapes['pieces of several slabs']);
    stage.open(0);
    stage.give(0, 0, A);
    expect(await stage.flow.keepSlow()).toBe(true);
    expect(stage.underWay).toBe(0);
    stage.givePiece(0, A);
    stage.deliver();
    expect(stage.stored).toEqual([0]);
    expect(await stage.flow.keepSlow()).toBe(true);
    expect([await stage.flow.keepSlow(), stage.underWay]).toEqual([false, 0]);
  });

  test('are kept at once when everything stops, and their memory is given back when the disk has it', () => {
    const stage = pieceStage(shapes['pieces of several slabs']);
    stage.open(1);
    for (const block of [0, 1, 40]) stage.give(1, block, A);
    const held = stage.pool.budgetSlabs - stage.pool.freeSlabs;
    stage.flow.stop();
    expect(stage.pool.budgetSlabs - stage.pool.freeSlabs).toBe(held);
    stage.deliver();
    expect(stage.pool.freeSlabs).toBe(stage.pool.budgetSlabs);
    expect(stage.kept.blocksOf(1)?.count).toBe(3);
  });

  test('that turn out bad are fetched anew, and nothing of them is kept', async () => {
    const stage = pieceStage(shapes['pieces below a slab']);
    stage.open(0);
    stage.give(0, 1, A, new Uint8Array(BLOCK_BYTES).fill(7));
    await twoRounds(stage);
    stage.startOver();
    stage.deliver();
    stage.flow.openKept();
    stage.givePiece(0, A);
    stage.deliver();
    expect(stage.bad).toMatchObject([{ piece: 0, from: [A, FROM_DISK, A, A] }]);
    expect(stage.kept.all()).toEqual([]);
    stage.open(0);
    stage.givePiece(0, A);
    stage.deliver();
    expect(stage.stored).toEqual([0]);
  });

  test('say so when the disk does not take them', async () => {
    const full = { code: 'disk-full' as const, message: 'full', facts: {} };
    const stage = pieceStage({ ...shapes['pieces below a slab'], faults: { onWrite: () => full } });
    stage.open(0);
    stage.give(0, 1, A);
    await twoRounds(stage);
    expect([stage.failures, stage.kept.all()]).toEqual([[full], []]);
  });

  test('whatever is interrupted and when, end whole and right, with all memory given back', async () => {
    const step = fc.oneof(
      { weight: 12, arbitrary: fc.record({ do: fc.constant('give' as const), block: fc.nat(63) }) },
      { weight: 3, arbitrary: fc.record({ do: fc.constant('round' as const), block: fc.constant(0) }) },
      { weight: 3, arbitrary: fc.record({ do: fc.constant('deliver' as const), block: fc.nat(3) }) },
      { weight: 1, arbitrary: fc.record({ do: fc.constant('over' as const), block: fc.constant(0) }) },
      { weight: 1, arbitrary: fc.record({ do: fc.constant('giveUp' as const), block: fc.constant(0) }) },
    );
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...Object.values(shapes)), fc.array(step, { maxLength: 60 }), async (shape, steps) => {
        const stage = pieceStage(shape);
        const missing = () =>
          Array.from({ length: stage.geometry.pieceCount }, (_, piece) => piece).filter((piece) => !stage.picker.have.has(piece));
        const rounds: Promise<unknown>[] = [];
        for (const { block, do: what } of steps) {
          if (what === 'round') rounds.push(stage.flow.keepSlow());
          else if (what === 'deliver') stage.deliver(block);
          else if (what === 'over') {
            stage.startOver();
            stage.flow.openKept();
          } else if (what === 'giveUp') stage.flow.giveUpEmptiest();
          else {
            const [piece = 0] = missing();
            stage.open(piece);
            if (block < stage.geometry.blocksIn(piece)) stage.give(piece, block, A);
          }
          await Promise.resolve();
        }
        stage.deliver();
        await Promise.all(rounds);
        for (const piece of missing()) {
          stage.open(piece);
          stage.givePiece(piece, A);
          stage.deliver();
          stage.flow.retry();
          stage.deliver();
        }
        expect([missing(), stage.bad, stage.failures]).toEqual([[], [], []]);
        stage.flow.stop();
        stage.deliver();
        expect(stage.pool.freeSlabs).toBe(stage.pool.budgetSlabs);
        for (const file of [0, 2]) {
          const wanted = stage.torrent.spec.files.count > file ? stage.torrent.fileBytes(file) : null;
          if (wanted !== null) expect(Buffer.compare(stage.onDisk(file) ?? Buffer.alloc(0), wanted)).toBe(0);
        }
      }),
      { numRuns: 150 },
    );
  });
});
