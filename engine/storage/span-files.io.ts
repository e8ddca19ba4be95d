/**
 * Reads and writes stretches of a torrent's byte space over its files, with as few system calls as the spans allow.
 * Invariant: pads are never opened; they read as zeros and writes to them vanish.
 */
import { readSync, readvSync, writeSync, writevSync } from 'node:fs';
import { EngineError } from '../api/errors.js';
import { diskError, shortFile } from './disk-error.js';
import type { HandlePool } from './handle-pool.io.js';
import { pathOf } from './inside-root.io.js';
import type { Pulse } from './pulse.js';
import { byteLength, skipBytes, ViewCursor } from './view-cursor.js';
import type { WorkerTorrent } from './worker-torrent.js';

/** Views in one gathered call; systems allow 1,024. */
const MAX_VIEWS = 512;

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
      this.naming(torrent, span.fileIndex, () => {
        this.pulse.beat();
        this.writeAll(this.handles.writing(torrent, span.fileIndex), parts, span.fileOffset);
      });
    }
  }

  /** Fills the views from `offset` of the byte space; a file that ends early is an error. */
  read(torrent: WorkerTorrent, offset: number, views: readonly Uint8Array[]): void {
    const cursor = new ViewCursor(views);
    for (const span of torrent.spans(offset, byteLength(views))) {
      const parts = cursor.take(span.length);
      if (span.pad) for (const part of parts) part.fill(0);
      else if (this.readSpan(torrent, span.fileIndex, span.fileOffset, parts) < span.length) {
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
        const got = this.readSpan(torrent, span.fileIndex, span.fileOffset, [part]);
        if (got < span.length) onAbsent(at + got, at + span.length);
      }
      at += span.length;
    }
    if (at < into.length) onAbsent(at, into.length);
  }

  /** Zeros where the views lie over pads, whatever they held: pads are zeros by definition (BEP 47). */
  clearPads(torrent: WorkerTorrent, offset: number, views: readonly Uint8Array[]): void {
    const cursor = new ViewCursor(views);
    for (const span of torrent.spans(offset, byteLength(views))) {
      const parts = cursor.take(span.length);
      if (span.pad) for (const part of parts) part.fill(0);
    }
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
