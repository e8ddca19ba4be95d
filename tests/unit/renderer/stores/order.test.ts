import { beforeEach, describe, expect, it } from 'vitest';
import { clearFilters, rowFilter, setFilterText, setGroup } from '../../../../renderer/stores/filters.js';
import { noteKey, noteMenu, notePointer, order, reorder, reorderForStructure, reorderLive } from '../../../../renderer/stores/order.js';
import { DEFAULT_PREFERENCES, preferences } from '../../../../renderer/stores/preferences.js';
import { rowComparator } from '../../../../renderer/stores/sorting.js';
import { applyRowsMessage, resetTorrents } from '../../../../renderer/stores/torrents.js';
import { idOf, makeRow, SESSION } from '../support/rows.js';

const sortBy = (column: string, descending = false): void =>
  preferences.setState({ preferences: { ...DEFAULT_PREFERENCES, sort: { column, descending } } });
const shown = (): number[] => order.getState().ids.map((id) => Number.parseInt(id, 16));
const change = (n: number, downBps: number): void =>
  applyRowsMessage({ kind: 'rows-delta', added: [], changed: [{ id: idOf(n), downBps }], removed: [], session: null });

beforeEach(() => {
  resetTorrents();
  clearFilters();
  sortBy('name');
  notePointer(false);
  noteMenu(false);
  noteKey(Number.NEGATIVE_INFINITY);
  const rows = [makeRow(1, { downBps: 10 }), makeRow(2, { downBps: 30 }), makeRow(10, { downBps: 20, status: { kind: 'paused' } })];
  applyRowsMessage({ kind: 'rows-snapshot', start: true, end: true, rows, session: SESSION });
  reorder();
});

describe('the order on show', () => {
  it('sorts names as people count', () => {
    expect(shown()).toEqual([1, 2, 10]);
  });
  it('sorts by a figure in both directions', () => {
    sortBy('down', true);
    reorder();
    expect(shown()).toEqual([2, 10, 1]);
    sortBy('down');
    reorder();
    expect(shown()).toEqual([1, 10, 2]);
  });
  it('puts rows without a value last in both directions', () => {
    const rows = [makeRow(1, { etaSeconds: null }), makeRow(2, { etaSeconds: 5 }), makeRow(3, { etaSeconds: 9 })];
    for (const descending of [false, true]) {
      const sorted = [...rows].sort(rowComparator({ column: 'eta', descending }));
      expect(sorted[2]?.etaSeconds, String(descending)).toBeNull();
    }
  });
  it('keeps a fixed order among equals', () => {
    const rows = [makeRow(3), makeRow(1), makeRow(2)];
    expect([...rows].sort(rowComparator({ column: 'size', descending: true })).map((row) => row.id)).toEqual([idOf(1), idOf(2), idOf(3)]);
  });

  it.each([
    ['the pointer is down', () => notePointer(true)],
    ['a menu is open', () => noteMenu(true)],
    ['a key was just pressed', () => noteKey(999)],
  ])('moves no row while %s', (_, hold) => {
    sortBy('down', true);
    reorder();
    hold();
    change(1, 99);
    reorderLive(1000);
    expect(shown()).toEqual([2, 10, 1]);
    notePointer(false);
    noteMenu(false);
    reorderLive(9000);
    expect(shown()).toEqual([1, 2, 10]);
  });

  it('takes gone rows out at once and puts new ones at the end while it is held', () => {
    notePointer(true);
    applyRowsMessage({ kind: 'rows-delta', added: [makeRow(5)], changed: [], removed: [idOf(2)], session: null });
    reorderForStructure(0);
    expect(shown()).toEqual([1, 10, 5]);
  });

  it('is the same array when nothing moved', () => {
    const before = order.getState().ids;
    reorder();
    expect(order.getState().ids).toBe(before);
  });
});

describe('the filter', () => {
  it('needs every word, in the name, the folder or the hash', () => {
    const row = makeRow(0xabc, { name: 'Reef survey', savePath: '/data/Films' });
    const keeps = (text: string): boolean => rowFilter({ group: 'all', text })(row);
    expect(keeps('REEF films')).toBe(true);
    expect(keeps('reef linux')).toBe(false);
    expect(keeps('00000abc')).toBe(true);
    expect(keeps('  ')).toBe(true);
  });
  it('narrows to a group', () => {
    setGroup('paused');
    reorder();
    expect(shown()).toEqual([10]);
    setFilterText('nothing like it');
    reorder();
    expect(shown()).toEqual([]);
  });
});
