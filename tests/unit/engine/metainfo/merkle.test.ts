import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BLOCK_BYTES } from '../../../../engine/metainfo/geometry.js';
import { blockHash, fileTree, merkleRoot, pieceLayer, verifyPieceLayer, zeroRoot } from '../../../../engine/metainfo/merkle.js';

const sha = (...parts: Uint8Array[]) => new Uint8Array(createHash('sha256').update(Buffer.concat(parts)).digest());
const hashes = (count: number) => new Uint8Array(Buffer.concat(Array.from({ length: count }, (_, i) => sha(Uint8Array.of(i, i >> 8)))));
const zero = new Uint8Array(32);

/** The definition: widen to a power of two with zeros, then hash pairs. */
function plainRoot(leaves: Uint8Array): Uint8Array {
  let layer = Array.from({ length: leaves.length / 32 }, (_, i) => leaves.subarray(i * 32, i * 32 + 32));
  while (!Number.isInteger(Math.log2(layer.length))) layer.push(zero);
  while (layer.length > 1) layer = Array.from({ length: layer.length / 2 }, (_, i) => sha(layer[2 * i] ?? zero, layer[2 * i + 1] ?? zero));
  return new Uint8Array(layer[0] ?? zero);
}

describe('merkle trees', () => {
  test('of one block are the hash of the block', () => {
    expect(merkleRoot(hashes(1))).toEqual(hashes(1));
    expect(new Uint8Array(blockHash(Uint8Array.of(1)))).toEqual(sha(Uint8Array.of(1)));
  });
  test('are padded with zeros to a power of two', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), (count) => {
        expect(new Uint8Array(merkleRoot(hashes(count)))).toEqual(plainRoot(hashes(count)));
      }),
    );
  });
  test('know the root of nothing at every height', () => {
    expect(zeroRoot(0)).toEqual(zero);
    expect(new Uint8Array(zeroRoot(2))).toEqual(sha(sha(zero, zero), sha(zero, zero)));
  });
  test('give the same root through a piece layer as through the blocks', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 70 }), fc.integer({ min: 0, max: 4 }), (blocks, height) => {
        const pieceLength = BLOCK_BYTES * 2 ** height;
        const size = blocks * BLOCK_BYTES - 5;
        const { layer, root } = fileTree(hashes(blocks), size, pieceLength);
        expect(new Uint8Array(root)).toEqual(plainRoot(hashes(blocks)));
        expect(layer === null).toBe(size <= pieceLength);
        if (layer === null) return;
        expect(verifyPieceLayer(layer, root, size, pieceLength)).toBe(true);
        expect(verifyPieceLayer(layer, root, size + pieceLength, pieceLength)).toBe(false);
        const broken = layer.slice();
        broken[broken.length - 1] = (broken[broken.length - 1] ?? 0) ^ 1;
        expect(verifyPieceLayer(broken, root, size, pieceLength)).toBe(false);
      }),
    );
  });
  test('pad the last piece alone', () => {
    const layer = pieceLayer(hashes(5), 4 * BLOCK_BYTES);
    expect(layer.length).toBe(64);
    const fifth = hashes(5).subarray(128);
    expect(new Uint8Array(layer.subarray(32))).toEqual(sha(sha(fifth, zero), sha(zero, zero)));
  });
});
