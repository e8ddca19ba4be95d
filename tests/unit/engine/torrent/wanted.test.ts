import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FileLayout } from '../../../../engine/metainfo/file-layout.js';
import { Geometry } from '../../../../engine/metainfo/geometry.js';
import { FILE_PAD } from '../../../../engine/metainfo/torrent-info.js';
import { fileDoneBytes, priorityName, priorityValue, workOutWanted } from '../../../../engine/torrent/wanted.js';
import { makeTorrent } from '../../../support/torrent-fixture.js';

/** Pieces of 10 bytes over files of these sizes; a negative size is a pad. */
function layoutOf(sizes: readonly number[]) {
  const { spec } = makeTorrent(
    '/root',
    10,
    sizes.map((size, i) => ({ path: `${i}`, size: Math.abs(size), flags: size < 0 ? FILE_PAD : 0 })),
  );
  const geometry = new Geometry(10, spec.totalSize);
  return { layout: new FileLayout(spec.files, geometry), geometry };
}

describe('wanted pieces', () => {
  test('take the highest priority of the files they touch, and count wanted bytes only', () => {
    //          0: 0-14     1: 15-19  2: 20-39
    const { layout, geometry } = layoutOf([15, 5, 20]);
    const wanted = workOutWanted(layout, geometry, Uint8Array.of(1, 3, 0));
    expect([...wanted.pieces]).toEqual([1, 3, 0, 0]);
    expect([...wanted.bytes]).toEqual([10, 10, 0, 0]);
    expect(wanted.totalBytes).toBe(20);
    expect([...workOutWanted(layout, geometry, Uint8Array.of(3, 1, 2)).pieces]).toEqual([3, 3, 2, 2]);
  });

  test('leave out padding and empty files', () => {
    const { layout, geometry } = layoutOf([4, -6, 0, 10]);
    const wanted = workOutWanted(layout, geometry, Uint8Array.of(0, 3, 3, 2));
    expect([...wanted.pieces]).toEqual([0, 2]);
    expect([...wanted.bytes]).toEqual([0, 10]);
  });

  test('add up: the bytes of all pieces are those of the wanted files, and each file is done when all its pieces are', () => {
    const sizes = fc.array(fc.integer({ min: -12, max: 35 }), { minLength: 1, maxLength: 8, size: 'max' });
    fc.assert(
      fc.property(sizes, fc.array(fc.nat(3), { minLength: 8, maxLength: 8 }), fc.nat(), (made, priorities, held) => {
        if (made.every((size) => size === 0)) return;
        const { layout, geometry } = layoutOf(made);
        const wanted = workOutWanted(layout, geometry, Uint8Array.from(priorities));
        const wantedSize = made.reduce((sum, size, i) => sum + (size > 0 && (priorities[i] ?? 0) > 0 ? size : 0), 0);
        expect(wanted.totalBytes).toBe(wantedSize);
        expect(wanted.bytes.reduce((sum, bytes) => sum + bytes, 0)).toBe(wantedSize);
        for (const [i, size] of made.entries()) {
          expect(fileDoneBytes(layout, geometry, i, () => true)).toBe(Math.abs(size));
          expect(fileDoneBytes(layout, geometry, i, () => false)).toBe(0);
        }
        // what is done, summed over files, is what the pieces hold
        const has = (piece: number) => ((held >> (piece % 30)) & 1) === 1;
        let done = 0;
        for (let piece = 0; piece < geometry.pieceCount; piece++) if (has(piece)) done += geometry.pieceBytes(piece);
        expect(made.reduce((sum, _size, i) => sum + fileDoneBytes(layout, geometry, i, has), 0)).toBe(done);
      }),
    );
  });

  test.each(['skip', 'low', 'normal', 'high'] as const)('%s is a number and back', (name) => {
    expect(priorityName(priorityValue(name))).toBe(name);
  });
});
