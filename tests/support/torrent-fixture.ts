/** Made-up torrents for storage tests: a file table over given sizes, its bytes, and the hashes that fit. */
import { createHash } from 'node:crypto';
import { SLAB_BYTES, type Slab, type SlabPool } from '../../engine/base/slab.js';
import { FilePaths } from '../../engine/metainfo/file-paths.js';
import { FILE_PAD } from '../../engine/metainfo/torrent-info.js';
import type { SlabRange, StorageSpec } from '../../engine/storage/storage.js';
import { seededBytes } from './payload.js';

export interface FileShape {
  readonly path: string;
  readonly size: number;
  readonly flags?: number;
}

export interface TorrentFixture {
  readonly spec: StorageSpec;
  /** The whole byte space, pads as zeros. */
  readonly bytes: Uint8Array;
  pieceBytes(piece: number): Uint8Array;
  fileBytes(file: number): Uint8Array;
}

/** Deterministic content; pads are zeros. */
export function makeTorrent(root: string, pieceLength: number, shapes: readonly FileShape[], seed = 1): TorrentFixture {
  const sizes = Float64Array.from(shapes, ({ size }) => size);
  const offsets = new Float64Array(shapes.length);
  let total = 0;
  for (const [file, { size }] of shapes.entries()) {
    offsets[file] = total;
    total += size;
  }
  const bytes = new Uint8Array(seededBytes(`fixture ${seed}`, total));
  const flags = Uint8Array.from(shapes, (shape) => shape.flags ?? 0);
  for (const [file, shape] of shapes.entries()) {
    if (((shape.flags ?? 0) & FILE_PAD) !== 0) bytes.fill(0, offsets[file], (offsets[file] ?? 0) + shape.size);
  }
  const pieceCount = Math.ceil(total / pieceLength);
  const pieceHashes = new Uint8Array(pieceCount * 20);
  const pieceBytes = (piece: number) => bytes.subarray(piece * pieceLength, Math.min(total, (piece + 1) * pieceLength));
  for (let piece = 0; piece < pieceCount; piece++) pieceHashes.set(createHash('sha1').update(pieceBytes(piece)).digest(), piece * 20);
  const files = { count: shapes.length, paths: FilePaths.of(shapes.map(({ path }) => path)), offsets, sizes, flags };
  return {
    spec: { root, files, pieceLength, pieceCount, totalSize: total, pieceHashes },
    bytes,
    pieceBytes,
    fileBytes: (file) => bytes.subarray(offsets[file], (offsets[file] ?? 0) + (sizes[file] ?? 0)),
  };
}

/** Slabs of the pool, filled with the bytes. */
export function inSlabs(pool: SlabPool, bytes: Uint8Array): SlabRange[] {
  const ranges = emptySlabs(pool, bytes.length);
  let at = 0;
  for (const { slab, length } of ranges) {
    slab.bytes.set(bytes.subarray(at, at + length));
    at += length;
  }
  return ranges;
}

/** Slabs with room for `length` bytes, filled with 0xaa so that untouched bytes show. */
export function emptySlabs(pool: SlabPool, length: number): SlabRange[] {
  const ranges: SlabRange[] = [];
  for (let at = 0; at < length; at += SLAB_BYTES) {
    const slab: Slab | null = pool.acquire();
    if (slab === null) throw new Error('the pool of the test is too small');
    slab.bytes.fill(0xaa);
    ranges.push({ slab, start: 0, length: Math.min(SLAB_BYTES, length - at) });
  }
  return ranges;
}

/** The bytes that the ranges hold. */
export function slabBytes(ranges: readonly SlabRange[]): Uint8Array {
  return Buffer.concat(ranges.map(({ slab, start, length }) => slab.bytes.subarray(start, start + length)));
}

export function releaseAll(pool: SlabPool, ranges: readonly SlabRange[]): void {
  for (const { slab } of ranges) pool.release(slab);
}
