/** Where files lie and whose they are: what every storage has to do, whatever it keeps its bytes in. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FixedSlabPool } from '../../engine/base/slab-pool.js';
import { FilePaths } from '../../engine/metainfo/file-paths.js';
import { OWN_PLACES } from '../../engine/storage/file-places.js';
import type { TorrentStorage } from '../../engine/storage/storage.js';
import { check, verifyPiece } from '../support/storage-calls.js';
import { readBytes, storeBytes } from '../support/stored-bytes.js';
import { type FileShape, makeTorrent, type TorrentFixture } from '../support/torrent-fixture.js';
import type { StorageUnderTest } from './storage.contract.js';

const KIB = 1024;
const TWO_FILES: FileShape[] = [
  { path: 'set/a.bin', size: 100_000 },
  { path: 'set/deep/b.bin', size: 70_001 },
];

export function filePlacesContract(name: string, open: (pool: FixedSlabPool) => Promise<StorageUnderTest>): void {
  describe(`${name}: where files lie`, () => {
    const pool = new FixedSlabPool(64 * KIB * KIB);
    let sut: StorageUnderTest;
    let storage: TorrentStorage;
    let torrent: TorrentFixture;

    beforeEach(async () => {
      sut = await open(pool);
    });
    afterEach(async () => {
      storage?.close();
      await sut.dispose();
      expect(pool.freeSlabs, 'every slab is free again').toBe(pool.budgetSlabs);
    });

    function begin(shapes: readonly FileShape[], pieceLength = 32 * KIB): void {
      torrent = makeTorrent(sut.root, pieceLength, shapes);
      storage = sut.factory.open(torrent.spec);
    }
    const store = (piece: number, bytes = torrent.pieceBytes(piece)) => storeBytes(storage, pool, piece, bytes);
    const read = (piece: number, offset: number, length: number) => readBytes(storage, pool, piece, offset, length);

    it('changes nothing of a file that was there before, until it is said to be its own', async () => {
      begin(TWO_FILES);
      const other = new Uint8Array(30_000).fill(3);
      sut.putFile('set/a.bin', other);
      const inTheWay = { kind: 'failed', error: { code: 'file-in-the-way', facts: { file: 0, path: `${sut.root}/set/a.bin` } } };
      expect(await store(0)).toMatchObject(inTheWay);
      expect(await store(3)).toMatchObject(inTheWay);
      expect(sut.readFile('set/a.bin')).toEqual(other);
      expect([...storage.createdFiles(), ...storage.adoptedFiles()]).toEqual([0, 0]);
      storage.adopt(Uint8Array.of(0b1000_0000));
      expect([...storage.adoptedFiles()]).toEqual([0b1000_0000]);
      expect(await store(0)).toEqual({ kind: 'stored' });
      expect(await verifyPiece(storage, 0)).toEqual({ kind: 'good' });
    });

    it('takes a piece for stored whose bytes were there before', async () => {
      begin(TWO_FILES);
      sut.putFile('set/a.bin', torrent.fileBytes(0));
      for (let piece = 0; piece < torrent.spec.pieceCount; piece++) expect(await store(piece)).toEqual({ kind: 'stored' });
      expect([...storage.createdFiles()]).toEqual([0b0100_0000]);
    });

    it('writes under the names that were told last', async () => {
      begin(TWO_FILES);
      sut.putFile('set/a.bin', new Uint8Array(9).fill(3));
      storage.setPaths(FilePaths.of(['set/a (2).bin', 'set/deep/b.bin']));
      for (let piece = 0; piece < torrent.spec.pieceCount; piece++) expect(await store(piece)).toEqual({ kind: 'stored' });
      expect(sut.readFile('set/a.bin')).toHaveLength(9);
      expect(sut.readFile('set/a (2).bin')).toEqual(new Uint8Array(torrent.fileBytes(0)));
    });

    it('finds the files that hold nothing but zeros', async () => {
      begin(TWO_FILES);
      sut.putFile('set/a.bin', new Uint8Array(3_000_000));
      const last = new Uint8Array(70_001);
      last[70_000] = 1;
      sut.putFile('set/deep/b.bin', last);
      const found = await new Promise((resolve) => storage.findBlank([0, 1], resolve));
      expect(found).toEqual({ blank: [0] });
    });

    it('owns up to those files only that it is told to keep', async () => {
      begin(TWO_FILES);
      storage.markCreated(Uint8Array.of(0b1100_0000));
      storage.keepCreated(Uint8Array.of(0b0100_0000));
      expect([...storage.createdFiles(), ...storage.adoptedFiles()]).toEqual([0b0100_0000, 0]);
      sut.putFile('set/a.bin', new Uint8Array(9).fill(3));
      expect(await store(0)).toMatchObject({ kind: 'failed' });
    });

    it('keeps what comes of a file nobody wants beside the others, and brings it to its place when it is wanted', async () => {
      torrent = makeTorrent(sut.root, 32 * KIB, TWO_FILES);
      storage = sut.factory.open({ ...torrent.spec, partName: '.parts', places: { parted: Uint8Array.of(0, 1), slots: Int32Array.of(3) } });
      for (const piece of [0, 1, 2, 3]) expect(await store(piece)).toEqual({ kind: 'stored' });
      expect(sut.readFile('set/deep/b.bin')).toBeNull();
      expect(sut.readFile('.parts')?.length).toBeLessThanOrEqual(32 * KIB);
      expect(await verifyPiece(storage, 3)).toEqual({ kind: 'good' });
      expect((await read(3, 5_000, 20_000)).bytes).toEqual(
        Buffer.from(torrent.bytes.subarray(3 * 32 * KIB + 5_000, 3 * 32 * KIB + 25_000)),
      );
      const brought = new Promise((resolve) => storage.rearrange({ bring: () => [1], places: () => OWN_PLACES }, resolve));
      const meanwhile = store(4);
      expect(await brought).toEqual({ kind: 'done' });
      expect(await meanwhile).toEqual({ kind: 'stored' });
      expect(await new Promise((resolve) => storage.dropParts(resolve))).toEqual({ kind: 'done' });
      expect(sut.readFile('.parts')).toBeNull();
      expect(await store(5)).toEqual({ kind: 'stored' });
      expect((await check(storage, torrent.spec.pieceCount)).outcomes).toEqual([2, 2, 2, 2, 2, 2]);
      expect(sut.readFile('set/deep/b.bin')).toEqual(new Uint8Array(torrent.fileBytes(1)));
    });
  });
}
