import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BLOCK_BYTES } from '../../../../engine/base/block-size.js';
import { received, uploadStage } from './upload-stage.js';

const KIB = 1024;
const small = () => uploadStage({ pieceLength: 64 * KIB, size: 600 * KIB });

describe('uploader', () => {
  test('sends blocks in the order asked, each read from the disk once', () => {
    const stage = small();
    const peer = stage.newPeer();
    for (const piece of [3, 1, 2]) peer.machine.uploads.add(piece, 0, BLOCK_BYTES);
    stage.uploader.serve(peer);
    expect(peer.stream.writes).toBe(0);
    stage.deliver();
    peer.stream.sent();
    expect(received(stage, peer.stream)).toEqual([`block 3 0 16384`, `block 1 0 16384`, `block 2 0 16384`]);
    expect(stage.reads).toEqual([256 * KIB]);
    expect([stage.totals.uploaded, peer.machine.stats.up.total]).toEqual([3 * BLOCK_BYTES, 3 * BLOCK_BYTES]);
    expect(peer.stream.writes).toBe(1);
  });

  test('says what it had to say before the blocks', () => {
    const stage = small();
    const peer = stage.newPeer();
    peer.machine.sayHave(5);
    peer.machine.uploads.add(0, 0, 100);
    stage.uploader.serve(peer);
    stage.deliver();
    peer.stream.sent();
    expect(received(stage, peer.stream)).toEqual(['have', 'block 0 0 100']);
  });

  test('sends a block that crosses from one extent into the next', () => {
    const stage = uploadStage({ pieceLength: 512 * KIB, size: 512 * KIB });
    const peer = stage.newPeer();
    peer.machine.uploads.add(0, 256 * KIB - 100, BLOCK_BYTES);
    stage.uploader.serve(peer);
    for (let i = 0; i < 3; i++) stage.deliver();
    peer.stream.sent();
    expect(received(stage, peer.stream)).toEqual([`block 0 ${256 * KIB - 100} ${BLOCK_BYTES}`]);
  });

  test('rejects what it does not have, and does not read it', () => {
    const stage = small();
    const peer = stage.newPeer();
    stage.missing.add(1);
    for (const piece of [0, 1, 2]) peer.machine.uploads.add(piece, 0, 100);
    stage.uploader.serve(peer);
    for (let i = 0; i < 3; i++) stage.deliver();
    peer.stream.sent();
    expect(received(stage, peer.stream).sort()).toEqual(['block 0 0 100', 'block 2 0 100', 'reject 1 0']);
    expect(stage.reads.every((bytes) => bytes < 256 * KIB)).toBe(true);
  });

  test('queues no more than 256 KiB on a connection', () => {
    const stage = uploadStage({ pieceLength: 1024 * KIB, size: 1024 * KIB });
    const peer = stage.newPeer();
    for (let block = 0; block < 64; block++) peer.machine.uploads.add(0, block * BLOCK_BYTES, BLOCK_BYTES);
    stage.uploader.serve(peer);
    stage.deliver();
    expect(peer.stream.queuedBytes).toBeGreaterThanOrEqual(256 * KIB);
    expect(peer.stream.queuedBytes).toBeLessThan(512 * KIB + 64 * 13);
    while (peer.machine.uploads.size > 0) {
      peer.stream.sent();
      stage.uploader.serve(peer);
      stage.deliver();
    }
    peer.stream.sent();
    expect(received(stage, peer.stream)).toEqual(Array.from({ length: 64 }, (_, block) => `block 0 ${block * BLOCK_BYTES} ${BLOCK_BYTES}`));
  });

  test('sends no more than the limit allows, and goes on when it allows more', () => {
    const stage = small();
    const peer = stage.newPeer();
    for (let block = 0; block < 4; block++) peer.machine.uploads.add(0, block * BLOCK_BYTES, BLOCK_BYTES);
    const onWire = BLOCK_BYTES + 13; // with the header
    stage.limit.bytes = 2 * onWire + 5;
    stage.uploader.serve(peer);
    stage.deliver();
    expect(stage.totals.uploaded).toBe(2 * BLOCK_BYTES);
    stage.uploader.serveWaiting();
    expect(stage.totals.uploaded).toBe(2 * BLOCK_BYTES);
    stage.limit.bytes += onWire;
    stage.uploader.serveWaiting();
    expect(stage.totals.uploaded).toBe(3 * BLOCK_BYTES);
    expect(stage.limit.bytes).toBe(5);
  });

  test('reads ahead in large jobs', () => {
    const stage = uploadStage({ pieceLength: 1024 * KIB, size: 4096 * KIB });
    const peer = stage.newPeer();
    for (let block = 0; block < 128; block++) peer.machine.uploads.add(Math.floor(block / 64), (block % 64) * BLOCK_BYTES, BLOCK_BYTES);
    stage.uploader.serve(peer);
    expect(stage.reads).toEqual([1024 * KIB]);
  });

  test('reads once for two peers that want the same', () => {
    const stage = small();
    const peers = [stage.newPeer(), stage.newPeer()];
    for (const peer of peers) {
      peer.machine.uploads.add(0, 0, 100);
      stage.uploader.serve(peer);
    }
    stage.deliver();
    for (const peer of peers) {
      peer.stream.sent();
      expect(received(stage, peer.stream)).toEqual(['block 0 0 100']);
    }
    expect(stage.reads).toHaveLength(1);
  });

  test('tells of a read that failed, and gives its memory back', () => {
    const error = { code: 'disk-failed' as const, message: 'no', facts: {} };
    const stage = uploadStage({ pieceLength: 64 * KIB, size: 64 * KIB, faults: { onRead: () => error } });
    const peer = stage.newPeer();
    peer.machine.uploads.add(0, 0, 100);
    stage.uploader.serve(peer);
    stage.deliver();
    expect(stage.failures).toEqual([error]);
    expect(stage.slabsInUse).toBe(0);
  });
});

describe('memory of the uploader', () => {
  test('keeps a slab until the write that uses it has left', () => {
    const stage = uploadStage({ pieceLength: 64 * KIB, size: 64 * KIB, poolSlabs: 1 });
    const peer = stage.newPeer();
    peer.machine.uploads.add(0, 0, BLOCK_BYTES);
    stage.uploader.serve(peer);
    stage.deliver();
    stage.uploader.close();
    expect(stage.pool.acquire()).toBeNull(); // or else it could be scribbled over
    peer.stream.sent();
    expect(stage.slabsInUse).toBe(0);
    expect(received(stage, peer.stream)).toEqual([`block 0 0 ${BLOCK_BYTES}`]);
  });

  test('gives its own old extents up when memory is spent', () => {
    const stage = uploadStage({ pieceLength: 256 * KIB, size: 1024 * KIB, poolSlabs: 1 });
    const peer = stage.newPeer();
    for (const piece of [0, 1, 2, 3]) peer.machine.uploads.add(piece, 0, BLOCK_BYTES);
    for (let i = 0; i < 12; i++) {
      stage.uploader.serve(peer);
      stage.deliver();
      peer.stream.sent();
    }
    expect(received(stage, peer.stream)).toEqual([0, 1, 2, 3].map((piece) => `block ${piece} 0 ${BLOCK_BYTES}`));
  });

  test('waits while others hold all memory, and says so', () => {
    const stage = uploadStage({ pieceLength: 64 * KIB, size: 64 * KIB, poolSlabs: 1 });
    const held = stage.pool.acquire();
    const peer = stage.newPeer();
    peer.machine.uploads.add(0, 0, 100);
    stage.uploader.serve(peer);
    expect([stage.uploader.takeRefused(), stage.uploader.takeRefused()]).toEqual([true, false]);
    if (held !== null) stage.pool.release(held);
    stage.uploader.serveWaiting();
    stage.deliver();
    peer.stream.sent();
    expect(received(stage, peer.stream)).toEqual(['block 0 0 100']);
  });

  test.each([
    { poolSlabs: 100, most: 48 },
    { poolSlabs: 48, most: 32 },
  ])('keeps $most extents at most where there is memory for $poolSlabs', ({ poolSlabs, most }) => {
    const stage = uploadStage({ pieceLength: 256 * KIB, size: 60 * 256 * KIB, poolSlabs });
    const peer = stage.newPeer();
    for (let piece = 0; piece < 60; piece++) {
      peer.machine.uploads.add(piece, 0, 10);
      stage.uploader.serve(peer);
      stage.deliver();
      peer.stream.sent();
    }
    expect(stage.totals.uploaded).toBe(600);
    expect(stage.slabsInUse).toBe(most);
    stage.uploader.shrink();
    expect(stage.slabsInUse).toBe(0);
  });

  test('sends from what it has read ahead before it reads more than it can keep', () => {
    const stage = uploadStage({ pieceLength: 256 * KIB, size: 60 * 256 * KIB, poolSlabs: 60 });
    const peer = stage.newPeer();
    for (let piece = 0; piece < 60; piece++) peer.machine.uploads.add(piece, 0, 16 * KIB);
    for (let turn = 0; turn < 100 && peer.machine.uploads.size > 0; turn++) {
      stage.uploader.serve(peer);
      stage.deliver();
      if (turn % 3 === 2) peer.stream.sent(); // a line slower than the disk
    }
    expect(peer.machine.uploads.size).toBe(0);
    expect(stage.reads.length, 'hardly anything is read twice').toBeLessThan(66);
  });

  test('gives up first what was used longest ago', () => {
    const stage = uploadStage({ pieceLength: 256 * KIB, size: 60 * 256 * KIB, poolSlabs: 72 });
    const peer = stage.newPeer();
    const want = (piece: number) => {
      peer.machine.uploads.add(piece, 0, 10);
      stage.uploader.serve(peer);
      stage.deliver();
      peer.stream.sent();
    };
    for (let piece = 0; piece < 48; piece++) want(piece);
    want(0);
    want(50);
    expect(stage.reads).toHaveLength(49);
    want(0);
    expect(stage.reads).toHaveLength(49);
    want(1);
    expect(stage.reads).toHaveLength(50);
  });

  test('always gives every slab back, whatever peers, disk, limits and closing do', () => {
    const step = fc.record({
      kind: fc.constantFrom('ask', 'ask', 'serve', 'read', 'sent', 'limit', 'forget', 'lose', 'shrink'),
      peer: fc.nat(2),
      at: fc.nat(40),
    });
    const shape = fc.constantFrom({ pieceLength: 32 * KIB, size: 640 * KIB }, { pieceLength: 512 * KIB, size: 640 * KIB });
    fc.assert(
      fc.property(shape, fc.integer({ min: 1, max: 6 }), fc.array(step, { maxLength: 80, size: 'max' }), (torrent, poolSlabs, steps) => {
        const stage = uploadStage({ ...torrent, poolSlabs });
        const peers = [stage.newPeer(), stage.newPeer(), stage.newPeer()];
        for (const { kind, peer: which, at } of steps) {
          const peer = peers[which];
          if (peer === undefined) continue;
          const offset = at * BLOCK_BYTES - (at % 3 === 1 ? 500 : 0);
          const piece = Math.floor(offset / torrent.pieceLength);
          const inside = offset - piece * torrent.pieceLength;
          const length = piece < stage.geometry.pieceCount ? Math.min(BLOCK_BYTES, stage.geometry.pieceBytes(piece) - inside) : 0;
          if (kind === 'ask' && length > 0) peer.machine.uploads.add(piece, inside, length);
          else if (kind === 'serve') stage.uploader.serve(peer);
          else if (kind === 'read') stage.deliver(1);
          else if (kind === 'sent') peer.stream.sent(1);
          else if (kind === 'limit') stage.limit.bytes = at * 4000;
          else if (kind === 'forget') stage.uploader.forget(peer);
          else if (kind === 'lose') stage.missing.add(at % stage.geometry.pieceCount);
          else if (kind === 'shrink') stage.uploader.shrink();
        }
        stage.uploader.close();
        stage.deliver();
        for (const peer of peers) peer.stream.sent();
        expect(stage.slabsInUse).toBe(0);
        for (const peer of peers) expect(received(stage, peer.stream).filter((word) => !/^(block|reject)/.test(word))).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });
});
