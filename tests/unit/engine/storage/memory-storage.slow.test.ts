import { describe, expect, it } from 'vitest';
import { FixedSlabPool } from '../../../../engine/base/slab-pool.js';
import { MemoryStorageFactory } from '../../../../engine/storage/memory-storage.js';
import { filePlacesContract } from '../../../contracts/file-places.contract.js';
import { type StorageUnderTest, storageContract } from '../../../contracts/storage.contract.js';
import { check, storePiece } from '../../../support/storage-calls.js';
import { inSlabs, makeTorrent } from '../../../support/torrent-fixture.js';

async function open(): Promise<StorageUnderTest> {
  const factory = new MemoryStorageFactory();
  return {
    factory,
    root: '/memory',
    readFile: (path) => factory.disk.files.get(`/memory/${path}`)?.slice() ?? null,
    putFile: (path, bytes) => void factory.disk.files.set(`/memory/${path}`, bytes.slice()),
    removeFile: (path) => void factory.disk.files.delete(`/memory/${path}`),
    dispose: () => factory.close(),
  };
}

storageContract('memory storage', open);
filePlacesContract('memory storage', open);

describe('faults of the memory storage', () => {
  const pool = new FixedSlabPool(1 << 22);
  const full = { code: 'disk-full', message: 'The disk is full.', facts: {} } as const;

  it('fails the write it was told to fail', async () => {
    const factory = new MemoryStorageFactory({ faults: { onWrite: (nth) => (nth === 2 ? full : null) } });
    const torrent = makeTorrent('/m', 16_384, [{ path: 'x', size: 60_000 }]);
    const storage = factory.open(torrent.spec);
    const answers: string[] = [];
    for (let piece = 0; piece < 4; piece++) answers.push((await storePiece(storage, piece, inSlabs(pool, torrent.pieceBytes(piece)))).kind);
    expect(answers).toEqual(['stored', 'failed', 'stored', 'stored']);
  });

  it('spoils the write it was told to spoil, which a check finds', async () => {
    const factory = new MemoryStorageFactory({ faults: { onWrite: (nth) => (nth === 1 ? 'corrupt' : null) } });
    const torrent = makeTorrent('/m', 16_384, [{ path: 'x', size: 60_000 }]);
    const storage = factory.open(torrent.spec);
    for (let piece = 0; piece < 3; piece++) await storePiece(storage, piece, inSlabs(pool, torrent.pieceBytes(piece)));
    expect((await check(storage, 4)).outcomes).toEqual([1, 2, 2, 1]);
  });
});
