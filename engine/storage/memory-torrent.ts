/** One torrent's storage in memory. Work is done when asked and answered later, as a disk would. */
import type { ErrorView } from '../api/errors.js';
import { Bitfield } from '../base/bitfield.js';
import { FILE_PAD, FILE_SYMLINK } from '../metainfo/torrent-info.js';
import { hasBit } from './bits.js';
import { diskError, shortFile } from './disk-error.js';
import type { MemoryDisk } from './memory-disk.js';
import { rangeBytes } from './slab-ranges.js';
import type { CheckOutcome, DoneAnswer, SlabRange, StorageSpec, StoreAnswer, TorrentStorage, VerifyAnswer } from './storage.js';
import { ViewCursor } from './view-cursor.js';
import { BlockHasher, sha1, WorkerTorrent } from './worker-torrent.js';

/** Pieces told in one batch of a check. */
const CHECK_BATCH = 16;

export class MemoryTorrent implements TorrentStorage {
  private readonly torrent: WorkerTorrent;
  private readonly created: Bitfield;
  private closed = false;

  constructor(
    private readonly spec: StorageSpec,
    private readonly disk: MemoryDisk,
  ) {
    const hashes = new SharedArrayBuffer(spec.pieceHashes.length);
    new Uint8Array(hashes).set(spec.pieceHashes);
    this.torrent = new WorkerTorrent({
      id: 0,
      root: spec.root,
      files: spec.files,
      pieceLength: spec.pieceLength,
      totalSize: spec.totalSize,
      hashes,
    });
    this.created = new Bitfield(spec.files.count);
  }

  storePiece(piece: number, data: readonly SlabRange[], answer: (answer: StoreAnswer) => void): void {
    this.reply<StoreAnswer>(answer, () => {
      const bytes = this.pieceBytes(piece, 0, this.torrent.geometry.pieceBytes(piece), data);
      if (!this.torrent.isHashOf(piece, sha1([bytes]))) return { kind: 'bad', blockHashes: blockHashes(bytes) };
      this.write(piece, 0, bytes);
      return { kind: 'stored' };
    });
  }

  writeRange(piece: number, offsetBytes: number, data: readonly SlabRange[], answer: (answer: DoneAnswer) => void): void {
    this.reply<DoneAnswer>(answer, () => {
      this.write(piece, offsetBytes, this.pieceBytes(piece, offsetBytes, rangeBytes(data), data));
      return { kind: 'done' };
    });
  }

  verifyPiece(piece: number, answer: (answer: VerifyAnswer) => void): void {
    this.reply<VerifyAnswer>(answer, () => {
      const bytes = this.readPiece(piece);
      if (bytes === null) return { kind: 'missing' };
      return this.torrent.isHashOf(piece, sha1([bytes])) ? { kind: 'good' } : { kind: 'bad', blockHashes: blockHashes(bytes) };
    });
  }

  readRange(piece: number, offsetBytes: number, into: readonly SlabRange[], answer: (answer: DoneAnswer) => void): void {
    this.reply<DoneAnswer>(answer, () => {
      const cursor = new ViewCursor(into.map(({ slab, start, length }) => slab.bytes.subarray(start, start + length)));
      for (const span of this.spans(piece, offsetBytes, rangeBytes(into))) {
        let position = span.fileOffset;
        for (const part of cursor.take(span.length)) {
          if (span.pad) part.fill(0);
          else if (this.disk.read(this.pathOf(span.fileIndex), position, part) < part.length) throw shortFile(this.pathOf(span.fileIndex));
          position += part.length;
        }
      }
      return { kind: 'done' };
    });
  }

  check(
    range: { readonly first: number; readonly end: number } | null,
    onBatch: (first: number, outcomes: Uint8Array) => void,
    finished: (answer: DoneAnswer) => void,
  ): () => void {
    const end = range?.end ?? this.spec.pieceCount;
    let next = range?.first ?? 0;
    let cancelled = false;
    const advance = (): void => {
      if (this.closed) return;
      if (cancelled) return finished({ kind: 'failed', error: { code: 'cancelled', message: 'The check was cancelled.', facts: {} } });
      if (next >= end) return finished({ kind: 'done' });
      const first = next;
      next = Math.min(end, first + CHECK_BATCH);
      try {
        onBatch(
          first,
          Uint8Array.from({ length: next - first }, (_, i) => this.outcome(first + i)),
        );
      } catch (thrown) {
        return finished({ kind: 'failed', error: diskError(thrown, this.spec.root) });
      }
      this.disk.soon(advance);
    };
    this.disk.soon(advance);
    return () => {
      cancelled = true;
    };
  }

  stat(answer: Parameters<TorrentStorage['stat']>[0]): void {
    const sizes = new Float64Array(this.spec.files.count).fill(-1);
    const mtimesMs = new Float64Array(this.spec.files.count).fill(-1);
    for (let file = 0; file < sizes.length; file++) {
      const bytes = this.isVirtual(file) ? undefined : this.disk.files.get(this.pathOf(file));
      if (bytes === undefined) continue;
      sizes[file] = bytes.length;
      mtimesMs[file] = 0;
    }
    this.later(() => answer({ sizes, mtimesMs }));
  }

  prepare(wanted: Uint8Array, answer: (answer: DoneAnswer) => void): void {
    this.reply<DoneAnswer>(answer, () => {
      for (let file = 0; file < this.spec.files.count; file++) {
        if (!wanted[file] || this.torrent.sizeOf(file) > 0 || this.isVirtual(file)) continue;
        if (!this.disk.files.has(this.pathOf(file))) this.writeFile(file, 0, new Uint8Array());
      }
      return { kind: 'done' };
    });
  }

  sync(answer: (answer: DoneAnswer) => void): void {
    this.reply<DoneAnswer>(answer, () => {
      this.disk.sync();
      return { kind: 'done' };
    });
  }

  deleteFiles(created: Uint8Array, answer: (answer: DoneAnswer) => void): void {
    this.reply<DoneAnswer>(answer, () => {
      for (let file = 0; file < this.spec.files.count; file++) {
        if (!hasBit(created, file) || this.isVirtual(file)) continue;
        this.disk.files.delete(this.pathOf(file));
        this.created.remove(file);
      }
      return { kind: 'done' };
    });
  }

  createdFiles(): Uint8Array {
    return this.created.toWire();
  }

  markCreated(created: Uint8Array): void {
    for (let file = 0; file < this.spec.files.count; file++) if (hasBit(created, file)) this.created.add(file);
  }

  close(): void {
    this.closed = true;
  }

  private outcome(piece: number): CheckOutcome {
    const bytes = this.readPiece(piece);
    if (bytes === null) return 0;
    return this.torrent.isHashOf(piece, sha1([bytes])) ? 2 : 1;
  }

  /** Null where not all of it is there. */
  private readPiece(piece: number): Uint8Array | null {
    const bytes = new Uint8Array(this.torrent.geometry.pieceBytes(piece));
    let at = 0;
    for (const span of this.spans(piece, 0, bytes.length)) {
      const part = bytes.subarray(at, at + span.length);
      if (!span.pad && this.disk.read(this.pathOf(span.fileIndex), span.fileOffset, part) < part.length) return null;
      at += span.length;
    }
    return bytes;
  }

  /** A copy of the data with pads as zeros, up to `length` where only padding was left out. */
  private pieceBytes(piece: number, offset: number, length: number, data: readonly SlabRange[]): Uint8Array {
    const bytes = new Uint8Array(length);
    let at = 0;
    for (const { slab, start, length: part } of data) {
      bytes.set(slab.bytes.subarray(start, start + part), at);
      at += part;
    }
    at = 0;
    for (const span of this.spans(piece, offset, length)) {
      if (span.pad) bytes.fill(0, at, at + span.length);
      at += span.length;
    }
    return bytes;
  }

  private write(piece: number, offset: number, bytes: Uint8Array): void {
    let at = 0;
    for (const span of this.spans(piece, offset, bytes.length)) {
      if (!span.pad) this.writeFile(span.fileIndex, span.fileOffset, bytes.subarray(at, at + span.length));
      at += span.length;
    }
  }

  private writeFile(file: number, position: number, bytes: Uint8Array): void {
    if (this.disk.write(this.pathOf(file), position, bytes, this.torrent.sizeOf(file))) this.created.add(file);
  }

  private spans(piece: number, offset: number, length: number) {
    return this.torrent.spans(this.torrent.geometry.pieceOffset(piece) + offset, length);
  }
  private pathOf(file: number): string {
    return `${this.spec.root}/${this.torrent.pathOf(file)}`;
  }
  private isVirtual(file: number): boolean {
    return (this.torrent.flagsOf(file) & (FILE_PAD | FILE_SYMLINK)) !== 0;
  }

  private reply<T>(answer: (answer: T | { readonly kind: 'failed'; readonly error: ErrorView }) => void, run: () => T): void {
    // At delivery time, like a disk: a caller that reuses its slabs too early is found out.
    this.later(() => {
      let result: T | { readonly kind: 'failed'; readonly error: ErrorView };
      try {
        result = run();
      } catch (thrown) {
        result = { kind: 'failed', error: diskError(thrown, this.spec.root) };
      }
      answer(result);
    });
  }

  private later(run: () => void): void {
    this.disk.soon(() => {
      if (!this.closed) run();
    });
  }
}

function blockHashes(bytes: Uint8Array): Uint8Array {
  const blocks = new BlockHasher(bytes.length);
  blocks.update(bytes);
  return blocks.digest();
}
