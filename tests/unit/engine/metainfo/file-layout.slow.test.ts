import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FileLayout } from '../../../../engine/metainfo/file-layout.js';
import { FileList } from '../../../../engine/metainfo/file-list.js';
import { BLOCK_BYTES, Geometry } from '../../../../engine/metainfo/geometry.js';
import { FILE_PAD } from '../../../../engine/metainfo/torrent-info.js';

/** `p` marks a pad: [10, 'p6', 0, 20]. */
function layoutOf(sizes: readonly (number | string)[], pieceLength: number): FileLayout {
  const list = new FileList();
  for (const size of sizes) {
    const isPad = typeof size === 'string';
    list.add('f', isPad ? Number(size.slice(1)) : size, isPad ? FILE_PAD : 0);
  }
  return new FileLayout(list.table(), new Geometry(pieceLength, list.totalSize));
}

describe('FileLayout', () => {
  //          0   1  2   3  4
  //          10  0  p6  0  20      pieces of 16: |..........pppppp|................|....|
  const layout = layoutOf([10, 0, 'p6', 0, 20], 16);

  test('splits a range at the ends of files and passes over empty ones', () => {
    expect(layout.spans(8, 12)).toEqual([
      { fileIndex: 0, fileOffset: 8, length: 2, pad: false },
      { fileIndex: 2, fileOffset: 0, length: 6, pad: true },
      { fileIndex: 4, fileOffset: 0, length: 4, pad: false },
    ]);
    expect(layout.spans(16, 0)).toEqual([]);
    expect(layout.spans(34, 100)).toEqual([{ fileIndex: 4, fileOffset: 18, length: 2, pad: false }]);
    expect(layout.spans(36, 1)).toEqual([]);
  });
  test('knows the files of a piece and the pieces of a file', () => {
    expect([0, 1, 2].map((piece) => layout.filesOfPiece(piece))).toEqual([[0], [4], [4]]);
    expect([0, 1, 4].map((file) => layout.piecesOfFile(file))).toEqual([
      { first: 0, end: 1 },
      { first: 0, end: 0 },
      { first: 1, end: 3 },
    ]);
  });
  test('counts only payload', () => {
    expect([0, 1, 2].map((piece) => layout.payloadBytes(piece))).toEqual([10, 16, 4]);
  });
  test('lists the blocks that lie wholly in pads', () => {
    const K16 = BLOCK_BYTES;
    //                        |f....p|p|p|p|  |p|p|p|p|  |f|
    const padded = layoutOf([100, `p${8 * K16 - 100}`, 5], 4 * K16);
    expect([0, 1, 2].map((piece) => padded.padBlocks(piece))).toEqual([[1, 2, 3], [0, 1, 2, 3], []]);
    expect(padded.payloadBytes(1)).toBe(0);
    expect(padded.filesOfPiece(1)).toEqual([]);
    expect(layoutOf([100, 5], K16).padBlocks(0)).toEqual([]);
  });
  test('covers every range exactly and in order', () => {
    const size = fc.oneof(
      fc.constant(0),
      fc.integer({ min: 0, max: 100 }),
      fc.integer({ min: 1, max: 100 }).map((bytes) => `p${bytes}`),
    );
    fc.assert(
      fc.property(
        fc.array(size, { minLength: 1, maxLength: 30 }),
        fc.nat(3_100),
        fc.nat(500),
        fc.integer({ min: 1, max: 64 }),
        (sizes, offset, length, piece) => {
          const any = layoutOf([...sizes, 1], piece);
          let at = Math.min(offset, any.geometry.totalSize);
          const end = Math.min(offset + length, any.geometry.totalSize);
          for (const span of any.spans(offset, length)) {
            expect((any.files.offsets[span.fileIndex] ?? 0) + span.fileOffset).toBe(at);
            expect(span.length).toBeGreaterThan(0);
            expect(span.fileOffset + span.length).toBeLessThanOrEqual(any.files.sizes[span.fileIndex] ?? 0);
            expect(span.pad).toBe(any.isPad(span.fileIndex));
            at += span.length;
          }
          expect(at).toBe(Math.max(end, Math.min(offset, any.geometry.totalSize)));
        },
      ),
      { numRuns: 500 },
    );
  });
  test('agrees with itself in both directions', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(100), { minLength: 1, maxLength: 30 }), fc.integer({ min: 1, max: 64 }), (sizes, pieceLength) => {
        const any = layoutOf([...sizes, 1], pieceLength);
        for (let file = 0; file < any.files.count; file++) {
          const { end, first } = any.piecesOfFile(file);
          for (let piece = 0; piece < any.geometry.pieceCount; piece++) {
            expect(any.filesOfPiece(piece).includes(file)).toBe(piece >= first && piece < end);
          }
        }
      }),
      { numRuns: 100 },
    );
  });
  test('answers at once with 300,000 files, most of them empty', () => {
    const list = new FileList();
    for (let file = 0; file < 300_000; file++) list.add('f', file % 3 === 0 ? 50_000 : 0, 0);
    const big = new FileLayout(list.table(), new Geometry(262_144, list.totalSize));
    let spans = 0;
    const start = process.hrtime.bigint();
    for (let piece = 0; piece < big.geometry.pieceCount; piece++)
      spans += big.spans(big.geometry.pieceOffset(piece), big.geometry.pieceBytes(piece)).length;
    const tookMs = Number(process.hrtime.bigint() - start) / 1e6;
    expect(spans).toBeGreaterThan(100_000);
    // a scan of the table per piece would take minutes
    expect(tookMs).toBeLessThan(5_000);
  });
});
