/**
 * The two descriptions of one content must agree (BEP 52, "upgrade path"): the same files in the same order, each with
 * bytes beginning at a piece, with pads between them. Otherwise two clients would see two torrents under one name.
 */
import type { Result } from '../base/result.js';
import { ok } from '../base/result.js';
import type { FileList } from './file-list.js';
import { type MetainfoError, refuse } from './metainfo-error.js';
import type { V2File } from './v2-files.js';

/** Errors: 'inconsistent-files'. */
export function checkHybrid(list: FileList, files: readonly V2File[], pieceLength: number): Result<null, MetainfoError> {
  let found = 0;
  let offset = 0;
  let wantedOffset = 0;
  for (let index = 0; index < list.count; index++) {
    const size = list.sizes[index] ?? 0;
    if (!list.isPad(index)) {
      const file = files[found++];
      if (file === undefined || file.path !== list.paths[index] || file.size !== size) return disagree(list.paths[index]);
      if (size > 0 && offset !== wantedOffset) return disagree(file.path);
      wantedOffset += Math.ceil(size / pieceLength) * pieceLength;
    }
    offset += size;
  }
  if (found !== files.length || offset > wantedOffset) return disagree(files[found]?.path);
  return ok(null);
}

const disagree = (path: string | undefined) =>
  refuse('inconsistent-files', `The two file lists of the torrent disagree${path === undefined ? '' : ` about "${path}"`}.`, 'info.files');
