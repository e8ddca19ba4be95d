/** Torrents written by hand, field by field, for the tests of their reader. */
import { createHash } from 'node:crypto';
import { type BencodeInput, encode } from '../../../../engine/bencode/encode.js';
import { bytesToKey } from '../../../../engine/bencode/value.js';
import { fileTree } from '../../../../engine/metainfo/merkle.js';
import { parseTorrentFile } from '../../../../engine/metainfo/torrent-file.js';

export const K16 = 16_384;
export type Fields = Record<string, BencodeInput | undefined>;

/** An info dictionary of one file; a change to undefined leaves a field out. */
export const single = (changes: Fields = {}): Fields => ({
  name: 'a.bin',
  'piece length': K16,
  length: 20_000,
  pieces: new Uint8Array(40),
  ...changes,
});
export const folder = (files: BencodeInput, changes: Fields = {}): Fields => single({ name: 'dir', length: undefined, files, ...changes });
export const file = (length: number, ...path: string[]): Fields => ({ length, path });

/** A whole torrent file, parsed. */
export const parse = (info: Fields, outer: Fields = {}) => parseTorrentFile(encode({ info, ...outer }), { pathRules: 'posix' });
/** The same where it is a torrent. */
export function read(info: Fields, outer: Fields = {}) {
  const parsed = parse(info, outer);
  if (!parsed.ok) throw new Error(`${parsed.error.code}: ${parsed.error.message}`);
  return parsed.value;
}

/** A v2 torrent with honest layers; every block of file n is "all n". */
export function v2Torrent(sizes: Readonly<Record<string, number>>, pieceLength: number, changes: Fields = {}) {
  const tree: Record<string, BencodeInput> = {};
  const layers = new Map<string, Uint8Array>();
  for (const [name, length] of Object.entries(sizes)) {
    const blocks = Array.from({ length: Math.ceil(length / K16) }, (_, i) => createHash('sha256').update(`${name}${i}`).digest());
    const { layer, root } = fileTree(new Uint8Array(Buffer.concat(blocks)), length, pieceLength);
    tree[name] = { '': { length, 'pieces root': length === 0 ? undefined : root } };
    if (layer) layers.set(bytesToKey(root), layer);
  }
  return { info: { 'file tree': tree, 'meta version': 2, name: 'dir', 'piece length': pieceLength, ...changes }, layers };
}
