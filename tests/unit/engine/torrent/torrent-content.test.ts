import { beforeEach, describe, expect, test } from 'vitest';
import { BLOCK_BYTES } from '../../../../engine/base/block-size.js';
import { SLAB_BYTES } from '../../../../engine/base/slab.js';
import { FixedSlabPool } from '../../../../engine/base/slab-pool.js';
import type { TorrentInfo } from '../../../../engine/metainfo/torrent-info.js';
import { PeerMemo } from '../../../../engine/picker/peer-memo.js';
import { MemoryStorageFactory } from '../../../../engine/storage/memory-storage.js';
import { confirm, doubt } from '../../../../engine/torrent/content-doubts.js';
import { firstContent } from '../../../../engine/torrent/first-content.js';
import type { ContentHost } from '../../../../engine/torrent/payload-movers.js';
import type { TorrentServices } from '../../../../engine/torrent/services.js';
import type { TorrentContent } from '../../../../engine/torrent/torrent-content.js';
import type { LastingInit } from '../../../../engine/torrent/torrent-init.js';
import { seededRandom } from '../../../support/seeded-random.js';
import { makeTorrent } from '../../../support/torrent-fixture.js';

const KIB = 1024;
const torrent = makeTorrent('/root', 32 * KIB, [
  { path: 'a', size: 64 * KIB },
  { path: 'b', size: 20 * KIB },
]);
const SIZE = 84 * KIB;

let answers: (() => void)[];
let stored: number[];
let content: TorrentContent;
let pool: FixedSlabPool;

beforeEach(() => {
  [answers, stored, pool] = [[], [], new FixedSlabPool(8 * SLAB_BYTES)];
  const host: ContentHost = {
    onPieceStored: (piece) => void stored.push(piece),
    onPieceBad: () => undefined,
    onStorageFailed: () => undefined,
    onBlockRaced: () => undefined,
    onExtentWritten: () => undefined,
    uploadAllowance: () => 0,
    spendUpload: () => undefined,
    onUploaded: () => undefined,
    onReadFailed: () => undefined,
    nowMs: () => 0,
  };
  const storage = new MemoryStorageFactory({ soon: (run) => void answers.push(run) });
  const services = { storage, pool, random: seededRandom(1) } as unknown as TorrentServices; // content uses no more of them
  const { files, pieceHashes } = torrent.spec;
  const info = { files, pieceHashes, pieceLength: 32 * KIB, totalSize: SIZE } as TorrentInfo;
  const owner = { init: {} as LastingInit, savePath: '/root', order: { sequential: false, firstLast: false }, services };
  const made = firstContent(info, null, { ...owner, init: { ...owner.init, priorities: null, select: null } }, host);
  if (made === null) throw new Error('it has hashes');
  content = made;
});

function deliver(): void {
  for (let next = answers.shift(); next !== undefined; next = answers.shift()) next();
}
/** A peer gives what the picker asks it for, up to `blocks`. */
function give(blocks: number): void {
  const { swarmContent } = content;
  if (swarmContent === null) return;
  const { flow, picker } = swarmContent;
  const seed = {
    key: 1,
    has: picker.have.clone(),
    memo: new PeerMemo(),
    isFast: true,
    keepsPieces: false,
    onParole: false,
    isAsked: () => false,
  };
  for (let piece = 0; piece < 3; piece++) seed.has.add(piece);
  const out = new Int32Array(2 * blocks);
  const count = picker.pick(seed, blocks, out, false);
  for (let i = 0; i < count; i++) {
    const [piece, block] = [out[i * 2] ?? 0, out[i * 2 + 1] ?? 0];
    const bytes = torrent.pieceBytes(piece).subarray(block * BLOCK_BYTES, (block + 1) * BLOCK_BYTES);
    flow.begin(piece, block * BLOCK_BYTES, bytes.length, 1, true);
    flow.write(piece, block * BLOCK_BYTES, bytes, 1);
    flow.finish(piece, block * BLOCK_BYTES, 1);
  }
}
const heldBytes = () => [0, 1, 2].reduce((sum, piece) => sum + (content.have.has(piece) ? content.pieceBytes(piece) : 0), 0);

describe('the content of a torrent', () => {
  test('counts what is verified and written', () => {
    content.activate();
    give(100);
    expect(content.doneBytes).toBe(0);
    deliver();
    expect([content.doneBytes, content.isComplete, content.isWhole, stored.length]).toEqual([SIZE, true, true, 3]);
    expect([content.fileDone(0), content.fileDone(1)]).toEqual([64 * KIB, 20 * KIB]);
  });

  test('counts a piece once that comes back from the disk while everything is checked anew', () => {
    content.activate();
    give(100);
    let checked = false;
    content.check(
      () => expect(content.doneBytes).toBe(heldBytes()),
      () => {
        checked = true;
      },
    );
    deliver();
    expect([checked, content.doneBytes, heldBytes()]).toEqual([true, SIZE, SIZE]);
    expect(content.isComplete).toBe(true);
  });

  test('counts a piece once that is in doubt and of which the record kept blocks too', () => {
    content.kept.add(0, 2, 0, 2);
    doubt(content, [0]);
    const { flow, picker } = content.activate();
    expect([...picker.openPieces()]).toEqual([]);
    flow.retry();
    give(100);
    deliver();
    expect([stored, content.doneBytes, content.isComplete]).toEqual([[1, 2], SIZE - 32 * KIB, false]);
    expect([confirm(content, 0), content.doneBytes, content.kept.all()]).toEqual([true, SIZE, []]);
    expect([confirm(content, 0), content.doneBytes, content.recent]).toEqual([false, SIZE, [1, 2, 0]]);
  });

  test('does not call itself complete for pieces that a check has not seen yet', () => {
    content.activate();
    give(100);
    content.check(
      () => undefined,
      () => undefined,
    );
    for (let i = 0; i < 3; i++) answers.shift()?.(); // the three pieces come back
    expect([content.doneBytes, content.isComplete]).toEqual([heldBytes(), false]);
  });

  test('finishes a piece at a worker through a pause, once', () => {
    content.activate();
    give(6);
    content.deactivate();
    const again = content.activate();
    give(6); // the same pieces: they were not had yet
    deliver();
    expect([content.doneBytes, content.isComplete, again.picker.isComplete]).toEqual([SIZE, true, true]);
    expect([...stored].sort()).toEqual([0, 1, 2]);
    content.deactivate();
    expect(pool.freeSlabs).toBe(8);
  });

  test('wants less when files are skipped, and is complete with the rest', () => {
    content.setPriority(0, 0);
    content.prioritiesChanged();
    expect(content.wanted.totalBytes).toBe(20 * KIB);
    const { picker } = content.activate();
    expect([0, 1, 2].map((piece) => picker.isWanted(piece))).toEqual([false, false, true]);
    give(100);
    deliver();
    expect([content.isComplete, content.isWhole, stored]).toEqual([true, false, [2]]);
    content.setPriority(0, 3);
    content.prioritiesChanged();
    expect([content.isComplete, content.doneBytes]).toEqual([false, 20 * KIB]);
    give(100);
    deliver();
    expect(content.isWhole).toBe(true);
  });
});
