/** The v1 half of an info dictionary: `length` or `files`, and `pieces` (BEP 3; attributes and pads BEP 47). */
import type { Result } from '../base/result.js';
import { ok } from '../base/result.js';
import type { Scan, Token } from '../bencode/scan.js';
import { NO_TOKEN } from '../bencode/scan.js';
import { FileList, fileFlags, fileLength } from './file-list.js';
import { MAX_PATH_DEPTH, MAX_PATHS_CHARS } from './limits.js';
import { type MetainfoError, refuse } from './metainfo-error.js';
import { type PathRules, safeElement } from './safe-path.js';
import { FILE_PAD, FILE_SYMLINK } from './torrent-info.js';

const HASH_V1_BYTES = 20;
/** How BitComet named its pads before attributes existed. */
export const BITCOMET_PAD = /(?:^|\/)_____padding_file_[^/]*$/;

/** `name`: the torrent's safe name. */
export function readV1Files(scan: Scan, info: Token, name: string, rules: PathRules): Result<FileList, MetainfoError> {
  const list = new FileList();
  const files = scan.get(info, 'files');
  if (files === NO_TOKEN) {
    const length = fileLength(scan, info);
    if (length === null) return refuse('invalid-length', 'The torrent has no valid length.', 'info.length');
    list.add(name, length, fileFlags(scan, info) & ~FILE_PAD);
  } else {
    if (scan.kind(files) !== 'list') return refuse('invalid-length', 'The list of files is not a list.', 'info.files');
    let index = 0;
    for (let entry = files + 1; entry < scan.after(files); entry = scan.after(entry)) {
      const added = addEntry(list, scan, entry, name, rules, index++);
      if (!added.ok) return added;
    }
  }
  if (list.count === 0) return refuse('no-files', 'The torrent holds no files.', 'info.files');
  return ok(list);
}

function addEntry(list: FileList, scan: Scan, entry: Token, name: string, rules: PathRules, index: number): Result<null, MetainfoError> {
  const field = `info.files.${index}`;
  if (scan.kind(entry) !== 'dictionary') return refuse('invalid-length', 'A file of the torrent is not described by a dictionary.', field);
  let flags = fileFlags(scan, entry);
  const isLink = (flags & FILE_SYMLINK) !== 0 && scan.get(entry, 'symlink path') !== NO_TOKEN;
  const length = fileLength(scan, entry) ?? (isLink && scan.get(entry, 'length') === NO_TOKEN ? 0 : null);
  if (length === null) return refuse('invalid-length', 'A file of the torrent has no valid length.', `${field}.length`);
  // A link with bytes of its own is a file: the bytes are part of the pieces.
  if (!isLink || length > 0) flags &= ~FILE_SYMLINK;
  let path = '';
  const elements = pathElements(scan, entry);
  if (elements === null) {
    if ((flags & FILE_PAD) === 0) return refuse('invalid-name', 'A file of the torrent has no valid path.', `${field}.path`);
    path = `.pad/${length}`;
  } else {
    if (elements.length > MAX_PATH_DEPTH) {
      return refuse('depth-exceeded', `A file of the torrent lies more than ${MAX_PATH_DEPTH} folders deep.`, `${field}.path`);
    }
    path = name;
    for (const element of elements) path += `/${safeElement(scan.content(element), rules, true)}`;
    if (BITCOMET_PAD.test(path)) flags |= FILE_PAD;
  }
  if (list.pathsChars + path.length > MAX_PATHS_CHARS)
    return refuse('too-large', 'The paths of the torrent are too long together.', 'info.files');
  if (!list.add(path, length, flags))
    return refuse('invalid-length', 'The torrent is larger than any file system allows.', `${field}.length`);
  return ok(null);
}

/** `path.utf-8` where it is usable, else `path`; null when neither is a list of at least one string. */
export function pathElements(scan: Scan, entry: Token): Token[] | null {
  return stringList(scan, scan.get(entry, 'path.utf-8')) ?? stringList(scan, scan.get(entry, 'path'));
}

function stringList(scan: Scan, token: Token): Token[] | null {
  if (token === NO_TOKEN || scan.kind(token) !== 'list') return null;
  const items: Token[] = [];
  for (let item = token + 1; item < scan.after(token); item = scan.after(item)) {
    if (scan.kind(item) !== 'string') return null;
    items.push(item);
  }
  return items.length > 0 ? items : null;
}

/** The piece hashes (20 bytes each), as a view. */
export function readPieceHashes(scan: Scan, info: Token, pieceCount: number): Result<Uint8Array, MetainfoError> {
  const pieces = scan.get(info, 'pieces');
  if (pieces === NO_TOKEN || scan.kind(pieces) !== 'string') {
    return refuse('missing-pieces', 'The torrent holds no piece hashes.', 'info.pieces');
  }
  const hashes = scan.content(pieces);
  if (hashes.length !== pieceCount * HASH_V1_BYTES) {
    return refuse('invalid-hashes', `The torrent has ${pieceCount} pieces but not as many hashes.`, 'info.pieces');
  }
  return ok(hashes);
}
