import { describe, expect, test } from 'vitest';
import { FakePeer, pickerStage, pieces, receive } from './picker-stage.js';

const BLOCKS = 4;

/** Seeds that bring whole pieces within seconds. */
function fastSeeds(stage: ReturnType<typeof pickerStage>, count: number): FakePeer[] {
  return Array.from({ length: count }, (_, key) => {
    const peer = new FakePeer(key, pieces('*'.repeat(stage.picker.pieceCount)));
    peer.keepsPieces = true;
    stage.picker.counts.add(peer);
    return peer;
  });
}
const pieceOf = (name: string | undefined) => Number(name?.split(':')[0]);
const piecesOf = (names: string[] | undefined) => [...new Set(names?.map(pieceOf))];

describe('pieces of a fast peer', () => {
  test('are left to it: another fast peer opens pieces of its own', () => {
    const stage = pickerStage({ pieceCount: 20, blocks: BLOCKS });
    const [one, two] = fastSeeds(stage, 2);
    const begun = pieceOf(one?.pick(stage.picker, 1)[0]);
    expect(piecesOf(two?.pick(stage.picker, 8))).not.toContain(begun);
    expect(piecesOf(one?.pick(stage.picker, 3))).toEqual([begun]);
  });

  test('are finished by a slow peer as well, which opens no more than it must', () => {
    const stage = pickerStage({ pieceCount: 20, blocks: BLOCKS });
    const [fast, slow] = fastSeeds(stage, 2);
    if (slow !== undefined) slow.keepsPieces = false;
    const begun = pieceOf(fast?.pick(stage.picker, 1)[0]);
    expect(piecesOf(slow?.pick(stage.picker, 3))).toEqual([begun]);
  });

  test('are shared when they are all that is left', () => {
    const stage = pickerStage({ pieceCount: 1, blocks: BLOCKS });
    const [one, two] = fastSeeds(stage, 2);
    one?.pick(stage.picker, 1);
    expect(two?.pick(stage.picker, 8)).toEqual(['0:1', '0:2', '0:3']);
  });

  test('are shared when memory has no room for more side by side', () => {
    const stage = pickerStage({ pieceCount: 20, blocks: BLOCKS, mostApart: 1 });
    const [one, two] = fastSeeds(stage, 2);
    const begun = pieceOf(one?.pick(stage.picker, 1)[0]);
    expect(piecesOf(two?.pick(stage.picker, 3))).toEqual([begun]);
  });

  test('are free for all once it has dropped a request, moved on or gone', () => {
    for (const leave of ['drops', 'moves', 'goes'] as const) {
      const stage = pickerStage({ pieceCount: 20, blocks: BLOCKS });
      const [one, two] = fastSeeds(stage, 2);
      const [first = ''] = one?.pick(stage.picker, 1) ?? [];
      if (one === undefined) throw new Error('no peer');
      if (leave === 'drops') stage.picker.unask(pieceOf(first), 0);
      else receive(stage.picker, one, first);
      if (leave === 'moves') one.memo.current = null;
      if (leave === 'goes') stage.picker.counts.remove(one);
      expect(piecesOf(two?.pick(stage.picker, 3)), leave).toEqual([pieceOf(first)]);
    }
  });

  test('stay its own while it waits for memory, though all that it was asked for has come', () => {
    const stage = pickerStage({ pieceCount: 20, blocks: BLOCKS });
    const [one, two] = fastSeeds(stage, 2);
    const [first = ''] = one?.pick(stage.picker, 1) ?? [];
    if (one !== undefined) receive(stage.picker, one, first);
    stage.memory.spent = true;
    expect(one?.pick(stage.picker, 1)).toEqual([]);
    stage.memory.spent = false;
    expect(piecesOf(two?.pick(stage.picker, 4))).not.toContain(pieceOf(first));
  });

  test('come from one peer each, whatever the number of fast peers and the order of their turns', () => {
    const stage = pickerStage({ pieceCount: 64, blocks: BLOCKS });
    const peers = fastSeeds(stage, 5);
    const givers = new Map<number, Set<number>>();
    for (let turn = 0; turn < 200; turn++) {
      const peer = peers[(turn * 7) % peers.length];
      for (const name of peer?.pick(stage.picker, 1 + (turn % 6), false) ?? []) {
        const piece = pieceOf(name);
        givers.set(piece, (givers.get(piece) ?? new Set()).add(peer?.key ?? -1));
        if (turn % 3 > 0 && peer !== undefined) receive(stage.picker, peer, name);
      }
    }
    const shared = [...givers.values()].filter(({ size }) => size > 1).length;
    expect(givers.size).toBe(64);
    expect(shared).toBeLessThanOrEqual(peers.length); // at the end, when nothing else is left
  });
});
