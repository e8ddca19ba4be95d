import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FileLayout } from '../../../../engine/metainfo/file-layout.js';
import { Geometry } from '../../../../engine/metainfo/geometry.js';
import { Placement } from '../../../../engine/torrent/placement.js';
import { makeTorrent } from '../../../support/torrent-fixture.js';

const PIECE = 16_384;

function placementOf(sizes: readonly number[], saved: ReturnType<Placement['toSaved']> | null = null) {
  const { files, pieceLength, totalSize } = makeTorrent(
    '/p',
    PIECE,
    sizes.map((size, i) => ({ path: `f${i}`, size })),
  ).spec;
  const layout = new FileLayout(files, new Geometry(pieceLength, totalSize));
  return { layout, placement: new Placement(layout, files, files.paths, saved) };
}
const absent = (): boolean => false;
const noneThere = { parted: new Uint8Array(0), partSlots: [] };

describe('where the files of a torrent lie', () => {
  it('is under their own names while all are wanted', () => {
    const { placement } = placementOf([20_000, 20_000]);
    expect(placement.settle(Uint8Array.of(2, 2), absent, [])).toBe(false);
    expect([placement.usesParts, placement.isOver, placement.toSaved()]).toEqual([false, false, noneThere]);
  });

  it('gives a file nobody wants no place, and a slot to the pieces it shares with others', () => {
    const { placement } = placementOf([20_000, 40_000, 20_000]);
    expect(placement.settle(Uint8Array.of(2, 0, 2), absent, [])).toBe(true);
    expect([0, 1, 2].map((file) => placement.isParted(file))).toEqual([false, true, false]);
    expect(placement.partPieces()).toEqual([1, 3]);
    expect(placement.settle(Uint8Array.of(2, 0, 2), absent, [])).toBe(false);
  });

  it('leaves a file its place that is there', () => {
    const { placement } = placementOf([20_000, 40_000]);
    expect(placement.settle(Uint8Array.of(2, 0), (file) => file === 1, [])).toBe(false);
    expect(placement.isParted(1)).toBe(false);
  });

  it('frees the slots of a file that was brought to its place only when a record says so', () => {
    const { placement } = placementOf([20_000, 40_000]);
    placement.settle(Uint8Array.of(2, 0), absent, []);
    expect(placement.wantedFromParts(Uint8Array.of(2, 1))).toEqual([1]);
    expect(placement.settle(Uint8Array.of(2, 1), absent, [1])).toBe(true);
    expect([placement.isOver, placement.partPieces(), placement.toSaved()]).toEqual([true, [1], noneThere]);
    placement.forgetSlots();
    expect([placement.isOver, placement.usesParts]).toEqual([false, false]);
  });

  it('is what the record says, in the same slots, and every shared piece has one of its own', () => {
    const shapes = fc.array(fc.integer({ min: 0, max: 60_000 }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(shapes, fc.array(fc.array(fc.nat(1), { minLength: 12, maxLength: 12 }), { maxLength: 4 }), (sizes, rounds) => {
        const { layout, placement } = placementOf([...sizes, 1]);
        for (const round of rounds) {
          const priorities = Uint8Array.from({ length: sizes.length + 1 }, (_, file) => round[file] ?? 1);
          placement.settle(priorities, absent, placement.wantedFromParts(priorities));
          const pieces = placement.partPieces();
          expect(new Set(pieces).size).toBe(pieces.length);
          for (let file = 0; file <= sizes.length; file++) {
            expect(placement.isParted(file)).toBe(priorities[file] === 0 && (sizes[file] ?? 1) > 0);
            const { end, first } = layout.piecesOfFile(file);
            for (let piece = first; piece < end; piece++) {
              const kinds = new Set([...layout.filesOfPiece(piece)].map((other) => placement.isParted(other)));
              if (kinds.size === 2) expect(pieces).toContain(piece);
            }
          }
          const again = placementOf([...sizes, 1], placement.toSaved()).placement;
          const { parted, slots } = again.places;
          expect(parted).toEqual(placement.places.parted);
          for (const [slot, piece] of slots.entries()) expect([-1, placement.places.slots[slot]]).toContain(piece);
        }
      }),
    );
  });
});
