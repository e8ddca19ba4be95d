import { beforeEach, describe, expect, test } from 'vitest';
import type { ErrorView } from '../../../../engine/api/errors.js';
import type { TorrentStorage, VerifyAnswer } from '../../../../engine/storage/storage.js';
import { Doubts } from '../../../../engine/torrent/doubts.js';

const PIECES = 40;
const ERROR: ErrorView = { code: 'disk-failed', message: 'broken', facts: {} };

let asked: { piece: number; rewrite: boolean; answer: (answer: VerifyAnswer) => void }[];
let said: string[];
let doubts: Doubts;
const storage = { reverify: (piece, rewrite, answer) => void asked.push({ piece, rewrite, answer }) } as Pick<
  TorrentStorage,
  'reverify'
> as TorrentStorage;
const host = {
  onGood: (piece: number) => void said.push(`good ${piece}`),
  onBad: (piece: number) => void said.push(`bad ${piece}`),
  onFailed: (error: ErrorView) => void said.push(error.code),
  onSettled: () => void said.push('settled'),
};

beforeEach(() => {
  [asked, said, doubts] = [[], [], new Doubts()];
});

function answer(count: number, kind: VerifyAnswer = { kind: 'good' }): void {
  for (let i = 0; i < count; i++) asked.shift()?.answer(kind);
}

describe('pieces in doubt', () => {
  test('are looked at in the order given, a few at a time, and what comes later goes first', () => {
    doubts.add([5, 3, 9, 1, 7, 2], PIECES);
    doubts.add([20, 21], PIECES);
    doubts.run(storage, host);
    expect(asked.map(({ piece }) => piece)).toEqual([20, 21, 5, 3]);
    answer(2);
    answer(1, { kind: 'bad', blockHashes: new Uint8Array(0) });
    answer(1, { kind: 'missing' });
    expect(said.splice(0)).toEqual(['good 20', 'good 21', 'bad 5', 'bad 3']);
    expect([asked.map(({ piece }) => piece), doubts.size, doubts.progress]).toEqual([[9, 1, 7, 2], 4, 0.5]);
    answer(4);
    expect(said).toEqual(['good 9', 'good 1', 'good 7', 'good 2', 'settled']);
    expect([doubts.size, doubts.progress, doubts.toWire().length]).toEqual([0, 1, 0]);
  });

  test('are counted once, and known', () => {
    doubts.add([1, 2], PIECES);
    doubts.add([2, 3], PIECES);
    expect([doubts.size, doubts.has(2), doubts.has(4), [...doubts.pieces()]]).toEqual([3, true, false, [1, 2, 3]]);
    expect(doubts.toWire()).toEqual(Uint8Array.of(0x70, 0, 0, 0, 0));
  });

  test('wait while nobody looks, and what was under way counts all the same', () => {
    doubts.add([1, 2, 3, 4, 5, 6], PIECES);
    doubts.run(storage, host);
    doubts.run(storage, host); // already at it
    doubts.stop();
    answer(4);
    expect([said.splice(0), asked.length, doubts.size]).toEqual([['good 1', 'good 2', 'good 3', 'good 4'], 0, 2]);
    doubts.run(storage, host);
    expect(asked.map(({ piece }) => piece)).toEqual([5, 6]);
    answer(2);
    expect(said).toEqual(['good 5', 'good 6', 'settled']);
  });

  test('stay in doubt when the disk fails, and it is said once', () => {
    doubts.add([1, 2, 3], PIECES);
    doubts.run(storage, host);
    answer(3, { kind: 'failed', error: ERROR });
    expect([said, doubts.size]).toEqual([['disk-failed'], 3]);
    doubts.run(storage, host);
    expect(asked.map(({ piece }) => piece).sort()).toEqual([1, 2, 3]);
  });

  test('are written again where the disk may have lost them', () => {
    doubts.add([1], PIECES);
    doubts.add([2], PIECES, true);
    doubts.add([1], PIECES, true);
    doubts.run(storage, host);
    expect(asked.map(({ piece, rewrite }) => [piece, rewrite])).toEqual([
      [2, true],
      [1, true],
    ]);
    answer(2);
    doubts.add([2], PIECES);
    doubts.run(storage, host);
    expect(asked[0]?.rewrite).toBe(false);
  });

  test('are forgotten when everything is looked at anew; late answers say nothing', () => {
    doubts.add([1, 2], PIECES);
    doubts.run(storage, host);
    doubts.clear();
    answer(2);
    expect([said, doubts.size]).toEqual([[], 0]);
  });
});
