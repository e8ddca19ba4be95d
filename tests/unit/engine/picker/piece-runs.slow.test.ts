/** Small pieces are opened in runs of neighbours, and the rarest still come first. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Bitfield } from '../../../../engine/base/bitfield.js';
import { piecesARun } from '../../../../engine/picker/piece-runs.js';
import { FakePeer, pickerStage, pieces, receive } from './picker-stage.js';

const GROUP = 4;
const pieceOf = (name: string) => Number(name.split(':')[0]);

interface RunStage {
  readonly pieceCount: number;
  readonly have?: string;
  readonly blocks?: number;
  readonly seed?: number;
  readonly groupPieces?: number;
}

function stageWith({ pieceCount, have, blocks = 1, seed = 1, groupPieces = GROUP }: RunStage, ...pictures: string[]) {
  const stage = pickerStage({ pieceCount, blocks, seed, groupPieces, ...(have !== undefined && { have }) });
  const peers = pictures.map((picture, key) => new FakePeer(key, pieces(picture)));
  for (const peer of peers) stage.picker.counts.add(peer);
  const [first, second, third] = peers;
  if (first === undefined) throw new Error('a stage needs a peer');
  return { ...stage, peers, first, second: second ?? first, third: third ?? first };
}
/** The runs that pieces picked in this order make up. */
function runsOf(picked: readonly number[]): number[][] {
  const runs: number[][] = [];
  for (const piece of picked) {
    const run = runs.at(-1);
    if (run !== undefined && run.at(-1) === piece - 1 && piece % GROUP !== 0) run.push(piece);
    else runs.push([piece]);
  }
  return runs;
}

describe('runs of small pieces', () => {
  test('cover aligned groups, each from the first piece to the last, in an order that chance decides', () => {
    const orders = new Set<string>();
    for (let seed = 1; seed <= 8; seed++) {
      const { picker, first } = stageWith({ pieceCount: 30, seed }, '*'.repeat(30));
      const picked = first.pick(picker, 30).map(pieceOf);
      expect([...picked].sort((a, b) => a - b)).toEqual(Array.from({ length: 30 }, (_, i) => i));
      expect(runsOf(picked).map(({ length }) => length)).toEqual(expect.arrayContaining([4, 4, 4, 4, 4, 4, 4, 2]));
      orders.add(picked.join());
    }
    expect(orders.size).toBeGreaterThan(4);
  });

  test('go on where the last pick of the peer stopped, whatever others are given meanwhile', () => {
    const { picker, first, second } = stageWith({ pieceCount: 400 }, '*'.repeat(400), '*'.repeat(400));
    const mine: number[] = [];
    const theirs: number[] = [];
    for (let turn = 0; turn < 8; turn++) {
      mine.push(...first.pick(picker, 1).map(pieceOf));
      theirs.push(...second.pick(picker, 1).map(pieceOf));
    }
    for (const picked of [mine, theirs]) expect(runsOf(picked).map(({ length }) => length)).toEqual([4, 4]);
  });

  test('leave out what is had, skipped, open or not to be had from the peer', () => {
    const { picker, first, second } = stageWith({ pieceCount: 8, have: '.*......' }, '*****..*', '*'.repeat(8));
    picker.setPriority(2, 0);
    picker.openNew(4).ask(0, 9);
    expect(new Set(first.pick(picker, 8, false).map(pieceOf))).toEqual(new Set([0, 3, 7]));
    expect(second.pick(picker, 8, false).map(pieceOf)).toEqual([5, 6]);
  });

  test('hold nothing that is more common than the piece they were begun for', () => {
    // of what is missing (the very first pieces are another matter) 5, 6 and 9 are the rarest
    const { picker, first } = stageWith({ pieceCount: 12, have: '****........' }, '*'.repeat(12), '*****..**.**');
    expect(runsOf(first.pick(picker, 3).map(pieceOf)).sort()).toEqual([[5, 6], [9]]);
    expect(new Set(first.pick(picker, 8, false).map(pieceOf))).toEqual(new Set([4, 7, 8, 10, 11]));
  });

  test('take along what is wanted more, and not what is wanted less', () => {
    const { picker, first } = stageWith({ pieceCount: 8 }, '*'.repeat(8));
    for (const piece of [0, 2, 3]) picker.setPriority(piece, 3);
    expect(first.pick(picker, 3).map(pieceOf)).toEqual([0, 2, 3]);
    expect(new Set(first.pick(picker, 8, false).map(pieceOf))).toEqual(new Set([1, 4, 5, 6, 7]));
  });

  test('offer a piece again that found no memory', () => {
    const { picker, memory, first } = stageWith({ pieceCount: 8 }, '*'.repeat(8));
    const [start] = first.pick(picker, 1).map(pieceOf);
    memory.spent = true;
    expect(first.pick(picker, 4)).toEqual([]);
    memory.spent = false;
    const group = Math.floor((start ?? 0) / GROUP) * GROUP;
    expect(first.pick(picker, 3).map(pieceOf)).toEqual([group + 1, group + 2, group + 3]);
  });

  test('are left alone in sequential order, and where pieces are large', () => {
    const inOrder = stageWith({ pieceCount: 40 }, '*'.repeat(40));
    inOrder.picker.sequential = true;
    expect(inOrder.first.pick(inOrder.picker, 40).map(pieceOf)).toEqual(Array.from({ length: 40 }, (_, i) => i));
    const large = stageWith({ pieceCount: 40, groupPieces: 1 }, '*'.repeat(40));
    expect(runsOf(large.first.pick(large.picker, 40).map(pieceOf)).length).toBeGreaterThan(20);
  });

  test('are for torrents of many extents: in small ones there would be little to trade', () => {
    expect(piecesARun(64 * 16, 16)).toBe(16);
    expect(piecesARun(64 * 16 - 1, 16)).toBe(1);
    expect(piecesARun(100_000, 1)).toBe(1);
  });

  test('look at no more than a few pieces, though an extent holds thousands of tiny ones', () => {
    const pieceCount = 200_000;
    const { picker } = pickerStage({ pieceCount, blocks: 1, groupPieces: 65_536 });
    const peer = new FakePeer(1, new Bitfield(pieceCount, true));
    picker.counts.add(peer);
    const mask = new Set(peer.pick(picker, 256).map(pieceOf));
    expect(mask.size).toBe(256);
    expect(picker.probes).toBeLessThan(1000);
  });
});

const marks = fc.array(fc.constantFrom('*', '*', '*', '.'), { minLength: 24, maxLength: 24 }).map((all) => all.join(''));

test('whoever has what, runs ask for each piece once, get all that there is, and begin with the rarest', () => {
  fc.assert(
    fc.property(fc.array(marks, { minLength: 1, maxLength: 4 }), fc.nat(1000), fc.integer({ min: 1, max: 7 }), (pictures, seed, batch) => {
      const { picker, peers } = stageWith({ pieceCount: 24, seed }, ...pictures);
      const rarity = (piece: number) => picker.availability(piece);
      const got = new Set<number>();
      for (let turn = 0; turn < 24 * peers.length; turn++) {
        const peer = peers[turn % peers.length];
        if (peer === undefined) continue;
        const offered = Array.from({ length: 24 }, (_, piece) => piece).filter((piece) => peer.has.has(piece) && !got.has(piece));
        const least = Math.min(...offered.map(rarity));
        const { run } = peer.memo;
        const midRun = Array.from({ length: Math.max(0, run.end - run.at) }, (_, i) => run.at + i).some((piece) => offered.includes(piece));
        const isRandom = picker.have.count < 4; // the very first pieces
        const names = peer.pick(picker, batch, false);
        for (const [nth, name] of names.entries()) {
          const piece = pieceOf(name);
          expect(got.has(piece), `${piece} was asked for before`).toBe(false);
          expect(peer.has.has(piece)).toBe(true);
          if (nth === 0 && !midRun && !isRandom) expect(rarity(piece), 'a run begins with the rarest').toBe(least);
          got.add(piece);
        }
        for (const name of names) receive(picker, peer, name);
      }
      const there = new Set(
        peers.flatMap((peer) => Array.from({ length: 24 }, (_, piece) => piece).filter((piece) => peer.has.has(piece))),
      );
      expect(got).toEqual(there);
    }),
    { numRuns: 300 },
  );
});
