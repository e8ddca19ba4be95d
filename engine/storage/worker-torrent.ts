/** A torrent as a disk worker sees it: names, sizes, hashes and where pieces lie. */
import { createHash } from 'node:crypto';
import { resolve } from 'node:path';
import { BLOCK_BYTES } from '../base/block-size.js';
import { FileLayout, type FileSpan } from '../metainfo/file-layout.js';
import { FilePaths } from '../metainfo/file-paths.js';
import { Geometry } from '../metainfo/geometry.js';
import { FILE_PAD } from '../metainfo/torrent-info.js';
import type { TorrentSetup } from './disk-protocol.js';

export const HASH_BYTES = 20;

export class WorkerTorrent {
  readonly id: number;
  readonly root: string;
  readonly geometry: Geometry;
  readonly hasPads: boolean;
  /** Dropped by the main thread: what still runs for it ends. */
  dropped = false;
  private readonly layout: FileLayout;
  private readonly hashes: Uint8Array;
  private readonly paths: FilePaths;

  constructor(private readonly setup: TorrentSetup) {
    this.id = setup.id;
    this.root = resolve(setup.root);
    this.geometry = new Geometry(setup.pieceLength, setup.totalSize);
    this.layout = new FileLayout(setup.files, this.geometry);
    this.hashes = new Uint8Array(setup.hashes);
    this.paths = new FilePaths(setup.files.paths);
    this.hasPads = setup.files.flags.some((flags) => (flags & FILE_PAD) !== 0);
  }

  get fileCount(): number {
    return this.setup.files.count;
  }
  pathOf(file: number): string {
    return this.paths.at(file);
  }
  sizeOf(file: number): number {
    return this.setup.files.sizes[file] ?? 0;
  }
  flagsOf(file: number): number {
    return this.setup.files.flags[file] ?? 0;
  }
  /** Spans of [offset, offset + length) of the torrent's byte space. */
  spans(offset: number, length: number): readonly FileSpan[] {
    return this.layout.spans(offset, length);
  }

  /** Whether `digest` (20 bytes) is the hash of the piece. */
  isHashOf(piece: number, digest: Uint8Array): boolean {
    const at = piece * HASH_BYTES;
    for (let i = 0; i < HASH_BYTES; i++) if (this.hashes[at + i] !== digest[i]) return false;
    return true;
  }
}

/** SHA-1 over views in order. */
export function sha1(views: readonly Uint8Array[]): Uint8Array {
  const hash = createHash('sha1');
  for (const view of views) hash.update(view);
  return hash.digest();
}

/** SHA-1 of every 16 KiB block of a stream of views, 20 bytes each. Blocks may straddle views. */
export class BlockHasher {
  private readonly digests: Uint8Array;
  private hash = createHash('sha1');
  private inBlock = 0;
  private block = 0;

  constructor(totalBytes: number) {
    this.digests = new Uint8Array(Math.ceil(totalBytes / BLOCK_BYTES) * HASH_BYTES);
  }

  update(view: Uint8Array): void {
    for (let at = 0; at < view.length; ) {
      const take = Math.min(BLOCK_BYTES - this.inBlock, view.length - at);
      this.hash.update(view.subarray(at, at + take));
      at += take;
      this.inBlock += take;
      if (this.inBlock === BLOCK_BYTES) this.endBlock();
    }
  }

  digest(): Uint8Array {
    if (this.inBlock > 0) this.endBlock();
    return this.digests;
  }

  private endBlock(): void {
    this.digests.set(this.hash.digest(), this.block++ * HASH_BYTES);
    this.hash = createHash('sha1');
    this.inBlock = 0;
  }
}
