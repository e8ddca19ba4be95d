/** A torrent as a disk worker sees it: names, sizes, hashes and where pieces lie. */
import { createHash } from 'node:crypto';
import { resolve } from 'node:path';
import { BLOCK_BYTES } from '../base/block-size.js';
import { FileLayout, type FileSpan } from '../metainfo/file-layout.js';
import { FilePaths } from '../metainfo/file-paths.js';
import { Geometry } from '../metainfo/geometry.js';
import { FILE_PAD } from '../metainfo/torrent-info.js';
import type { TorrentSetup } from './disk-protocol.js';
import { BEING_MADE, FOREIGN, OURS, PartSlots } from './file-places.js';

export const HASH_BYTES = 20;

/** `absent`: it lies nowhere. */
export type PlacedSpan = FileSpan & { readonly absent?: boolean };

let told = 0;

export class WorkerTorrent {
  readonly id: number;
  /** Tells it from what was told of the same torrent before. */
  readonly key = told++;
  readonly root: string;
  readonly geometry: Geometry;
  readonly hasPads: boolean;
  /** Dropped by the main thread: what still runs for it ends. */
  dropped = false;
  /** Index that the part file goes by: after all files. */
  readonly partFile: number;
  private readonly layout: FileLayout;
  private readonly hashes: Uint8Array;
  private readonly paths: FilePaths;
  private readonly ours: Uint8Array;
  private readonly slots: PartSlots;

  constructor(private readonly setup: TorrentSetup) {
    this.id = setup.id;
    this.root = resolve(setup.root);
    this.geometry = new Geometry(setup.pieceLength, setup.totalSize);
    this.layout = new FileLayout(setup.files, this.geometry);
    this.hashes = new Uint8Array(setup.hashes);
    this.paths = new FilePaths(setup.files.paths);
    this.hasPads = setup.files.flags.some((flags) => (flags & FILE_PAD) !== 0);
    this.partFile = setup.files.count;
    this.ours = new Uint8Array(setup.ours);
    this.slots = new PartSlots(setup.places.slots);
  }

  get fileCount(): number {
    return this.setup.files.count;
  }
  pathOf(file: number): string {
    return file === this.partFile ? this.setup.partName : this.paths.at(file);
  }
  /** Of the part file: none, it grows as it is written. */
  sizeOf(file: number): number {
    return this.setup.files.sizes[file] ?? 0;
  }
  /** Where the file begins in the byte space. */
  offsetOf(file: number): number {
    return this.setup.files.offsets[file] ?? 0;
  }
  flagsOf(file: number): number {
    return this.setup.files.flags[file] ?? 0;
  }
  /** It has no file of its own. */
  isParted(file: number): boolean {
    return (this.setup.places.parted?.[file] ?? 0) !== 0;
  }
  /** Spans of [offset, offset + length) of the torrent's byte space, over the files that hold them. */
  spans(offset: number, length: number): readonly PlacedSpan[] {
    const spans = this.layout.spans(offset, length);
    return this.setup.places.parted === null ? spans : this.placed(spans);
  }
  slotOf(piece: number): number {
    return this.slots.of(piece);
  }
  /** Where in the part file a byte of a piece lies that has a slot. */
  partOffset(piece: number, offset: number): number {
    return this.slots.of(piece) * this.geometry.pieceLength + offset - this.geometry.pieceOffset(piece);
  }

  /** It may be written to: it was made here, or is known to be this torrent's. */
  isOurs(file: number): boolean {
    return file === this.partFile || Atomics.load(this.ours, file) === OURS;
  }
  /** Says that this worker is about to make the file; false when another one is, or it is known already. */
  beginMaking(file: number): boolean {
    return file === this.partFile || Atomics.compareExchange(this.ours, file, FOREIGN, BEING_MADE) === FOREIGN;
  }
  /** Ends what `beginMaking` began. */
  endMaking(file: number, made: boolean): void {
    if (file !== this.partFile) Atomics.store(this.ours, file, made ? OURS : FOREIGN);
  }
  /** Another worker is just making it. */
  isBeingMade(file: number): boolean {
    return file !== this.partFile && Atomics.load(this.ours, file) === BEING_MADE;
  }

  private placed(spans: readonly FileSpan[]): PlacedSpan[] {
    const placed: PlacedSpan[] = [];
    for (const span of spans) {
      if (span.pad || !this.isParted(span.fileIndex)) placed.push(span);
      else this.inParts(span, placed);
    }
    return placed;
  }

  /** A span of a file in the part file, cut at the ends of pieces. */
  private inParts({ fileIndex, fileOffset, length }: FileSpan, out: PlacedSpan[]): void {
    const { geometry } = this;
    const start = (this.setup.files.offsets[fileIndex] ?? 0) + fileOffset;
    for (let at = start; at < start + length; ) {
      const piece = geometry.pieceAt(at);
      const end = Math.min(start + length, geometry.pieceOffset(piece) + geometry.pieceBytes(piece));
      const absent = this.slots.of(piece) < 0;
      out.push({ fileIndex: this.partFile, fileOffset: absent ? 0 : this.partOffset(piece, at), length: end - at, pad: false, absent });
      at = end;
    }
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
