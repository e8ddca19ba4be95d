import { describe, expect, test } from 'vitest';
import type { PiecePriority } from '../../../../engine/picker/rarest-first.js';
import { FakePeer, pickerStage, pieces, receive } from './picker-stage.js';

/** Peers counted in, by picture. */
function withPeers(picker: ReturnType<typeof pickerStage>['picker'], ...pictures: string[]): FakePeer[] {
  return pictures.map((picture, key) => {
    const peer = new FakePeer(key, pieces(picture));
    picker.counts.add(peer);
    return peer;
  });
}
const pieceOf = (name: string | undefined) => Number(name?.split(':')[0]);

describe('piece picker', () => {
  test('takes the rarest piece first, once the first pieces are had', () => {
    const { picker } = pickerStage({ pieceCount: 8, have: '****....' });
    // availability of 4 5 6 7:                              3 2 1 2
    const [first] = withPeers(picker, '*******.', '****.*.*', '****...*', '****.*..', '****...*');
    withPeers(picker, '....*...', '....*...');
    expect(first?.pick(picker, 2)).toEqual(['6:0', '6:1']);
  });

  test('takes a higher priority before a rarer piece, and nothing that is skipped', () => {
    const { picker } = pickerStage({ pieceCount: 8, have: '****....' });
    for (const [piece, priority] of [1, 0, 2, 3].entries()) picker.setPriority(4 + piece, priority as PiecePriority);
    const [peer] = withPeers(picker, '********', '.......*', '.......*', '....*...');
    expect(peer?.pick(picker, 100).map(pieceOf)).toEqual([7, 7, 6, 6, 4, 4]);
    expect(peer?.pick(picker, 100)).toEqual([]);
    picker.setPriority(5, 2);
    expect(peer?.pick(picker, 100)).toEqual(['5:0', '5:1']);
  });

  test('goes on with no piece that the peer has lost', () => {
    const { picker } = pickerStage({ pieceCount: 20, blocks: 4 });
    const [peer] = withPeers(picker, '*'.repeat(20));
    const piece = pieceOf(peer?.pick(picker, 1)[0]);
    peer?.has.remove(piece);
    if (peer !== undefined) picker.counts.removePiece(peer, piece);
    expect(pieceOf(peer?.pick(picker, 1)[0])).not.toBe(piece);
  });

  test('finishes open pieces before it opens another', () => {
    const { picker } = pickerStage({ pieceCount: 20, blocks: 4 });
    const [one, two] = withPeers(picker, '*'.repeat(20), '*'.repeat(20));
    const piece = pieceOf(one?.pick(picker, 1)[0]);
    expect(two?.pick(picker, 3).map(pieceOf)).toEqual([piece, piece, piece]);
    expect(pieceOf(two?.pick(picker, 1)[0])).not.toBe(piece);
  });

  test('goes through all open pieces before it opens another', () => {
    const { picker } = pickerStage({ pieceCount: 3 });
    const [one, two, all] = withPeers(picker, '*..', '.*.', '***');
    one?.pick(picker, 1);
    two?.pick(picker, 1);
    expect(all?.pick(picker, 2)).toEqual(['0:1', '1:1']);
  });

  test('picks a block again when its writer has vanished', () => {
    const { picker } = pickerStage({ pieceCount: 1 });
    const [one, two] = withPeers(picker, '*', '*');
    one?.pick(picker, 2);
    picker.openPiece(0)?.begin(1, 0, true);
    receive(picker, one as FakePeer, '0:0');
    picker.abandon(0, 1, 0);
    expect(two?.pick(picker, 2)).toEqual(['0:1']);
  });

  test('opens the first pieces at random', () => {
    const first = new Set<number>();
    for (let seed = 1; seed < 30; seed++) {
      const { picker } = pickerStage({ pieceCount: 20, seed });
      // piece 3 is the rarest by far
      const [peer] = withPeers(picker, '*'.repeat(20), `***.${'*'.repeat(16)}`, `***.${'*'.repeat(16)}`);
      first.add(pieceOf(peer?.pick(picker, 1)[0]));
    }
    expect(first.size).toBeGreaterThan(8);
  });

  test('picks only what the peer has', () => {
    const { picker } = pickerStage({ pieceCount: 6 });
    const [half, other] = withPeers(picker, '*.*.*.', '.*.*.*');
    expect(new Set(half?.pick(picker, 100).map(pieceOf))).toEqual(new Set([0, 2, 4]));
    expect(half?.pick(picker, 100)).toEqual([]);
    expect(new Set(other?.pick(picker, 100).map(pieceOf))).toEqual(new Set([1, 3, 5]));
  });

  test('does not ask for padding, and needs nothing of a piece that is all padding', () => {
    const { picker } = pickerStage({ pieceCount: 2, pads: ['0:1', '1:0', '1:1'] });
    const [peer] = withPeers(picker, '**');
    expect(peer?.pick(picker, 10)).toEqual(['0:0']);
    expect(picker.openPiece(1)?.complete).toBe(true);
  });

  test('leaves a piece unopened when there is no memory for it, and picks it when there is', () => {
    const { picker, memory, closed } = pickerStage({ pieceCount: 1 });
    const [peer] = withPeers(picker, '*');
    memory.spent = true;
    expect(peer?.pick(picker, 4)).toEqual([]);
    expect(picker.openCount).toBe(0);
    expect(closed).toEqual([0]);
    memory.spent = false;
    expect(peer?.pick(picker, 4)).toEqual(['0:0', '0:1']);
  });

  test('asks others for the last blocks, and no one before the last', () => {
    const { picker } = pickerStage({ pieceCount: 2 });
    const [slow, quick] = withPeers(picker, '**', '**');
    expect(slow?.pick(picker, 3)).toHaveLength(3);
    expect(picker.isEndgame).toBe(false);
    expect(quick?.pick(picker, 1)).toHaveLength(1); // the last free one
    expect(picker.isEndgame).toBe(true);
    expect(new Set(quick?.pick(picker, 10))).toEqual(slow?.asked);
    expect(quick?.pick(picker, 10)).toEqual([]);
  });

  test('wants a bad piece again', () => {
    const { picker } = pickerStage({ pieceCount: 1 });
    const [peer] = withPeers(picker, '*');
    for (const name of peer?.pick(picker, 2) ?? []) receive(picker, peer as FakePeer, name);
    expect(picker.isComplete).toBe(true);
    picker.markMissing(0);
    expect(picker.isComplete).toBe(false);
    expect(peer?.pick(picker, 2)).toHaveLength(2);
  });

  test('does not want a bad piece again that is skipped by now', () => {
    const { picker } = pickerStage({ pieceCount: 1, have: '*' });
    const [peer] = withPeers(picker, '*');
    picker.setPriority(0, 0);
    picker.markMissing(0);
    expect(peer?.pick(picker, 2)).toEqual([]);
    expect(picker.isComplete).toBe(true);
  });

  test('counts seeds, parts, and a peer that becomes a seed', () => {
    const { picker } = pickerStage({ pieceCount: 3 });
    const available = () => [0, 1, 2].map((piece) => picker.availability(piece));
    const [seed, , growing] = withPeers(picker, '***', '*..', '**.');
    expect(available()).toEqual([3, 2, 1]);
    growing?.has.add(2);
    if (growing) picker.counts.addPiece(growing, 2);
    expect(available()).toEqual([3, 2, 2]);
    if (growing) picker.counts.remove(growing);
    expect(available()).toEqual([2, 1, 1]);
    seed?.has.remove(1);
    if (seed) picker.counts.removePiece(seed, 1);
    expect([available(), picker.counts.seeds]).toEqual([[2, 0, 1], 0]);
    if (seed) picker.counts.remove(seed);
    expect(available()).toEqual([1, 0, 0]);
  });

  test('counts a peer that never sends its list by what it announces', () => {
    const { picker } = pickerStage({ pieceCount: 3 });
    const peer = new FakePeer(1, pieces('...'));
    peer.has.add(1);
    picker.counts.addPiece(peer, 1);
    expect([0, 1, 2].map((piece) => picker.availability(piece))).toEqual([0, 1, 0]);
    picker.counts.remove(peer);
    expect(picker.availability(1)).toBe(0);
  });

  test('finds a peer interesting exactly while it has something wanted', () => {
    const { picker } = pickerStage({ pieceCount: 3, have: '*..' });
    const [first, two, none, last, all] = withPeers(picker, '*..', '**.', '...', '..*', '***') as [
      FakePeer,
      FakePeer,
      FakePeer,
      FakePeer,
      FakePeer,
    ];
    expect([first, two, none].map((peer) => picker.isInteresting(peer))).toEqual([false, true, false]);
    picker.setPriority(1, 0);
    expect(picker.isInteresting(two)).toBe(false);
    all.pick(picker, 10);
    expect(picker.isInteresting(last)).toBe(true); // open, not yet had
    picker.markHave(2);
    expect([last, all].map((peer) => picker.isInteresting(peer))).toEqual([false, false]);
    expect(picker.isComplete).toBe(true);
  });
});
