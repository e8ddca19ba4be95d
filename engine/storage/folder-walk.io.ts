/**
 * Finds the files of a folder for a new torrent. Links, sockets and devices are left out: a torrent holds files.
 * The order is that of the names' bytes, folder by folder, so that the same folder always gives the same torrent.
 */
import { lstatSync, readdirSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { EngineError } from '../api/errors.js';
import type { FoundFiles } from './disk-protocol.js';
import type { Pulse } from './pulse.js';

const MAX_FILES = 1_000_000;
const MAX_DEPTH = 100;
/** Permission of the owner to run a file. */
const OWNER_RUNS = 0o100;

/** Throws EngineError or a system error. The path itself may be a link. */
export function walkFolder(path: string, skipHidden: boolean, pulse: Pulse): FoundFiles {
  const found: Found[] = [];
  const top = statSync(path);
  const root = realpathSync.native(path);
  if (top.isFile()) {
    found.push({ path: basename(root), size: top.size, mtimeMs: top.mtimeMs, mode: top.mode });
    return pack(found, true, dirname(root));
  }
  if (!top.isDirectory()) throw new EngineError('path-unusable', `This is neither a file nor a folder: ${path}.`, { path });
  const pending = listed(root, '', 0, skipHidden);
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    pulse.beat();
    const stats = lstatSync(join(root, next.path), { throwIfNoEntry: false });
    if (stats?.isDirectory()) {
      for (const entry of listed(root, next.path, next.depth, skipHidden)) pending.push(entry);
    } else if (stats?.isFile()) {
      if (found.length === MAX_FILES)
        throw new EngineError('torrent-too-large', `There are more than ${MAX_FILES} files in ${path}.`, { path });
      found.push({ path: next.path, size: stats.size, mtimeMs: stats.mtimeMs, mode: stats.mode });
    }
  }
  return pack(found, false, root);
}

interface Found {
  readonly path: string;
  readonly size: number;
  readonly mtimeMs: number;
  readonly mode: number;
}

interface Entry {
  readonly path: string;
  readonly depth: number;
}

/** The entries of a folder, last name first, as a stack wants them. */
function listed(root: string, relative: string, depth: number, skipHidden: boolean): Entry[] {
  const folder = join(root, relative);
  if (depth === MAX_DEPTH) throw new EngineError('torrent-too-large', `Folders are nested too deeply: ${folder}.`, { path: folder });
  const names: Buffer[] = readdirSync(folder, { encoding: 'buffer' });
  return names
    .sort((a, b) => Buffer.compare(b, a))
    .map((bytes) => {
      const name = bytes.toString('utf8');
      if (!Buffer.from(name, 'utf8').equals(bytes)) {
        throw new EngineError('path-unusable', `A name is not valid Unicode: ${join(folder, name)}.`, { path: join(folder, name) });
      }
      return { name, path: relative === '' ? name : `${relative}/${name}`, depth: depth + 1 };
    })
    .filter(({ name }) => !(skipHidden && name.startsWith('.')));
}

function pack(found: readonly Found[], single: boolean, base: string): FoundFiles {
  return {
    single,
    base,
    paths: found.map(({ path }) => path),
    sizes: Float64Array.from(found, ({ size }) => size),
    mtimesMs: Float64Array.from(found, ({ mtimeMs }) => mtimeMs),
    // Windows says so of every file, by its name
    executable: Uint8Array.from(found, ({ mode }) => (process.platform !== 'win32' && (mode & OWNER_RUNS) !== 0 ? 1 : 0)),
  };
}
