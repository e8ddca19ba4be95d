/**
 * Opening payload files. Invariant: whatever links lie in the folder, nothing outside the real root is ever opened,
 * made or deleted. Never truncates: an existing file keeps its length, a new one gets its own as a hole. `checked` holds
 * folders that the same job has looked at already.
 */
import { closeSync, constants, fstatSync, ftruncateSync, lstatSync, mkdirSync, openSync, realpathSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { EngineError } from '../api/errors.js';
import type { CheckedFolders } from './checked-folders.js';
import { errnoOf, outsideRoot, rootMissing } from './disk-error.js';

// Some systems lack the first two; then the link is looked for beforehand.
const NO_FOLLOW = (constants.O_NOFOLLOW as number | undefined) ?? 0;
/** Opening a named pipe must not block. */
const NO_BLOCK = (constants.O_NONBLOCK as number | undefined) ?? 0;
const READ = constants.O_RDONLY | NO_FOLLOW | NO_BLOCK;
const WRITE = constants.O_RDWR | NO_FOLLOW | NO_BLOCK;
const CREATE = constants.O_RDWR | constants.O_CREAT | constants.O_EXCL | NO_FOLLOW;

/** The path on this system of a file with `/` in its safe relative name. */
export const pathOf = (root: string, relative: string): string => join(root, relative);

/** A descriptor for reading, or null where the file (or a folder above it) does not exist. */
export function openForReading(root: string, relative: string, checked: CheckedFolders): number | null {
  const path = pathOf(root, relative);
  const parent = dirname(path);
  try {
    if (!checked.has(root, parent)) assertInside(realpathSync.native(root), realpathSync.native(parent), path);
    checked.add(root, parent);
    return openRegular(path, READ);
  } catch (thrown) {
    if (errnoOf(thrown) === 'ENOENT') return null;
    throw thrown;
  }
}

/**
 * A descriptor for reading and writing; missing folders below the root are made. `executable` (BEP 47, attribute `x`): a new
 * file may be run, as far as the system's mask allows; one that was there before keeps its permissions, and is opened for reading
 * alone unless `mayChange`.
 */
export function openForWriting(
  root: string,
  relative: string,
  sizeBytes: number,
  executable: boolean,
  checked: CheckedFolders,
  mayChange: () => boolean = () => true,
): { readonly fd: number; readonly created: boolean; readonly writable: boolean } {
  const path = pathOf(root, relative);
  makeParents(root, path, checked);
  try {
    const fd = openSync(path, CREATE, executable ? 0o777 : 0o666);
    makeHole(fd, sizeBytes);
    return { fd, created: true, writable: true };
  } catch (thrown) {
    if (errnoOf(thrown) !== 'EEXIST') throw thrown;
  }
  const writable = mayChange();
  return { fd: openRegular(path, writable ? WRITE : READ), created: false, writable };
}

/** The folder that really holds the path; null where it does not exist. Throws when it lies outside the root. */
export function realParent(root: string, path: string): string | null {
  try {
    const real = realpathSync.native(dirname(path));
    assertInside(realpathSync.native(root), real, path);
    return real;
  } catch (thrown) {
    if (errnoOf(thrown) === 'ENOENT') return null;
    throw thrown;
  }
}

function makeParents(root: string, path: string, checked: CheckedFolders): void {
  const parent = dirname(path);
  if (checked.has(root, parent)) return;
  const realRoot = realOrNull(root);
  if (realRoot === null) throw rootMissing(root);
  let existing = parent;
  let real = realOrNull(existing);
  while (real === null) {
    existing = dirname(existing);
    real = realOrNull(existing);
  }
  assertInside(realRoot, real, path);
  if (existing !== parent) {
    mkdirSync(parent, { recursive: true });
    assertInside(realRoot, realpathSync.native(parent), path);
  }
  checked.add(root, parent);
}

function realOrNull(path: string): string | null {
  try {
    return realpathSync.native(path);
  } catch (thrown) {
    if (errnoOf(thrown) === 'ENOENT') return null;
    throw thrown;
  }
}

function assertInside(realRoot: string, real: string, path: string): void {
  const prefix = realRoot.endsWith(sep) ? realRoot : realRoot + sep;
  if (real !== realRoot && !real.startsWith(prefix)) throw outsideRoot(path);
}

function openRegular(path: string, flags: number): number {
  if (NO_FOLLOW === 0 && lstatSync(path).isSymbolicLink()) throw outsideRoot(path);
  const fd = openSync(path, flags);
  if (fstatSync(fd).isFile()) return fd;
  closeSync(fd);
  throw new EngineError('path-unusable', `This is no ordinary file: ${path}.`, { path });
}

/** A hole saves fragments; where the file system has none, the file grows as it is written. */
function makeHole(fd: number, sizeBytes: number): void {
  try {
    if (sizeBytes > 0) ftruncateSync(fd, sizeBytes);
  } catch {
    // The write that follows tells what is wrong.
  }
}
