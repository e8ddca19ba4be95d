/**
 * The v2 half of an info dictionary: `file tree` (BEP 52), walked without recursion, and the byte space it implies:
 * every file begins at a piece, so what lies between two files is a pad, which is entered in the table as one.
 */
import type { Result } from '../base/result.js';
import { ok } from '../base/result.js';
import type { Scan, Token } from '../bencode/scan.js';
import { NO_TOKEN } from '../bencode/scan.js';
import { FileList, fileFlags, fileLength } from './file-list.js';
import { MAX_PATH_DEPTH, MAX_PATHS_CHARS } from './limits.js';
import { HASH_BYTES } from './merkle.js';
import { type MetainfoError, refuse } from './metainfo-error.js';
import { type PathRules, safeElement } from './safe-path.js';
import { FILE_PAD, FILE_SYMLINK } from './torrent-info.js';

export interface V2File {
  readonly path: string;
  readonly size: number;
  readonly flags: number;
  /** null for an empty file or a link. */
  readonly root: Uint8Array | null;
}

interface Folder {
  readonly path: string;
  next: Token;
  readonly end: Token;
}

/** `name`: the torrent's safe name; `rawName`: as it stands, by which a single file is known. */
export function readV2Files(scan: Scan, info: Token, name: string, rawName: Token, rules: PathRules): Result<V2File[], MetainfoError> {
  const tree = scan.get(info, 'file tree');
  if (tree === NO_TOKEN || scan.kind(tree) !== 'dictionary') {
    return refuse('missing-file-tree', 'The torrent has no file tree.', 'info.file tree');
  }
  const only = singleFile(scan, tree, rawName);
  if (only !== NO_TOKEN) {
    const file = readFile(scan, only, name);
    return file.ok ? ok([file.value]) : file;
  }
  const files: V2File[] = [];
  let pathsChars = 0;
  const folders: Folder[] = [{ path: name, next: tree + 1, end: scan.after(tree) }];
  for (let folder = folders.at(-1); folder !== undefined; folder = folders.at(-1)) {
    if (folder.next >= folder.end) {
      folders.pop();
      continue;
    }
    const key = folder.next;
    const node = key + 1;
    folder.next = scan.after(node);
    if (scan.kind(node) !== 'dictionary' || scan.content(key).length === 0) return badTree();
    const path = `${folder.path}/${safeElement(scan.content(key), rules, true)}`;
    pathsChars += path.length;
    if (pathsChars > MAX_PATHS_CHARS) return refuse('too-large', 'The paths of the torrent are too long together.', 'info.file tree');
    const properties = propertiesOf(scan, node);
    if (properties === NO_TOKEN) {
      if (folders.length > MAX_PATH_DEPTH) return refuse('depth-exceeded', `The file tree is more than ${MAX_PATH_DEPTH} folders deep.`);
      folders.push({ path, next: node + 1, end: scan.after(node) });
      continue;
    }
    if (scan.after(properties) !== scan.after(node)) return badTree();
    const file = readFile(scan, properties, path);
    if (!file.ok) return file;
    files.push(file.value);
  }
  if (files.length === 0) return refuse('no-files', 'The torrent holds no files.', 'info.file tree');
  return ok(files);
}

const badTree = () => refuse('invalid-file-tree', 'The file tree of the torrent is damaged.', 'info.file tree');

/** What stands under the empty key of a file's node; NO_TOKEN for a folder. */
function propertiesOf(scan: Scan, node: Token): Token {
  const first = node + 1;
  return first < scan.after(node) && scan.content(first).length === 0 ? first + 1 : NO_TOKEN;
}

/** A tree of one file that bears the torrent's own name needs no folder. */
function singleFile(scan: Scan, tree: Token, rawName: Token): Token {
  const key = tree + 1;
  if (key >= scan.after(tree) || scan.after(key + 1) !== scan.after(tree) || scan.kind(key + 1) !== 'dictionary') return NO_TOKEN;
  const properties = propertiesOf(scan, key + 1);
  if (properties === NO_TOKEN || scan.after(properties) !== scan.after(key + 1)) return NO_TOKEN;
  return Buffer.compare(scan.content(key), scan.content(rawName)) === 0 ? properties : NO_TOKEN;
}

function readFile(scan: Scan, properties: Token, path: string): Result<V2File, MetainfoError> {
  const field = `info.file tree.${path}`;
  if (scan.kind(properties) !== 'dictionary') return badTree();
  let flags = fileFlags(scan, properties);
  if ((flags & FILE_PAD) !== 0) return refuse('invalid-pad-file', 'The file tree of a v2 torrent must not hold pad files.', field);
  const size = fileLength(scan, properties);
  if (size === null) return refuse('invalid-length', 'A file of the torrent has no valid length.', `${field}.length`);
  if (size > 0) flags &= ~FILE_SYMLINK;
  if (size === 0) return ok({ path, size, flags, root: null });
  const token = scan.get(properties, 'pieces root');
  const root = token !== NO_TOKEN && scan.kind(token) === 'string' ? scan.content(token) : new Uint8Array(0);
  if (root.length !== HASH_BYTES || root.every((byte) => byte === 0)) {
    return refuse('missing-pieces-root', 'A file of the torrent has no root hash.', `${field}.pieces root`);
  }
  return ok({ path, size, flags, root });
}

/**
 * The table of a v2 torrent: a pad after every file that does not end with a piece. After the last file with bytes
 * there is one of `tailPad` bytes: the v1 half of a hybrid may end with one (it is part of what its last hash covers).
 */
export function layOutV2(files: readonly V2File[], pieceLength: number, name: string, tailPad = 0): Result<FileList, MetainfoError> {
  const list = new FileList();
  let last = files.length - 1;
  while (last >= 0 && files[last]?.size === 0) last--;
  for (const [index, file] of files.entries()) {
    const overhang = file.size % pieceLength;
    const pad = index === last ? tailPad : index < last && overhang > 0 ? pieceLength - overhang : 0;
    const fits = list.add(file.path, file.size, file.flags) && (pad === 0 || list.add(`${name}/.pad/${pad}`, pad, FILE_PAD));
    if (!fits) return refuse('invalid-length', 'The torrent is larger than any file system allows.', 'info.file tree');
  }
  return ok(list);
}
