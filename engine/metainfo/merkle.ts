/**
 * Merkle trees over 16 KiB blocks (BEP 52, "pieces root"): SHA-256, binary, padded to a power of two with zero
 * hashes at the block level. Hash lists are one Uint8Array of 32 bytes each.
 */
import { createHash } from 'node:crypto';
import { BLOCK_BYTES } from './geometry.js';

export const HASH_BYTES = 32;

/** The hash of a block's bytes. */
export const blockHash = (bytes: Uint8Array): Uint8Array => createHash('sha256').update(bytes).digest();

const hashPair = (left: Uint8Array, right: Uint8Array): Uint8Array => createHash('sha256').update(left).update(right).digest();

/** Index h: the root of a tree of height h whose leaves are all zero. */
const zeroRoots: Uint8Array[] = [new Uint8Array(HASH_BYTES)];

/** The root of 2^height zero hashes: what pads a layer that lies `height` above the blocks. */
export function zeroRoot(height: number): Uint8Array {
  for (let h = zeroRoots.length; h <= height; h++) {
    const below = zeroRoots[h - 1] ?? new Uint8Array(HASH_BYTES);
    zeroRoots.push(hashPair(below, below));
  }
  return zeroRoots[height] ?? new Uint8Array(HASH_BYTES);
}

/** How far a piece's hash lies above its blocks; `pieceLength` is a power of two of at least 16 KiB. */
export const pieceHeight = (pieceLength: number): number => Math.log2(pieceLength / BLOCK_BYTES);

/** The root of a list of hashes that lies `height` above the blocks, widened to a power of two. No hashes: zeros. */
export function merkleRoot(hashes: Uint8Array, height = 0): Uint8Array {
  if (hashes.length === 0) return zeroRoot(height);
  let layer = hashes;
  for (let h = height; layer.length > HASH_BYTES; h++) layer = layerAbove(layer, h);
  return layer.slice(0, HASH_BYTES);
}

/** Hashes of the blocks of one file to the hashes of its pieces (the last one padded with zeros). */
export function pieceLayer(blockHashes: Uint8Array, pieceLength: number): Uint8Array {
  let layer = blockHashes;
  for (let h = 0; h < pieceHeight(pieceLength); h++) layer = layerAbove(layer, h);
  return layer;
}

/**
 * The pieces root of a file and its piece layer, which is null unless the file is larger than a piece.
 * `blockHashes`: SHA-256 of each 16 KiB of the file, the last block unpadded.
 */
export function fileTree(
  blockHashes: Uint8Array,
  sizeBytes: number,
  pieceLength: number,
): { readonly root: Uint8Array; readonly layer: Uint8Array | null } {
  if (sizeBytes <= pieceLength) return { root: merkleRoot(blockHashes), layer: null };
  const layer = pieceLayer(blockHashes, pieceLength);
  return { root: merkleRoot(layer, pieceHeight(pieceLength)), layer };
}

/** Whether a piece layer has the right length for the file and hashes up to its root. */
export function verifyPieceLayer(layer: Uint8Array, root: Uint8Array, sizeBytes: number, pieceLength: number): boolean {
  if (layer.length !== Math.ceil(sizeBytes / pieceLength) * HASH_BYTES) return false;
  const found = merkleRoot(layer, pieceHeight(pieceLength));
  return found.every((byte, i) => byte === root[i]);
}

/** One level up; a missing right-hand hash is the zero root of this height. */
function layerAbove(layer: Uint8Array, height: number): Uint8Array {
  const count = Math.ceil(layer.length / (2 * HASH_BYTES));
  const above = new Uint8Array(count * HASH_BYTES);
  for (let i = 0; i < count; i++) {
    const at = 2 * i * HASH_BYTES;
    const left = layer.subarray(at, at + HASH_BYTES);
    const right = at + HASH_BYTES < layer.length ? layer.subarray(at + HASH_BYTES, at + 2 * HASH_BYTES) : zeroRoot(height);
    above.set(hashPair(left, right), i * HASH_BYTES);
  }
  return above;
}
