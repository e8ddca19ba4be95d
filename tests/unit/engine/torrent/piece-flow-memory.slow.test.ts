import { describe, expect, test } from 'vitest';
import { Bitfield } from '../../../../engine/base/bitfield.js';
import { BLOCK_BYTES } from '../../../../engine/base/block-size.js';
import { FILE_PAD } from '../../../../engine/metainfo/torrent-info.js';
import { PeerMemo } from '../../../../engine/picker/peer-memo.js';
import { pieceStage } from './piece-stage.js';

const KIB = 1024;
const MIB = 1024 * KIB;
const A = 1;
const seed = (pieceCount: number) => ({
  key: A,
  has: new Bitfield(pieceCount, true),
  memo: new PeerMemo(),
  isFast: true,
  keepsPieces: false,
  onParole: false,
  isAsked: () => false,
});

/** Pieces of 5 MiB: 20 slabs, written in extents. */
const large = (poolSlabs = 64, failing?: number) =>
  pieceStage({
    pieceLength: 5 * MIB,
    files: [{ path: 'big', size: 9 * MIB + 100 }],
    poolSlabs,
    ...(failing === undefined
      ? {}
      : { faults: { onWrite: (nth: number) => (nth === failing ? { code: 'disk-failed' as const, message: 'no', facts: {} } : null) } }),
  });

describe('memory of the piece flow', () => {
  test('writes a large piece in extents as they fill, and verifies it by reading back', () => {
    const stage = large();
    stage.open(0);
    expect(stage.pool.freeSlabs, 'twenty promises').toBe(54);
    for (let block = 0; block < 16; block++) stage.give(0, block, A);
    expect(stage.underWay).toBe(1);
    expect(stage.pool.freeSlabs, 'one held, nineteen promised').toBe(53);
    stage.deliver();
    expect(stage.pool.freeSlabs, 'nineteen promised').toBe(54);
    expect(stage.stored).toEqual([]);
    stage.givePiece(0, A);
    stage.deliver();
    expect(stage.stored).toEqual([0]);
    expect(stage.pool.freeSlabs).toBe(64);
    stage.open(1);
    stage.givePiece(1, A);
    stage.deliver();
    expect(stage.stored).toEqual([0, 1]);
    expect(stage.torrent.bytes).toHaveLength(9 * MIB + 100);
    expect(Buffer.compare(stage.onDisk(0) ?? Buffer.alloc(0), stage.torrent.bytes)).toBe(0);
  });

  test('reads a large piece back only when every extent is on the disk', () => {
    const stage = large();
    stage.open(0);
    stage.givePiece(0, A);
    expect(stage.underWay).toBe(20);
    stage.deliver(19);
    expect(stage.underWay).toBe(1);
    stage.deliver();
    expect(stage.stored).toEqual([0]);
  });

  test('takes no memory for a block that begins where the piece ends', () => {
    const stage = pieceStage({ pieceLength: 256 * KIB, files: [{ path: 'a', size: 256 * KIB }] });
    stage.open(0);
    expect(stage.flow.begin(0, 256 * KIB, 0, A, false)).toBe(false);
    expect(stage.pool.freeSlabs).toBe(63);
  });

  test('wants a large piece again when it fails its hash', () => {
    const stage = large();
    stage.open(0);
    stage.give(0, 3, A, new Uint8Array(BLOCK_BYTES));
    stage.givePiece(0, A);
    stage.deliver();
    expect(stage.bad.map(({ piece }) => piece)).toEqual([0]);
    expect(stage.stored).toEqual([]);
    expect(stage.picker.have.has(0)).toBe(false);
    stage.open(0);
    stage.givePiece(0, A);
    stage.deliver();
    expect(stage.stored).toEqual([0]);
  });

  test('leaves an extent with the worker that writes it when everything is given up', () => {
    const stage = large();
    stage.open(0);
    for (let block = 0; block < 16; block++) stage.give(0, block, A);
    stage.flow.stop();
    expect(stage.pool.freeSlabs).toBe(63);
    // whoever gets memory now must not get that extent's
    stage.hold(0);
    stage.letGo((slab) => slab.bytes.fill(0));
    stage.deliver();
    const written = stage.onDisk(0)?.subarray(0, 256 * KIB) ?? Buffer.alloc(0);
    expect(Buffer.compare(written, stage.torrent.bytes.subarray(0, 256 * KIB))).toBe(0);
    expect(stage.pool.freeSlabs).toBe(64);
  });

  test('leaves the other extents with their workers when one cannot be written', () => {
    const stage = large(64, 1);
    stage.open(0);
    for (let block = 0; block < 48; block++) stage.give(0, block, A);
    expect(stage.underWay).toBe(3);
    stage.deliver(1);
    expect(stage.failures).toHaveLength(1);
    expect(stage.pool.freeSlabs).toBe(62);
    stage.deliver();
    expect(stage.pool.freeSlabs).toBe(64);
  });

  test('waits with a full piece while there is no memory for its padding, however often it is tried', () => {
    const stage = pieceStage({
      pieceLength: 512 * KIB,
      files: [
        { path: 'a', size: 100 * KIB },
        { path: '.pad/1', size: 412 * KIB, flags: FILE_PAD },
        { path: 'b', size: 10 * KIB },
      ],
    });
    stage.hold(1);
    stage.open(0);
    for (let block = 0; block < 7; block++) stage.give(0, block, A);
    stage.flow.retry();
    stage.flow.retry();
    expect([stage.underWay, stage.flow.takeRefused()]).toEqual([0, true]);
    stage.letGo();
    stage.flow.retry();
    stage.deliver();
    expect(stage.stored).toEqual([0]);
    expect(stage.pool.freeSlabs).toBe(stage.pool.budgetSlabs);
  });

  test('asks for no block that has no memory, and goes on when there is some', () => {
    const stage = pieceStage({ pieceLength: 512 * KIB, files: [{ path: 'a', size: MIB }], poolSlabs: 8 });
    stage.hold(1);
    const peer = seed(2);
    const out = new Int32Array(512);
    expect(stage.picker.pick(peer, 256, out), 'one slab is free, two are promised').toBe(32);
    expect(stage.picker.pick(peer, 256, out)).toBe(0);
    expect(stage.picker.openCount).toBe(1);
    stage.letGo();
    expect(stage.picker.pick(peer, 256, out), 'the second piece').toBe(32);
    stage.givePiece(0, A);
    stage.givePiece(1, A);
    stage.deliver();
    expect(stage.stored.sort()).toEqual([0, 1]);
    expect(stage.pool.freeSlabs).toBe(8);
  });

  test('takes no late block for a piece that was left unopened for want of memory', () => {
    const stage = pieceStage({ pieceLength: 512 * KIB, files: [{ path: 'a', size: 512 * KIB }], poolSlabs: 8 });
    stage.hold(0);
    expect(stage.picker.pick(seed(1), 16, new Int32Array(32))).toBe(0);
    expect(stage.picker.openCount).toBe(0);
    stage.letGo();
    expect(stage.begin(0, 0, A, false)).toBe(false);
    expect(stage.pool.freeSlabs).toBe(8);
  });

  test('gives up the emptiest open piece, and never one at a worker or one that somebody is asked for', () => {
    const stage = pieceStage({ pieceLength: 64 * KIB, files: [{ path: 'a', size: 192 * KIB }] });
    stage.open(0);
    stage.open(1);
    stage.open(2);
    stage.givePiece(0, A);
    stage.give(1, 0, A);
    expect(stage.flow.giveUpEmptiest()).toBe(false);
    for (const block of [0, 1, 2, 3]) for (const piece of [1, 2]) stage.picker.unask(piece, block);
    expect(stage.flow.giveUpEmptiest()).toBe(true);
    expect([0, 1, 2].map((piece) => stage.picker.openPiece(piece) !== undefined)).toEqual([true, true, false]);
    expect(stage.flow.giveUpEmptiest()).toBe(true);
    expect(stage.flow.giveUpEmptiest()).toBe(false);
    stage.deliver();
    expect(stage.stored).toEqual([0]);
    expect(stage.pool.freeSlabs).toBe(64);
  });

  test('gives all memory back when it stops, at once or with the answers', () => {
    const stage = pieceStage({ pieceLength: 64 * KIB, files: [{ path: 'a', size: 256 * KIB }] });
    for (const piece of [0, 1, 2]) stage.open(piece);
    stage.givePiece(0, A);
    stage.give(1, 0, A);
    stage.begin(2, 1, A);
    stage.flow.stop();
    stage.flow.write(2, BLOCK_BYTES, new Uint8Array(100), A);
    stage.flow.finish(2, BLOCK_BYTES, A);
    stage.hold(0); // whoever takes memory now must not get that of the piece at the worker
    stage.letGo((slab) => slab.bytes.fill(0));
    stage.deliver();
    expect(stage.pool.freeSlabs).toBe(64);
    expect(stage.stored).toEqual([0]);
  });

  test('says when the pieces at a worker have come back', async () => {
    const stage = pieceStage({ pieceLength: 64 * KIB, files: [{ path: 'a', size: 64 * KIB }] });
    await stage.flow.settled();
    stage.open(0);
    stage.givePiece(0, A);
    let settled = false;
    const waiting = stage.flow.settled().then(() => {
      settled = true;
    });
    await Promise.resolve();
    expect(settled).toBe(false);
    stage.deliver();
    await waiting;
    expect(stage.stored).toEqual([0]);
  });
});
