/**
 * Files of one torrent that would share a path are renamed, once, before anything is stored: `bar.txt`, `bar.1.txt`,
 * and so on. Two paths are the same when they differ only in case or composition, and a file may not bear the name of
 * a folder. Pads are left alone: they exist nowhere.
 */
import type { Result } from '../base/result.js';
import { ok } from '../base/result.js';
import { MAX_DUPLICATE_NAMES } from './limits.js';
import { type MetainfoError, refuse } from './metainfo-error.js';

/** Renames in place. Errors: 'too-many-duplicate-filenames'. */
export function makePathsUnique(paths: string[], isPad: (file: number) => boolean): Result<null, MetainfoError> {
  const taken = new Set<string>();
  let lastFolder = '';
  for (let file = 0; file < paths.length; file++) {
    const path = paths[file] ?? '';
    const folder = path.slice(0, Math.max(0, path.lastIndexOf('/')));
    if (folder === lastFolder || isPad(file)) continue; // files of one folder stand together
    lastFolder = folder;
    addFolders(path, taken);
  }
  /** Where counting goes on for a path that was renamed before: a torrent may hold hundreds of thousands of numbered names. */
  const counts = new Map<string, number>();
  let renamed = 0;
  for (let file = 0; file < paths.length; file++) {
    const path = paths[file] ?? '';
    if (isPad(file) || claim(path, taken)) continue;
    if (++renamed > MAX_DUPLICATE_NAMES) {
      return refuse(
        'too-many-duplicate-filenames',
        `More than ${MAX_DUPLICATE_NAMES} files of this torrent share a path with another one.`,
      );
    }
    const slash = path.lastIndexOf('/');
    const dot = path.lastIndexOf('.');
    const base = dot > slash + 1 ? dot : path.length;
    const key = folded(path);
    let count = counts.get(key) ?? 1;
    let candidate = '';
    do candidate = `${path.slice(0, base)}.${count++}${path.slice(base)}`;
    while (!claim(candidate, taken));
    counts.set(key, count);
    paths[file] = candidate;
  }
  return ok(null);
}

function claim(path: string, taken: Set<string>): boolean {
  const key = folded(path);
  if (taken.has(key)) return false;
  taken.add(key);
  return true;
}

function addFolders(path: string, taken: Set<string>): void {
  for (let slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
    const folder = folded(path.slice(0, slash));
    if (taken.has(folder)) return;
    taken.add(folder);
  }
}

const ASCII = /^[\x00-\x7f]*$/;
/** The form in which file systems that ignore case and composition compare names. */
function folded(path: string): string {
  return ASCII.test(path) ? path.toLowerCase() : path.normalize('NFC').toUpperCase().toLowerCase().normalize('NFC');
}
