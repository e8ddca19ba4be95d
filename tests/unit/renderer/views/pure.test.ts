import { describe, expect, it } from 'vitest';
import { sortDropped, summarizeDrag } from '../../../../renderer/views/frame/dropped-items.js';
import { pieceLine } from '../../../../renderer/views/torrent-details/piece-line.js';
import { samplesAsCsv } from '../../../../renderer/views/torrent-details/speed-csv.js';
import {
  EDGE,
  GAP,
  layOut,
  moveColumn,
  NO_ARRANGEMENT,
  orderedColumns,
  resizeColumn,
  stepColumn,
  toggleColumn,
} from '../../../../renderer/views/torrent-list/column-layout.js';
import { COLUMNS } from '../../../../renderer/views/torrent-list/columns.js';
import { findByName, listKey, TypeAhead } from '../../../../renderer/views/torrent-list/list-keys.js';

const names = (width: number, arranged = NO_ARRANGEMENT): string =>
  layOut(width, arranged)
    .columns.map((column) => column.id)
    .join(' ');
const USUAL = COLUMNS.filter(({ usual }) => usual !== null).map(({ id }) => id);

describe('columns', () => {
  it('are 32, of which twelve come by themselves where there is room', () => {
    expect(COLUMNS).toHaveLength(32);
    expect(USUAL).toHaveLength(12);
    expect(names(1800)).toBe(USUAL.join(' '));
    expect(names(976)).toBe('state name progress size down up eta seeds ratio');
  });
  it('leave one by one, and always keep the name', () => {
    for (let width = 1400; width > 300; width -= 20) expect(names(width)).toContain('state name');
    expect(names(672)).toBe('state name progress down up eta');
  });
  it('never take more room than there is for those that come by themselves', () => {
    for (let width = 600; width < 1600; width += 7) {
      const { columns, rowWidth } = layOut(width, NO_ARRANGEMENT);
      expect(rowWidth).toBe(width);
      expect(columns.reduce((sum, column) => sum + column.shownWidth, 0) + (columns.length - 1) * GAP + 2 * EDGE).toBe(width);
    }
  });
  it('stay where a person asked for them, and the list scrolls sideways', () => {
    let arranged = NO_ARRANGEMENT;
    for (const id of ['path', 'hashV1', 'hashV2', 'created'] as const) arranged = toggleColumn(arranged, id, true);
    const { columns, rowWidth } = layOut(600, arranged);
    expect(columns.map(({ id }) => id)).toEqual(expect.arrayContaining(['path', 'hashV1', 'hashV2', 'created']));
    expect(rowWidth).toBeGreaterThan(600);
  });
  it('can be hidden, but for the name and the state', () => {
    const arranged = toggleColumn(toggleColumn(NO_ARRANGEMENT, 'ratio', false), 'name', false);
    expect(names(976, arranged)).toBe('state name progress size down up eta seeds');
  });
  it('are put elsewhere, and made wider', () => {
    expect(names(976, moveColumn(NO_ARRANGEMENT, 'ratio', 'progress'))).toBe('state name ratio progress size down up eta seeds');
    expect(names(976, moveColumn(NO_ARRANGEMENT, 'progress', null)).endsWith('progress')).toBe(true);
    expect(names(976, moveColumn(NO_ARRANGEMENT, 'name', null))).toBe(names(976));
    const wide = layOut(1400, resizeColumn(NO_ARRANGEMENT, 'down', 90)).columns.find(({ id }) => id === 'down');
    expect(wide?.shownWidth).toBe(90);
    const { columns } = layOut(976, NO_ARRANGEMENT);
    expect(names(976, stepColumn(NO_ARRANGEMENT, columns, 'size', -1))).toBe('state name size progress down up eta seeds ratio');
  });
  it('known later take their usual place', () => {
    const before = orderedColumns({ order: ['ratio', 'progress', 'size'], widths: {}, shown: {} }).map(({ id }) => id);
    expect(before.slice(0, 5)).toEqual(['state', 'name', 'ratio', 'label', 'added']);
    expect(new Set(before).size).toBe(COLUMNS.length);
  });
});

describe('keys of the list', () => {
  const key = (name: string, more = {}) => ({ key: name, shiftKey: false, ctrlKey: false, metaKey: false, altKey: false, ...more });
  it('stays inside the list', () => {
    expect(listKey(key('ArrowDown'), 9, 10, 5)).toEqual({ kind: 'move', to: 9 });
    expect(listKey(key('ArrowUp'), 0, 10, 5)).toEqual({ kind: 'move', to: 0 });
    expect(listKey(key('PageDown'), 7, 10, 5)).toEqual({ kind: 'move', to: 9 });
    expect(listKey(key('ArrowDown'), -1, 10, 5)).toEqual({ kind: 'move', to: 0 });
    expect(listKey(key('ArrowDown'), 0, 0, 5)).toBeNull();
  });
  it('leaves combinations to the window', () => {
    expect(listKey(key('a', { ctrlKey: true }), 0, 10, 5)).toBeNull();
    expect(listKey(key('ArrowDown', { altKey: true }), 0, 10, 5)).toBeNull();
  });
  it('collects letters until a pause', () => {
    const typed = new TypeAhead();
    expect(typed.push('R', 0)).toBe('r');
    expect(typed.push('e', 400)).toBe('re');
    expect(typed.push('b', 1000)).toBe('b');
  });
  it('goes round from the focused row', () => {
    const list = ['ant', 'bee', 'asp'];
    const at = (i: number): string => list[i] ?? '';
    expect(findByName(at, 3, 0, 'a')).toBe(2);
    expect(findByName(at, 3, 2, 'a')).toBe(0);
    expect(findByName(at, 3, 0, 'zz')).toBe(-1);
  });
});

describe('drags', () => {
  it('count what may be a torrent and name what is not', () => {
    expect(
      summarizeDrag([
        { kind: 'file', type: '' },
        { kind: 'file', type: 'application/x-bittorrent' },
      ]),
    ).toMatchObject({ good: 2, bad: 0 });
    expect(summarizeDrag([{ kind: 'file', type: 'image/png' }])).toEqual({ good: 0, bad: 1, badType: 'image/png' });
    expect(
      summarizeDrag([
        { kind: 'string', type: 'text/plain' },
        { kind: 'string', type: 'text/html' },
      ]),
    ).toMatchObject({ good: 1 });
  });
  it('are sorted by name when dropped', () => {
    expect(sortDropped([{ name: 'A.TORRENT' }, { name: 'b.png' }])).toEqual({ good: [{ name: 'A.TORRENT' }], bad: [{ name: 'b.png' }] });
  });
});

describe('the line below the map', () => {
  const data = {
    pieceCount: 4,
    pieceLength: 16 * 16_384,
    version: 0,
    dirty: null,
    state: Uint8Array.from([15, 8, 0, 0]),
    availability: Uint8Array.from([1, 3, 0, 2]),
  };
  it('says how far a piece is and who has it', () => {
    expect(pieceLine(data, 1, 1)).toEqual({ title: 'Piece 1', text: '9 of 16 blocks, 3 peers' });
    expect(pieceLine(data, 0, 1).text).toBe('held, 1 peer');
    expect(pieceLine(data, 2, 1).text).toBe('missing, nobody has it');
  });
  it('sums up a cell of several', () => {
    expect(pieceLine(data, 0, 3)).toEqual({ title: 'Pieces 0 to 2', text: '1 of 3 held, some nobody has' });
  });
});

it('writes a gap in the speed as nothing, not as zero', () => {
  expect(samplesAsCsv([{ at: 0, downBps: 1.4, upBps: null }]).split('\n')[1]).toBe('1970-01-01T00:00:00.000Z,1,');
});
