import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FileLayout } from '../../../../engine/metainfo/file-layout.js';
import { FileList } from '../../../../engine/metainfo/file-list.js';
import { BLOCK_BYTES, Geometry } from '../../../../engine/metainfo/geometry.js';
import { FILE_PAD } from '../../../../engine/metainfo/torrent-info.js';
import { planStretches } from '../../../../engine/webseed/range-plan.js';

/** `p` marks a pad: [10, 'p6', 0, 20]. */
function layoutOf(sizes: readonly (number | string)[], pieceLength: number): FileLayout {
  const list = new FileList();
  for (const size of sizes) {
    const isPad = typeof size === 'string';
    list.add('f', isPad ? Number(size.slice(1)) : size, isPad ? FILE_PAD : 0);
  }
  return new FileLayout(list.table(), new Geometry(pieceLength, list.totalSize));
}
const plan = (layout: FileLayout, blocks: readonly number[]) => planStretches(layout, Int32Array.from(blocks), blocks.length / 2);

const B = BLOCK_BYTES;

describe('The plan of ranges', () => {
  test('makes one request of several pieces of one file', () => {
    const layout = layoutOf([8 * B], 2 * B);
    expect(plan(layout, [1, 0, 1, 1, 2, 0])).toEqual([{ offset: 2 * B, fileIndex: 0, fileOffset: 2 * B, length: 3 * B, pad: false }]);
  });
  test('begins anew after a gap, at the end of a file, and passes over empty files', () => {
    const layout = layoutOf([B + 10, 0, 3 * B - 10], 2 * B);
    expect(plan(layout, [0, 1, 1, 1])).toEqual([
      { offset: B, fileIndex: 0, fileOffset: B, length: 10, pad: false },
      { offset: B + 10, fileIndex: 2, fileOffset: 0, length: B - 10, pad: false },
      { offset: 3 * B, fileIndex: 2, fileOffset: 2 * B - 10, length: B, pad: false },
    ]);
  });
  test('marks pads, which no server has', () => {
    const layout = layoutOf([B / 2, `p${B / 2}`, B], B);
    expect(plan(layout, [0, 0, 1, 0]).map(({ fileIndex, pad }) => [fileIndex, pad])).toEqual([
      [0, false],
      [1, true],
      [2, false],
    ]);
  });

  test('covers exactly the blocks asked for, whatever the files', () => {
    const file = fc.oneof(
      fc.integer({ min: 0, max: 5 * B }),
      fc.integer({ min: 1, max: 2 * B }).map((size) => `p${size}`),
      fc.constant(0),
    );
    fc.assert(
      fc.property(
        fc.array(file, { minLength: 1, maxLength: 12 }),
        fc.constantFrom(B, 20_000, 2 * B, 100_001),
        fc.infiniteStream(fc.boolean()),
        (sizes, pieceLength, dice) => {
          const layout = layoutOf([...sizes, 1], pieceLength);
          const { geometry } = layout;
          const blocks: number[] = [];
          const expected: string[] = [];
          for (let piece = 0; piece < geometry.pieceCount; piece++) {
            for (let block = 0; block < geometry.blocksIn(piece); block++) {
              if (dice.next().value !== true) continue;
              blocks.push(piece, block);
              const start = geometry.pieceOffset(piece) + block * B;
              for (const span of layout.spans(start, geometry.blockBytes(piece, block)))
                expected.push(`${span.fileIndex} ${span.fileOffset} ${span.length} ${span.pad}`);
            }
          }
          const stretches = plan(layout, blocks);
          // cut at the same places, both are the same list of bytes
          const bytes = (list: readonly string[]) => {
            const merged: string[] = [];
            let open = { file: -1, start: 0, end: -1, pad: '' };
            const flush = () => void (open.file >= 0 && merged.push(`${open.file} ${open.start} ${open.end} ${open.pad}`));
            for (const text of list) {
              const [file = 0, start = 0, length = 0] = text.split(' ').map(Number);
              const pad = text.split(' ')[3] ?? '';
              if (file === open.file && start === open.end) open.end += length;
              else {
                flush();
                open = { file, start, end: start + length, pad };
              }
            }
            flush();
            return merged;
          };
          const found = stretches.map((s) => `${s.fileIndex} ${s.fileOffset} ${s.length} ${s.pad}`);
          expect(bytes(found)).toEqual(bytes(expected));
          for (const { fileIndex, fileOffset, length, offset, pad } of stretches) {
            expect(length).toBeGreaterThan(0);
            expect(fileOffset + length).toBeLessThanOrEqual(layout.files.sizes[fileIndex] ?? 0);
            expect(offset).toBe((layout.files.offsets[fileIndex] ?? 0) + fileOffset);
            expect(pad).toBe(layout.isPad(fileIndex));
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});
