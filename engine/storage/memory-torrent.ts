/** One torrent's storage in memory. Work is done when asked and answered later, as a disk would. */
import { EngineError, type ErrorView } from '../api/errors.js';
import { Bitfield } from '../base/bitfield.js';
import type { FilePaths } from '../metainfo/file-paths.js';
import { FILE_PAD, FILE_SYMLINK } from '../metainfo/torrent-info.js';
import { hasBit, setBit } from './bits.js';
import { diskError, shortFile } from './disk-error.js';
import { type FilePlaces, OURS, OWN_PLACES } from './file-places.js';
import type { MemoryDisk } from './memory-disk.js';
import { rangeBytes } from './slab-ranges.js';
import type {
  CheckOutcome,
  DoneAnswer,
  Rearrangement,
  SlabRange,
  StorageSpec,
  StoreAnswer,
  TorrentStorage,
  VerifyAnswer,
} from './storage.js';
import { ViewCursor } from './view-cursor.js';
import { BlockHasher, sha1, WorkerTorrent } from './worker-torrent.js';

/** Pieces told in one batch of a check. */
const CHECK_BATCH = 16;

export class MemoryTorrent implements TorrentStorage {
  private torrent: WorkerTorrent;
  private readonly hashes: SharedArrayBuffer;
  private readonly ours: SharedArrayBuffer;
  private places: FilePlaces;
  private paths: FilePaths;
  private readonly created: Bitfield;
  private closed = false;

  constructor(
    private readonly spec: StorageSpec,
    private readonly disk: MemoryDisk,
  ) {
    this.hashes = new SharedArrayBuffer(spec.pieceHashes.length);
    new Uint8Array(this.hashes).set(spec.pieceHashes);
    this.ours = new SharedArrayBuffer(spec.files.count);
    this.places = spec.places ?? OWN_PLACES;
    this.paths = spec.files.paths;
    this.torrent = this.told();
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

  reverify(piece: number, rewrite: boolean, answer: (answer: VerifyAnswer) => void): void {
    this.reply<VerifyAnswer>(answer, () => {
      const bytes = this.readPiece(piece);
      if (bytes === null) return { kind: 'missing' };
      if (!this.torrent.isHashOf(piece, sha1([bytes]))) return { kind: 'bad', blockHashes: blockHashes(bytes) };
      if (rewrite) this.write(piece, 0, bytes);
      return { kind: 'good' };
    });
  }

  readRange(piece: number, offsetBytes: number, into: readonly SlabRange[], answer: (answer: DoneAnswer) => void): void {
    this.reply<DoneAnswer>(answer, () => {
      const cursor = new ViewCursor(into.map(({ slab, start, length }) => slab.bytes.subarray(start, start + length)));
      for (const span of this.spans(piece, offsetBytes, rangeBytes(into))) {
        let position = span.fileOffset;
        for (const part of cursor.take(span.length)) {
          if (span.pad) part.fill(0);
          else if (span.absent || this.disk.read(this.pathOf(span.fileIndex), position, part) < part.length)
            throw shortFile(this.pathOf(span.fileIndex));
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
      mtimesMs[file] = this.disk.mtimes.get(this.pathOf(file)) ?? 0;
    }
    const parts = this.disk.files.get(this.pathOf(this.torrent.partFile));
    this.later(() => answer({ sizes, mtimesMs, partBytes: parts?.length ?? -1 }));
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
        this.torrent.endMaking(file, false);
      }
      this.disk.files.delete(this.pathOf(this.torrent.partFile));
      return { kind: 'done' };
    });
  }

  createdFiles(): Uint8Array {
    return this.created.toWire();
  }

  markCreated(created: Uint8Array): void {
    for (let file = 0; file < this.spec.files.count; file++) if (hasBit(created, file)) this.created.add(file);
    this.adopt(created);
  }

  adoptedFiles(): Uint8Array {
    const bits = new Uint8Array((this.spec.files.count + 7) >> 3);
    for (let file = 0; file < this.spec.files.count; file++) if (this.torrent.isOurs(file) && !this.created.has(file)) setBit(bits, file);
    return bits;
  }

  adopt(files: Uint8Array): void {
    const ours = new Uint8Array(this.ours);
    for (let file = 0; file < ours.length; file++) if (hasBit(files, file)) ours[file] = OURS;
  }

  keepCreated(files: Uint8Array): void {
    for (let file = 0; file < this.spec.files.count; file++) {
      if (hasBit(files, file) || !this.created.remove(file)) continue;
      this.torrent.endMaking(file, false);
    }
  }

  findBlank(files: readonly number[], answer: Parameters<TorrentStorage['findBlank']>[1]): void {
    this.later(() => answer({ blank: files.filter((file) => this.disk.files.get(this.pathOf(file))?.every((byte) => byte === 0)) }));
  }

  setPaths(paths: FilePaths): void {
    this.paths = paths;
    this.torrent = this.told();
  }

  rearrange(work: Rearrangement, answer: (answer: DoneAnswer) => void): void {
    this.reply<DoneAnswer>(answer, () => {
      for (const file of work.bring()) this.bring(file);
      this.places = work.places();
      this.torrent = this.told();
      return { kind: 'done' };
    });
  }

  dropParts(answer: (answer: DoneAnswer) => void): void {
    this.reply<DoneAnswer>(answer, () => {
      this.disk.files.delete(this.pathOf(this.torrent.partFile));
      return { kind: 'done' };
    });
  }

  close(): void {
    this.closed = true;
  }

  private bring(file: number): void {
    const { geometry, partFile } = this.torrent;
    const start = this.torrent.offsetOf(file);
    const end = start + this.torrent.sizeOf(file);
    for (let at = start; at < end; ) {
      const piece = geometry.pieceAt(at);
      const upTo = Math.min(end, geometry.pieceOffset(piece) + geometry.pieceBytes(piece));
      const bytes = new Uint8Array(upTo - at);
      const isThere =
        this.torrent.slotOf(piece) >= 0 &&
        this.disk.read(this.pathOf(partFile), this.torrent.partOffset(piece, at), bytes) === bytes.length;
      if (isThere) this.writeFile(file, at - start, bytes);
      at = upTo;
    }
  }

  private told(): WorkerTorrent {
    const { files, partName = '', pieceLength, root, totalSize } = this.spec;
    const { hashes, ours, paths, places } = this;
    return new WorkerTorrent({ id: 0, root, files: { ...files, paths }, pieceLength, totalSize, hashes, places, partName, ours });
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
      if (!span.pad && (span.absent || this.disk.read(this.pathOf(span.fileIndex), span.fileOffset, part) < part.length)) return null;
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
    const path = this.pathOf(file);
    const known = this.disk.files.get(path);
    if (known !== undefined && !this.torrent.isOurs(file)) {
      if (Buffer.compare(known.subarray(position, position + bytes.length), bytes) === 0) return;
      throw new EngineError('file-in-the-way', `Another file is in the way: ${path}.`, { path, file });
    }
    if (!this.disk.write(path, position, bytes, this.torrent.sizeOf(file))) return;
    this.torrent.endMaking(file, true);
    if (file < this.created.size) this.created.add(file);
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
