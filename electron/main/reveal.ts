/** Which path to show in the file manager for a torrent or one of its files. Invariant: inside the torrent's folder. */
import path from 'node:path';
import type { PreviewFile } from '../../engine/api/commands.js';
import { EngineError } from '../../engine/api/errors.js';
import type { TorrentId } from '../../engine/api/ids.js';

export interface RevealHost {
  /** The folder that contains the torrent's name, or null when there is no such torrent. */
  savePath(id: TorrentId): string | null;
  /** The engine's `torrents.files`. */
  files(args: { readonly id: TorrentId; readonly first: number; readonly count: number }): Promise<{
    readonly total: number;
    readonly files: readonly PreviewFile[];
  }>;
}

/** The absolute path to show. Rejects with EngineError `torrent-unknown` or `path-outside-root`. */
export async function pathToReveal(host: RevealHost, id: TorrentId, fileIndex: number | undefined): Promise<string> {
  const root = host.savePath(id);
  if (root === null) throw new EngineError('torrent-unknown', 'This torrent is not in the list any more.');
  if (fileIndex !== undefined) {
    const file = await findFile(host, id, fileIndex);
    if (file === null) throw new EngineError('arguments-invalid', 'This torrent has no such file.');
    return inside(root, file.path);
  }
  const { files } = await host.files({ id, first: 0, count: 1 });
  const top = files[0]?.path.split('/')[0];
  return top === undefined ? path.resolve(root) : inside(root, top); // no details yet: the folder it will come to
}

/** `root` with a relative path below it. */
export function inside(root: string, relative: string): string {
  const base = path.resolve(root);
  const names = relative.split('/');
  const target = path.resolve(base, ...names);
  const back = path.relative(base, target);
  if (names.includes('') || back === '' || back === '..' || back.startsWith(`..${path.sep}`) || path.isAbsolute(back)) {
    throw new EngineError('path-outside-root', 'This file lies outside its folder.');
  }
  return target;
}

/** Rows are sorted by index but leave out pads, so a file's row is at its index or before it. */
async function findFile(host: RevealHost, id: TorrentId, fileIndex: number): Promise<PreviewFile | null> {
  let low = 0;
  let high = fileIndex;
  let middle = fileIndex; // right at once for a torrent without pads
  while (low <= high) {
    const { files } = await host.files({ id, first: middle, count: 1 });
    const found = files[0];
    if (found?.index === fileIndex) return found;
    if (found !== undefined && found.index < fileIndex) low = middle + 1;
    else high = middle - 1;
    middle = (low + high) >> 1;
  }
  return null;
}
