/** The worker's jobs about names: looking at files, making, syncing and deleting them, and asking about volumes. */
import {
  closeSync,
  fdatasyncSync,
  fstatSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  readSync,
  rmdirSync,
  rmSync,
  statfsSync,
  statSync,
  unlinkSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { isAsLeft } from '../metainfo/left-files.js';
import { FILE_PAD, FILE_SYMLINK } from '../metainfo/torrent-info.js';
import { hasBit } from './bits.js';
import { CheckedFolders } from './checked-folders.js';
import { errnoOf, fileMissing, rootMissing } from './disk-error.js';
import type { FileAnswer, FileJob } from './disk-protocol.js';
import type { HandlePool } from './handle-pool.io.js';
import { openForReading, pathOf, realParent } from './inside-root.io.js';
import type { Pulse } from './pulse.js';
import type { SpanFiles } from './span-files.io.js';
import type { WorkerTorrent } from './worker-torrent.js';

/** Read at a time in search of something. */
const BLANK_BYTES = 1024 * 1024;

/** Sizes and whole milliseconds of mtime; -1 for what is no ordinary file. */
export function statFiles(torrent: WorkerTorrent, pulse: Pulse): FileAnswer {
  const sizes = new Float64Array(torrent.fileCount).fill(-1);
  const mtimesMs = new Float64Array(torrent.fileCount).fill(-1);
  for (let file = 0; file < torrent.fileCount; file++) {
    if (isVirtual(torrent, file)) continue;
    pulse.beat();
    const stats = lstatSync(pathOf(torrent.root, torrent.pathOf(file)), { throwIfNoEntry: false });
    if (!stats?.isFile()) continue;
    sizes[file] = stats.size;
    mtimesMs[file] = Math.floor(stats.mtimeMs);
  }
  const parts = torrent.pathOf(torrent.partFile);
  const partStats = parts === '' ? undefined : lstatSync(pathOf(torrent.root, parts), { throwIfNoEntry: false });
  return { kind: 'stat', sizes, mtimesMs, partBytes: partStats?.isFile() ? partStats.size : -1 };
}

/** Copies what lies in the part file of these files to where they belong, durably. The part file stays as it is. */
export function bringFiles(torrent: WorkerTorrent, files: readonly number[], spans: SpanFiles, handles: HandlePool, pulse: Pulse): void {
  const { geometry } = torrent;
  const touched: number[] = [];
  for (const file of files) {
    const start = torrent.offsetOf(file);
    const end = start + torrent.sizeOf(file);
    for (let at = start; at < end; ) {
      const piece = geometry.pieceAt(at);
      const upTo = Math.min(end, geometry.pieceOffset(piece) + geometry.pieceBytes(piece));
      if (torrent.slotOf(piece) >= 0 && spans.copyOut(torrent, file, at, upTo - at)) touched.push(file);
      // between its first and its last piece nothing of a file is shared
      at = upTo >= end ? end : Math.max(upTo, geometry.pieceOffset(geometry.pieceAt(end - 1)));
    }
  }
  const made = [...new Set(touched)];
  syncFiles(torrent, made, made, handles, pulse);
}

/** Files that hold nothing but zeros: what they are made of tells it at once where the file system keeps holes, else a look until the first other byte. */
export function blankFiles(torrent: WorkerTorrent, files: readonly number[], pulse: Pulse): number[] {
  const buffer = Buffer.allocUnsafe(BLANK_BYTES); // only what was read is looked at
  const checked = new CheckedFolders();
  return files.filter((file) => {
    pulse.beat();
    const fd = openForReading(torrent.root, torrent.pathOf(file), checked);
    if (fd === null) return false;
    try {
      const { blocks, size } = fstatSync(fd);
      if (size === 0 || (blocks === 0 && process.platform !== 'win32')) return true;
      for (let at = 0; at < size; ) {
        pulse.beat();
        const count = readSync(fd, buffer, 0, buffer.length, at);
        if (count === 0) return false;
        for (let i = 0; i < count; i++) if (buffer[i] !== 0) return false;
        at += count;
      }
      return true;
    } finally {
      closeSync(fd);
    }
  });
}

/** The part file goes. */
export function dropParts(torrent: WorkerTorrent, pulse: Pulse): void {
  const parts = torrent.pathOf(torrent.partFile);
  if (parts === '') return;
  pulse.beat();
  rmSync(pathOf(torrent.root, parts), { force: true });
}

/** Whether all files of each torrent are as they were left. What cannot be looked at is not. */
export function compareFiles({ counts, mtimesMs, path, paths, sizes }: Extract<FileJob, { kind: 'compare' }>, pulse: Pulse): FileAnswer {
  const names = paths.split('\0');
  const same = new Uint8Array(counts.length);
  let first = 0;
  for (const [torrent, count] of counts.entries()) {
    const end = first + count;
    let file = first;
    while (file < end && isUnchanged(pathOf(path, names[file] ?? ''), sizes[file] ?? -1, mtimesMs[file] ?? -1, pulse)) file++;
    same[torrent] = file === end ? 1 : 0;
    first = end;
  }
  return { kind: 'compare', same };
}

function isUnchanged(path: string, leftSize: number, leftMtimeMs: number, pulse: Pulse): boolean {
  if (leftSize < 0) return true;
  pulse.beat();
  try {
    const stats = lstatSync(path, { throwIfNoEntry: false });
    return stats?.isFile() === true && isAsLeft(stats.size, Math.floor(stats.mtimeMs), leftSize, leftMtimeMs);
  } catch {
    return false;
  }
}

/** Makes the wanted files (byte per file) that have no bytes (nothing else ever would), and the root itself where that is allowed. */
export function prepareFiles(torrent: WorkerTorrent, wanted: Uint8Array, mayMakeRoot: boolean, handles: HandlePool, pulse: Pulse): void {
  pulse.beat();
  if (statSync(torrent.root, { throwIfNoEntry: false }) === undefined) {
    if (!mayMakeRoot) throw rootMissing(torrent.root);
    mkdirSync(torrent.root, { recursive: true });
  }
  for (let file = 0; file < torrent.fileCount; file++) {
    if (!wanted[file] || torrent.sizeOf(file) > 0 || isVirtual(torrent, file)) continue;
    pulse.beat();
    if (lstatSync(pathOf(torrent.root, torrent.pathOf(file)), { throwIfNoEntry: false }) === undefined) handles.writing(torrent, file);
  }
}

/** fdatasync of each file, then of the folders that got new ones. A file that has gone meanwhile is an error. */
export function syncFiles(torrent: WorkerTorrent, files: readonly number[], created: readonly number[], handles: HandlePool, pulse: Pulse) {
  for (const file of files) {
    pulse.beat();
    // Windows flushes only what is open for writing; elsewhere a missing file must not come to life by this.
    const fd = process.platform === 'win32' ? handles.writing(torrent, file) : handles.reading(torrent, file);
    if (fd === null) throw fileMissing(pathOf(torrent.root, torrent.pathOf(file)));
    fdatasyncSync(fd);
  }
  // Windows cannot open folders, and keeps names safe by itself.
  if (process.platform === 'win32') return;
  const folders = new Set<string>();
  for (const file of created) {
    for (let folder = dirname(pathOf(torrent.root, torrent.pathOf(file))); folder.length >= torrent.root.length; folder = dirname(folder)) {
      if (folders.has(folder)) break;
      folders.add(folder);
      if (folder === dirname(folder)) break;
    }
  }
  for (const folder of folders) {
    pulse.beat();
    syncFolder(folder);
  }
}

/** Deletes the files told, and then the folders that this left empty. What is gone already is fine. */
export function deleteFiles(torrent: WorkerTorrent, files: Uint8Array, pulse: Pulse): void {
  const folders = new Set<string>();
  for (let file = 0; file < torrent.fileCount; file++) {
    if (!hasBit(files, file) || isVirtual(torrent, file)) continue;
    pulse.beat();
    const path = pathOf(torrent.root, torrent.pathOf(file));
    if (realParent(torrent.root, path) === null) continue;
    try {
      unlinkSync(path);
    } catch (thrown) {
      if (errnoOf(thrown) !== 'ENOENT') throw thrown;
    }
    for (let folder = dirname(path); folder.length > torrent.root.length; folder = dirname(folder)) folders.add(folder);
  }
  for (const folder of [...folders].sort((a, b) => b.length - a.length)) {
    pulse.beat();
    try {
      rmdirSync(folder);
    } catch {
      // Not empty, or not ours: it stays.
    }
  }
}

/** Device number of the nearest existing ancestor of the path: what tells volumes apart. */
export const deviceOf = (path: string, pulse: Pulse): FileAnswer => ({ kind: 'number', value: statSync(nearestExisting(path, pulse)).dev });

/** Bytes an ordinary user may still write there. */
export function freeBytes(path: string, pulse: Pulse): FileAnswer {
  const { bavail, bsize } = statfsSync(nearestExisting(path, pulse));
  return { kind: 'number', value: bavail * bsize };
}

function nearestExisting(path: string, pulse: Pulse): string {
  for (let at = path; ; at = dirname(at)) {
    pulse.beat();
    if (statSync(at, { throwIfNoEntry: false }) !== undefined || at === dirname(at)) return at;
  }
}

function syncFolder(folder: string): void {
  const fd = openSync(folder, 'r');
  try {
    fsyncSync(fd);
  } catch (thrown) {
    // Some network file systems know no fsync of folders.
    const errno = errnoOf(thrown);
    if (errno !== 'EINVAL' && errno !== 'ENOTSUP') throw thrown;
  } finally {
    closeSync(fd);
  }
}

/** Pads exist nowhere, and links are not made (they could lead anywhere). */
const isVirtual = (torrent: WorkerTorrent, file: number): boolean => (torrent.flagsOf(file) & (FILE_PAD | FILE_SYMLINK)) !== 0;
