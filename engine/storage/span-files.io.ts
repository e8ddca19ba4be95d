/**
 * Reads and writes stretches of a torrent's byte space over its files, with as few system calls as the spans allow.
 * Invariant: pads are never opened; they read as zeros and writes to them vanish.
 */
import { readSync, readvSync, writeSync, writevSync } from 'node:fs';
import { EngineError } from '../api/errors.js';
import { invariant } from '../base/assert.js';
import { diskError, shortFile } from './disk-error.js';
import type { HandlePool } from './handle-pool.io.js';
import { pathOf } from './inside-root.io.js';
import type { Pulse } from './pulse.js';
import { byteLength, skipBytes, ViewCursor } from './view-cursor.js';
import type { WorkerTorrent } from './worker-torrent.js';

/** A file that was there before, and is not what the torrent describes, is somebody else's: it is left alone. */
const inTheWay = (torrent: WorkerTorrent, file: number): EngineError => {
  const path = pathOf(torrent.root, torrent.pathOf(file));
  return new EngineError('file-in-the-way', `Another file is in the way: ${path}.`, { path, file });
};

/** Views in one gathered call; systems allow 1,024. */
const MAX_VIEWS = 512;
const COPY_BYTES = 1024 * 1024;

export class SpanFiles {
  constructor(
    private readonly handles: HandlePool,
    private readonly pulse: Pulse,
  ) {}

  /** Writes the views at `offset` of the byte space. */
  write(torrent: WorkerTorrent, offset: number, views: readonly Uint8Array[]): void {
    const cursor = new ViewCursor(views);
    for (const span of torrent.spans(offset, byteLength(views))) {
      const parts = cursor.take(span.length);
      if (span.pad) continue;
      invariant(!span.absent, 'what is written has a place');
      this.writeOwn(torrent, span.fileIndex, span.fileOffset, parts);
    }
  }

  /** Fills the views from `offset` of the byte space; a file that ends early is an error. */
  read(torrent: WorkerTorrent, offset: number, views: readonly Uint8Array[]): void {
    const cursor = new ViewCursor(views);
    for (const span of torrent.spans(offset, byteLength(views))) {
      const parts = cursor.take(span.length);
      if (span.pad) for (const part of parts) part.fill(0);
      else if (span.absent || this.readSpan(torrent, span.fileIndex, span.fileOffset, parts) < span.length) {
        throw shortFile(pathOf(torrent.root, torrent.pathOf(span.fileIndex)));
      }
    }
  }

  /** Like `read`, but what is absent only gets told: `onAbsent(start, end)` relative to `into`. */
  readWhatIsThere(torrent: WorkerTorrent, offset: number, into: Uint8Array, onAbsent: (start: number, end: number) => void): void {
    let at = 0;
    for (const span of torrent.spans(offset, into.length)) {
      const part = into.subarray(at, at + span.length);
      if (span.pad) part.fill(0);
      else {
        const got = span.absent ? 0 : this.readSpan(torrent, span.fileIndex, span.fileOffset, [part]);
        if (got < span.length) onAbsent(at + got, at + span.length);
      }
      at += span.length;
    }
    if (at < into.length) onAbsent(at, into.length);
  }

  /** Copies `length` bytes from `offset` of the byte space out of the part file into the file they belong to; false where they are not there. */
  copyOut(torrent: WorkerTorrent, file: number, offset: number, length: number): boolean {
    const piece = torrent.geometry.pieceAt(offset);
    const buffer = Buffer.allocUnsafe(Math.min(length, COPY_BYTES)); // only what was read is written
    for (let at = offset; at < offset + length; ) {
      const view = buffer.subarray(0, Math.min(buffer.length, offset + length - at));
      if (this.readSpan(torrent, torrent.partFile, torrent.partOffset(piece, at), [view]) < view.length) return false;
      this.writeOwn(torrent, file, at - torrent.offsetOf(file), [view]);
      at += view.length;
    }
    return true;
  }

  /** Zeros where the views lie over pads, whatever they held: pads are zeros by definition (BEP 47). */
  clearPads(torrent: WorkerTorrent, offset: number, views: readonly Uint8Array[]): void {
    const cursor = new ViewCursor(views);
    for (const span of torrent.spans(offset, byteLength(views))) {
      const parts = cursor.take(span.length);
      if (span.pad) for (const part of parts) part.fill(0);
    }
  }

  /** Writes into a file that may be written to; of any other one the bytes must be there already. */
  private writeOwn(torrent: WorkerTorrent, file: number, position: number, parts: readonly Uint8Array[]): void {
    this.naming(torrent, file, () => {
      this.pulse.beat();
      const fd = this.handles.writing(torrent, file);
      if (torrent.isOurs(file)) this.writeAll(fd, parts, position);
      else if (!this.isThere(fd, parts, position)) throw inTheWay(torrent, file);
    });
  }

  /** Bytes read; 0 for an absent file. */
  private readSpan(torrent: WorkerTorrent, file: number, position: number, parts: readonly Uint8Array[]): number {
    return this.naming(torrent, file, () => {
      this.pulse.beat();
      const fd = this.handles.reading(torrent, file);
      return fd === null ? 0 : this.readAll(fd, parts, position);
    });
  }

  private readAll(fd: number, parts: readonly Uint8Array[], position: number): number {
    let left = parts;
    let got = 0;
    while (left.length > 0) {
      this.pulse.beat();
      const first = left[0];
      const count =
        left.length === 1 && first !== undefined
          ? readSync(fd, first, 0, first.length, position + got)
          : readvSync(fd, left.slice(0, MAX_VIEWS), position + got);
      if (count === 0) break;
      got += count;
      left = skipBytes(left, count);
    }
    return got;
  }

  private writeAll(fd: number, parts: readonly Uint8Array[], position: number): void {
    let left = parts;
    let done = 0;
    while (left.length > 0) {
      this.pulse.beat();
      const first = left[0];
      const count =
        left.length === 1 && first !== undefined
          ? writeSync(fd, first, 0, first.length, position + done)
          : writevSync(fd, left.slice(0, MAX_VIEWS), position + done);
      done += count;
      left = skipBytes(left, count);
    }
  }

  /** Whether the file holds these very bytes already. */
  private isThere(fd: number, parts: readonly Uint8Array[], position: number): boolean {
    let at = position;
    for (const part of parts) {
      const found = Buffer.allocUnsafe(part.length); // only what was read is looked at
      if (this.readAll(fd, [found], at) < part.length || !found.equals(part)) return false;
      at += part.length;
    }
    return true;
  }

  /** Errors get the name of the file they happened in. */
  private naming<T>(torrent: WorkerTorrent, file: number, run: () => T): T {
    try {
      return run();
    } catch (thrown) {
      const { code, message, facts } = diskError(thrown, pathOf(torrent.root, torrent.pathOf(file)));
      throw new EngineError(code, message, facts);
    }
  }
}
