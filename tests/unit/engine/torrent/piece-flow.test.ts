import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { BLOCK_BYTES } from '../../../../engine/base/block-size.js';
import { FILE_PAD } from '../../../../engine/metainfo/torrent-info.js';
import { BLOCK_ARRIVING, BLOCK_FREE } from '../../../../engine/picker/open-piece.js';
import { type PieceStage, pieceStage } from './piece-stage.js';

const KIB = 1024;
const A = 1;
const B = 2;

const small = () => pieceStage({ pieceLength: 64 * KIB, files: [{ path: 'a.bin', size: 150 * KIB }] });
const freeSlabs = (stage: PieceStage) => stage.pool.budgetSlabs - stage.pool.freeSlabs;

describe('piece flow', () => {
  test('has a piece only after its write returned, and gives its memory back then', () => {
    const stage = small();
    stage.open(0);
    stage.givePiece(0, A);
    expect(stage.underWay).toBe(1);
    expect(stage.stored).toEqual([]);
    expect(stage.picker.have.has(0)).toBe(false);
    expect(freeSlabs(stage)).toBe(1);
    stage.deliver();
    expect(stage.stored).toEqual([0]);
    expect(stage.picker.have.has(0)).toBe(true);
    expect(freeSlabs(stage)).toBe(0);
    expect(stage.onDisk(0)?.subarray(0, 64 * KIB)).toEqual(stage.torrent.pieceBytes(0));
  });

  test('drops a duplicate that comes before the hand-over', () => {
    const stage = small();
    stage.open(0);
    expect(stage.give(0, 1, A)).toBe(true);
    expect(stage.give(0, 1, B, new Uint8Array(BLOCK_BYTES).fill(7))).toBe(false);
    for (const block of [0, 2, 3]) stage.give(0, block, A);
    stage.deliver();
    expect(stage.stored).toEqual([0]);
  });

  test('drops a duplicate that comes between hand-over and answer', () => {
    const stage = small();
    stage.open(0);
    stage.givePiece(0, A);
    const spoiled = new Uint8Array(BLOCK_BYTES).fill(7);
    expect(stage.give(0, 2, B, spoiled)).toBe(false);
    // even the former writer has no way in any more
    stage.flow.write(0, 2 * BLOCK_BYTES, spoiled, A);
    stage.flow.finish(0, 2 * BLOCK_BYTES, A);
    stage.deliver();
    expect(stage.stored).toEqual([0]);
    expect(stage.bad).toEqual([]);
  });

  test('drops a duplicate that comes after the piece is had', () => {
    const stage = small();
    stage.open(0);
    stage.givePiece(0, A);
    stage.deliver();
    expect(stage.give(0, 2, B)).toBe(false);
    expect(stage.underWay).toBe(0);
    expect(freeSlabs(stage)).toBe(0);
  });

  test('lets one of two racing peers write, and tells of the race', () => {
    const stage = small();
    stage.open(0);
    stage.picker.openPiece(0)?.ask(1, B); // the endgame asked a second peer
    expect(stage.begin(0, 1, A)).toBe(true);
    stage.flow.write(0, BLOCK_BYTES, stage.blockBytes(0, 1).subarray(0, 100), A);
    expect(stage.begin(0, 1, B)).toBe(false);
    stage.flow.write(0, BLOCK_BYTES, new Uint8Array(BLOCK_BYTES), B);
    stage.flow.finish(0, BLOCK_BYTES, B);
    expect(stage.raced).toEqual([]);
    stage.flow.write(0, BLOCK_BYTES + 100, stage.blockBytes(0, 1).subarray(100), A);
    stage.flow.finish(0, BLOCK_BYTES, A);
    expect(stage.raced).toEqual([{ piece: 0, block: 1, winner: A }]);
    for (const block of [0, 2, 3]) stage.give(0, block, B);
    stage.deliver();
    expect(stage.stored).toEqual([0]);
  });

  test('takes back the request of another when a block comes late from one no longer asked', () => {
    const stage = small();
    stage.open(0); // block 2 is asked from B
    expect(stage.begin(0, 2, A, false)).toBe(true);
    stage.flow.write(0, 2 * BLOCK_BYTES, stage.blockBytes(0, 2), A);
    stage.flow.finish(0, 2 * BLOCK_BYTES, A);
    expect(stage.raced).toEqual([{ piece: 0, block: 2, winner: A }]);
  });

  test('wants a half-written block again when its writer vanishes, and keeps none of its bytes', () => {
    const stage = small();
    stage.open(0);
    stage.begin(0, 1, A);
    stage.flow.write(0, BLOCK_BYTES, new Uint8Array(9_000).fill(9), A);
    stage.picker.abandon(0, 1, B); // not B's to give up
    expect(stage.picker.openPiece(0)?.state[1]).toBe(BLOCK_ARRIVING);
    stage.picker.abandon(0, 1, A);
    expect(stage.picker.openPiece(0)?.state[1]).toBe(BLOCK_FREE);
    stage.flow.write(0, BLOCK_BYTES + 9_000, new Uint8Array(100), A); // a straggler
    expect(stage.picker.openPiece(0)?.complete).toBe(false);
    stage.givePiece(0, B);
    stage.deliver();
    expect(stage.stored).toEqual([0]);
  });

  test('wants a bad piece again from scratch and says who gave which block, with the hash of each', () => {
    const stage = small();
    stage.open(0);
    const lie = new Uint8Array(BLOCK_BYTES).fill(1);
    stage.give(0, 0, A);
    stage.give(0, 1, B, lie);
    stage.give(0, 2, A);
    stage.give(0, 3, A);
    stage.deliver();
    expect(stage.stored).toEqual([]);
    expect(stage.bad.map(({ piece, from }) => [piece, from])).toEqual([[0, [A, B, A, A]]]);
    expect(stage.bad[0]?.blockHashes.subarray(20, 40)).toEqual(Uint8Array.from(createHash('sha1').update(lie).digest()));
    expect(stage.onDisk(0)).toBeNull();
    expect(freeSlabs(stage)).toBe(0);
    expect(stage.picker.openPiece(0)).toBeUndefined();
    stage.open(0);
    stage.givePiece(0, A);
    stage.deliver();
    expect(stage.stored).toEqual([0]);
  });

  test.each([
    ['a length that is not the block', 0, 100],
    ['no bytes past the end', 64 * KIB, 0],
    ['an offset inside a block', 8 * KIB, BLOCK_BYTES],
    ['an offset past the end', 80 * KIB, BLOCK_BYTES],
  ])('refuses %s and takes no memory for it', (_what, offset, length) => {
    const stage = small();
    stage.open(0);
    const before = freeSlabs(stage);
    expect(stage.flow.begin(0, offset, length, A, true)).toBe(false);
    expect(stage.flow.begin(1, offset, length, A, true)).toBe(false);
    expect(freeSlabs(stage)).toBe(before);
  });

  test('stores the short last piece', () => {
    const stage = small();
    stage.open(2);
    expect(stage.geometry.pieceBytes(2)).toBe(22 * KIB);
    stage.givePiece(2, A);
    stage.deliver();
    expect(stage.stored).toEqual([2]);
    expect(stage.onDisk(0)?.subarray(128 * KIB)).toEqual(stage.torrent.pieceBytes(2));
  });

  test('fills padding with zeros, whatever the memory held before', () => {
    const stage = pieceStage({
      pieceLength: 512 * KIB,
      files: [
        { path: 'a', size: 100 * KIB },
        { path: '.pad/1', size: 412 * KIB, flags: FILE_PAD },
        { path: 'b', size: 10 * KIB },
      ],
    });
    stage.hold(0);
    stage.letGo((slab) => slab.bytes.fill(255));
    stage.open(0);
    expect(stage.picker.openPiece(0)?.hereCount).toBe(25);
    for (let block = 0; block < 7; block++) stage.give(0, block, A);
    stage.deliver();
    expect(stage.stored).toEqual([0]);
    expect(stage.onDisk(0)).toEqual(Uint8Array.from(stage.torrent.fileBytes(0)));
  });

  test('tells of a failing disk, wants the piece again and keeps no memory', () => {
    const full = { code: 'disk-full' as const, message: 'full', facts: {} };
    const stage = pieceStage({
      pieceLength: 64 * KIB,
      files: [{ path: 'a', size: 64 * KIB }],
      faults: { onWrite: (nth) => (nth === 1 ? full : null) },
    });
    stage.open(0);
    stage.givePiece(0, A);
    stage.deliver();
    expect(stage.failures).toEqual([full]);
    expect(freeSlabs(stage)).toBe(0);
    stage.open(0);
    stage.givePiece(0, A);
    stage.deliver();
    expect(stage.stored).toEqual([0]);
  });
});
