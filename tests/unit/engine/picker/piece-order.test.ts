/** In which order new pieces are opened, besides rarity: in sequence, ends of files first, a peer on parole its own. */
import { describe, expect, test } from 'vitest';
import { Bitfield } from '../../../../engine/base/bitfield.js';
import { PieceMask } from '../../../../engine/picker/piece-mask.js';
import { PieceSearch } from '../../../../engine/picker/piece-search.js';
import { FakePeer, pickerStage, pieces, receive } from './picker-stage.js';

const pieceOf = (name: string | undefined) => Number(name?.split(':')[0]);
function stageWith(options: Parameters<typeof pickerStage>[0], ...pictures: string[]) {
  const stage = pickerStage(options);
  const peers = pictures.map((picture, key) => new FakePeer(key, pieces(picture)));
  for (const peer of peers) stage.picker.counts.add(peer);
  return { ...stage, peers: peers as [FakePeer, FakePeer, FakePeer] };
}

describe('sequential order', () => {
  test('opens the lowest piece that a peer has, however rare the others are', () => {
    const { picker, peers } = stageWith({ pieceCount: 40, blocks: 1 }, '*'.repeat(40), `..${'*'.repeat(38)}`);
    picker.sequential = true;
    expect(peers[0].pick(picker, 2).map(pieceOf)).toEqual([0, 1]);
    expect(peers[1].pick(picker, 2).map(pieceOf)).toEqual([2, 3]);
    expect(peers[0].pick(picker, 36).map(pieceOf)).toEqual(Array.from({ length: 36 }, (_, i) => i + 4));
  });

  test('goes back for a piece that was lost', () => {
    const { picker, peers } = stageWith({ pieceCount: 4, blocks: 1, have: '***.' }, '****');
    picker.sequential = true;
    picker.markMissing(1);
    expect(peers[0].pick(picker, 2).map(pieceOf)).toEqual([1, 3]);
  });

  test('keeps to priorities: what comes first, then the rest in sequence', () => {
    const { picker, peers } = stageWith({ pieceCount: 6, blocks: 1 }, '******');
    picker.sequential = true;
    picker.setPriority(5, 4);
    picker.setPriority(0, 1);
    picker.setPriority(3, 3);
    picker.setPriority(2, 0);
    expect(peers[0].pick(picker, 6).map(pieceOf)).toEqual([5, 3, 1, 4, 0]);
  });
});

describe('parole', () => {
  test('gives whole pieces of its own to a peer that had a part in a bad one', () => {
    const { picker, peers } = stageWith({ pieceCount: 3, blocks: 4 }, '***', '***');
    const [good, suspect] = peers;
    const [shared] = good.pick(picker, 2).map(pieceOf);
    suspect.onParole = true;
    const own = suspect.pick(picker, 2).map(pieceOf);
    expect(own[0]).not.toBe(shared);
    expect(good.pick(picker, 4).map(pieceOf)).not.toContain(own[0]);
    expect(suspect.pick(picker, 2).map(pieceOf)).toEqual(own);
  });

  test('still lets it help where there is nothing else', () => {
    const { picker, peers } = stageWith({ pieceCount: 1, blocks: 4 }, '*', '*');
    const [good, suspect] = peers;
    for (const name of good.pick(picker, 2)) receive(picker, good, name);
    suspect.onParole = true;
    expect(suspect.pick(picker, 2)).toEqual(['0:2', '0:3']);
  });
});

describe('a search in parts', () => {
  const PIECES = 600_000;
  test('finds the only piece of many, looking at a bounded number with each call', () => {
    const has = new Bitfield(PIECES);
    const mask = new PieceMask(PIECES);
    has.add(PIECES - 1);
    mask.add(PIECES - 1);
    const search = new PieceSearch();
    let calls = 0;
    let found = -1;
    while (found < 0 && !search.isExhausted && calls++ < 100) {
      const before = search.looked;
      found = search.next(has, mask, 0);
      expect(search.looked - before).toBeLessThanOrEqual(8193);
    }
    expect(found).toBe(PIECES - 1);
    expect(calls).toBeGreaterThan(5);
  });

  test('costs nothing once all was seen in vain, until there is something new', () => {
    const has = new Bitfield(PIECES);
    const mask = new PieceMask(PIECES);
    has.add(5);
    const search = new PieceSearch();
    for (let i = 0; i < 100; i++) expect(search.next(has, mask, 0)).toBe(-1);
    expect(search.isExhausted).toBe(true);
    const before = search.looked;
    search.next(has, mask, 0);
    expect(search.looked).toBe(before);
    mask.add(5);
    expect(search.next(has, mask, 1)).toBe(5);
    mask.add(70);
    has.add(70);
    search.note(70);
    expect(search.next(has, mask, 1)).toBe(70);
  });

  test('sees every piece once around, wherever it begins', () => {
    const has = new Bitfield(100, true);
    const mask = new PieceMask(100);
    for (const piece of [3, 13, 14, 50, 99]) mask.add(piece);
    const search = new PieceSearch();
    search.note(14);
    const found: number[] = [];
    for (let piece = search.next(has, mask, 0); piece >= 0; piece = search.next(has, mask, 0)) {
      found.push(piece);
      mask.remove(piece);
    }
    expect(found.sort((a, b) => a - b)).toEqual([3, 13, 14, 50, 99]);
  });
});
