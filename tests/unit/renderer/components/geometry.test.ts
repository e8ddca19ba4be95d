import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calmStep, GRAPH_WINDOWS, niceStep } from '../../../../renderer/components/graph-scale.js';
import {
  AVAIL,
  type CellLook,
  HAVE,
  HELD_ALONE,
  lookAtCell,
  type MapMode,
  MISS,
  NOBODY,
} from '../../../../renderer/components/map-cells.js';
import { cellAt, layoutMap, moveCell, nextZoom } from '../../../../renderer/components/map-geometry.js';
import { bucketEdge, bucketStrength, hatchRuns, sliceBuckets } from '../../../../renderer/components/strip-geometry.js';

describe('the strip', () => {
  it('has bucket edges on device pixels that meet without gaps and fill the width', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 600 }),
        fc.integer({ min: 50, max: 1500 }),
        fc.constantFrom(1, 1.25, 1.5, 2),
        (n, width, scale) => {
          expect(bucketEdge(0, n, width, scale)).toBe(0);
          for (let k = 0; k < n; k++) expect(bucketEdge(k + 1, n, width, scale)).toBeGreaterThanOrEqual(bucketEdge(k, n, width, scale));
          const edge = bucketEdge(Math.floor(n / 2), n, width, scale) * scale;
          expect(Math.abs(edge - Math.round(edge))).toBeLessThan(1e-6);
          expect(Math.abs(bucketEdge(n, n, width, scale) - width)).toBeLessThanOrEqual(1 / scale);
        },
      ),
    );
  });
  it('fades sparse buckets and keeps full ones solid', () => {
    expect(bucketStrength(0)).toBe(0);
    expect(bucketStrength(1)).toBe(1);
    expect(bucketStrength(0.1)).toBeLessThan(0.1);
    expect(bucketStrength(0.9)).toBeGreaterThan(0.9);
  });
  it('joins near marks, at least 8 px wide and inside the strip', () => {
    const marks = new Uint8Array(100);
    marks[0] = 1;
    marks[50] = 1;
    marks[53] = 1;
    marks[99] = 1;
    const runs = hatchRuns(marks, 200, 1);
    expect(runs).toHaveLength(3);
    for (const { x, width } of runs) {
      expect(width).toBeGreaterThanOrEqual(8);
      expect(x).toBeGreaterThanOrEqual(0);
      expect(x + width).toBeLessThanOrEqual(200);
    }
  });
  it('has texture for a part only where its buckets can tell', () => {
    const buckets = Uint8Array.from({ length: 64 }, (_, i) => i);
    expect(sliceBuckets(buckets, 0, 99, 100)).toEqual(buckets);
    expect(sliceBuckets(buckets, 0, 1, 100)).toBeNull();
    expect(sliceBuckets(buckets, 50, 99, 100)?.[0]).toBe(32);
  });
});

describe('the map', () => {
  it('takes the largest cell that needs no scrolling', () => {
    const map = layoutMap(1764, 944, 120, 1, 'fit');
    expect(map.cell).toBe(7);
    expect(map.rows).toBeLessThanOrEqual(map.visibleRows);
    const larger = layoutMap(1764, 944, 120, 1, 8);
    expect(larger.rows).toBeGreaterThan(larger.visibleRows);
  });
  it('sums pieces into cells where even the smallest would not fit', () => {
    const map = layoutMap(1_000_000, 900, 250, 1, 'fit');
    expect(map.cell).toBe(4);
    expect(map.piecesPerCell).toBeGreaterThan(1);
    expect(map.rows).toBeLessThanOrEqual(map.visibleRows);
    expect(map.cells * map.piecesPerCell).toBeGreaterThanOrEqual(1_000_000);
  });
  it('fits any number of pieces into any room, at any scale', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 2_000_000 }),
        fc.integer({ min: 60, max: 2500 }),
        fc.integer({ min: 30, max: 900 }),
        fc.constantFrom(1, 1.25, 1.5, 2, 3),
        (count, width, height, scale) => {
          const map = layoutMap(count, width, height, scale, 'fit');
          expect(map.rows).toBeLessThanOrEqual(map.visibleRows);
          expect(map.columns * (map.cellPx + map.gapPx) - map.gapPx).toBeLessThanOrEqual(width * scale);
        },
      ),
    );
  });
  it('finds the cell under a point, and none outside', () => {
    const map = layoutMap(100, 130, 300, 1, 12);
    expect(map.columns).toBe(10);
    expect(cellAt(map, 0, 0, 0)).toBe(0);
    expect(cellAt(map, 14, 14, 0)).toBe(11);
    expect(cellAt(map, 14, 14, 5)).toBe(61);
    expect(cellAt(map, 140, 0, 0)).toBeNull();
    expect(cellAt(map, 0, 500, 0)).toBeNull();
  });
  it('moves the cursor by keys and keeps it inside', () => {
    const map = layoutMap(95, 130, 300, 1, 12);
    expect(moveCell(map, 5, 'ArrowDown')).toBe(15);
    expect(moveCell(map, 5, 'ArrowUp')).toBe(5);
    expect(moveCell(map, 88, 'ArrowDown')).toBe(88);
    expect(moveCell(map, 94, 'ArrowRight')).toBe(94);
    expect(moveCell(map, 50, 'End')).toBe(94);
    expect(moveCell(map, 50, 'x')).toBeNull();
  });
  it('zooms from sums to single pieces and back', () => {
    const sums = layoutMap(1_000_000, 900, 250, 1, 'fit');
    expect(nextZoom(sums, true)).toBe(4);
    expect(nextZoom(layoutMap(1_000_000, 900, 250, 1, 4), false)).toBe('fit');
    expect(nextZoom(layoutMap(100, 900, 250, 1, 12), true)).toBe(12);
  });
});

describe('a cell of the map', () => {
  const look = (state: number[], availability: number[], mode: MapMode = 'progress', anyPeers = true): CellLook => {
    const out = { tint: -1, fill: -1 };
    const data = { pieceCount: state.length, state: Uint8Array.from(state), availability: Uint8Array.from(availability) };
    lookAtCell(data, 0, state.length, mode, anyPeers, out);
    return out;
  };
  it('is whole, filling, or missing in four steps', () => {
    expect(look([15], [0])).toEqual({ tint: HAVE, fill: 0 });
    expect(look([6], [5])).toEqual({ tint: MISS + 2, fill: 0.4 });
    expect([1, 2, 3, 4, 9, 10, 255].map((peers) => look([0], [peers]).tint - MISS)).toEqual([0, 1, 1, 2, 2, 3, 3]);
  });
  it('shows one piece that nobody has among many', () => {
    const state = Array.from({ length: 40 }, (_, i) => (i === 17 ? 0 : 15));
    expect(
      look(
        state,
        state.map((s) => (s === 15 ? 9 : 0)),
      ),
    ).toMatchObject({ tint: NOBODY });
  });
  it('does not say nobody while no peer is connected', () => {
    expect(look([0], [0], 'progress', false).tint).toBe(MISS);
  });
  it('shows availability in six steps', () => {
    expect([1, 2, 3, 5, 10, 20].map((peers) => look([15], [peers], 'availability').tint - AVAIL)).toEqual([0, 1, 2, 3, 4, 5]);
    expect(look([15], [0], 'availability').tint).toBe(HELD_ALONE);
    expect(look([0], [0], 'availability').tint).toBe(NOBODY);
  });
});

describe('the graph', () => {
  it('steps by 1, 2 or 5 and keeps the curve below two and a half steps', () => {
    fc.assert(
      fc.property(fc.double({ min: 1, max: 1e10, noNaN: true }), (max) => {
        const step = niceStep(max);
        expect(step * 2.5).toBeGreaterThan(max);
        expect([1, 2, 5]).toContain(Number((step / 10 ** Math.floor(Math.log10(step) + 1e-9)).toFixed(6)));
      }),
    );
  });
  it('grows at once and shrinks only when the curve is far lower', () => {
    const high = calmStep(10e6, null);
    expect(calmStep(30e6, high)).toBeGreaterThan(high);
    expect(calmStep(9e6, high)).toBe(high);
    expect(calmStep(0.5e6, high)).toBeLessThan(high);
  });
  it('has windows whose grid and samples divide evenly', () => {
    for (const { seconds, gridSeconds, sampleMs } of GRAPH_WINDOWS) {
      expect(seconds % gridSeconds).toBe(0);
      expect((seconds * 1000) % sampleMs).toBe(0);
    }
  });
});
