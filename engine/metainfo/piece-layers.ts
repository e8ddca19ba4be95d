/** The piece layers of a v2 or hybrid torrent (BEP 52): each belongs to a file, has its length, and hashes up to its root. */
import type { Result } from '../base/result.js';
import { ok } from '../base/result.js';
import { bytesToKey } from '../bencode/value.js';
import type { FileList } from './file-list.js';
import { HASH_BYTES, verifyPieceLayer } from './merkle.js';
import { MerkleDraft, type MerkleTable, merkleLayer, merkleRoot } from './merkle-table.js';
import { type MetainfoError, refuse } from './metainfo-error.js';
import type { TorrentInfo } from './torrent-info.js';
import type { V2File } from './v2-files.js';

/** Root (as a byte string, see bencode/value.ts) to layer. */
export type PieceLayers = ReadonlyMap<string, Uint8Array>;

/** `list`: the same files with their pads. Without layers every `layer` is null. Errors: 'invalid-piece-layer'. */
export function readMerkle(
  files: readonly V2File[],
  list: FileList,
  pieceLength: number,
  layers: PieceLayers | null,
): Result<MerkleTable, MetainfoError> {
  const merkle = new MerkleDraft();
  const verified = new Map<string, number>();
  let next = 0;
  for (const { path, root, size } of files) {
    while (list.isPad(next)) next++;
    const fileIndex = next++;
    if (root === null) continue;
    if (layers === null || size <= pieceLength) {
      merkle.add(fileIndex, root, null);
      continue;
    }
    const key = bytesToKey(root);
    const layer = layers.get(key);
    const pieces = Math.ceil(size / pieceLength);
    // Files with the same content share a layer: it is hashed once.
    const good = layer !== undefined && (verified.get(key) ?? pieces) === pieces && layer.length === pieces * HASH_BYTES;
    if (!good || (!verified.has(key) && !verifyPieceLayer(layer, root, size, pieceLength))) {
      return refuse('invalid-piece-layer', `The hashes of "${path}" are missing or do not belong to it.`, 'piece layers');
    }
    verified.set(key, pieces);
    merkle.add(fileIndex, root, layer);
  }
  if (layers !== null && layers.size !== verified.size) {
    return refuse('invalid-piece-layer', 'The torrent holds hashes that belong to none of its files.', 'piece layers');
  }
  return ok(merkle.finish());
}

/** The layers of a torrent that has all it needs, for writing a .torrent; null for v1 or where one is missing. */
export function pieceLayersOf(info: TorrentInfo): PieceLayers | null {
  if (info.merkle === null) return null;
  const layers = new Map<string, Uint8Array>();
  for (const [row, fileIndex] of info.merkle.fileIndexes.entries()) {
    const layer = merkleLayer(info.merkle, row);
    if (layer !== null) layers.set(bytesToKey(merkleRoot(info.merkle, row)), layer);
    else if ((info.files.sizes[fileIndex] ?? 0) > info.pieceLength) return null;
  }
  return layers;
}
