import { beforeEach, describe, expect, it } from 'vitest';
import { DEFAULT_PREFERENCES } from '../../../../electron/contract/default-preferences.js';
import {
  choose,
  clearFilters,
  type FiltersState,
  filterAsText,
  filters,
  matchCount,
  rowFilter,
  setFilterText,
  showAll,
} from '../../../../renderer/stores/filters.js';
import {
  isUnsettled,
  noteKey,
  noteMenu,
  notePointer,
  order,
  reorder,
  reorderForStructure,
  reorderLive,
} from '../../../../renderer/stores/order.js';
import { preferences } from '../../../../renderer/stores/preferences.js';
import { sortRows } from '../../../../renderer/stores/sorting.js';
import { applyRowsMessage, resetTorrents } from '../../../../renderer/stores/torrents.js';
import { idOf, makeRow, SESSION } from '../support/rows.js';

const sortBy = (column: string, descending = false): void =>
  preferences.setState({ preferences: { ...DEFAULT_PREFERENCES, sort: [{ column, descending }] } });
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
      const sorted = sortRows(rows, [{ column: 'eta', descending }]);
      expect(sorted[2]?.etaSeconds, String(descending)).toBeNull();
    }
  });
  it('keeps a fixed order among equals', () => {
    const rows = [makeRow(3), makeRow(1), makeRow(2)];
    expect(sortRows(rows, [{ column: 'size', descending: true }]).map((row) => row.id)).toEqual([idOf(1), idOf(2), idOf(3)]);
  });

  it('lets a second key decide among equals of the first', () => {
    const rows = [makeRow(1, { label: 'b', upBps: 1 }), makeRow(2, { label: 'a', upBps: 1 }), makeRow(3, { label: 'b', upBps: 9 })];
    const sorted = sortRows(rows, [
      { column: 'label', descending: false },
      { column: 'up', descending: true },
    ]);
    expect(sorted.map((row) => row.id)).toEqual([idOf(2), idOf(3), idOf(1)]);
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
    expect(isUnsettled()).toBe(true);
    notePointer(false);
    reorderLive(9000);
    expect(shown()).toEqual([1, 5, 10]);
    expect(isUnsettled()).toBe(false);
  });

  it('is the same array when nothing moved', () => {
    const before = order.getState().ids;
    reorder();
    expect(order.getState().ids).toBe(before);
  });
});

describe('the filter', () => {
  const NOW = 1_000_000_000_000;
  const row = makeRow(0xabc, {
    name: 'Reef survey',
    savePath: '/data/Films',
    label: 'linux',
    trackers: ['tracker.example.org'],
    sizeBytes: 5e9,
    addedAt: NOW - 3 * 86_400_000,
    status: { kind: 'seeding' },
  });
  const keeps = (text: string, more: Partial<FiltersState> = {}): boolean => rowFilter({ ...filters.getState(), text, ...more }, NOW)(row);

  it('needs every word, in the name, the label, the tracker, the folder or the hash', () => {
    expect(keeps('REEF films')).toBe(true);
    expect(keeps('linux example.org')).toBe(true);
    expect(keeps('reef windows')).toBe(false);
    expect(keeps('00000abc')).toBe(true);
    expect(keeps('  ')).toBe(true);
  });
  it.each([
    ['is:seeding', true],
    ['is:paused', false],
    ['is:paused,seeding', true],
    ['label:linux', true],
    ['-label:linux', false],
    ['tracker:example', true],
    ['size>4g', true],
    ['size>5gb', false],
    ['size<4.7gi', true],
    ['added<7d', true],
    ['added<2d', false],
    ['"reef survey" -films', false],
    ['size>4x', false],
  ])('understands %s', (text, kept) => {
    expect(keeps(text)).toBe(kept);
  });
  it('finds a torrent by its files once the engine has looked', () => {
    const withFile = new Set([row.id]);
    expect(keeps('subtitles')).toBe(false);
    expect(keeps('subtitles', { withFile })).toBe(true);
    expect(keeps('file:subtitles', { withFile: new Set() })).toBe(false);
    expect(keeps('file:subtitles windows', { withFile })).toBe(false);
  });
  it('takes one of several inside a section of the sidebar, and all sections together', () => {
    expect(keeps('', { labels: new Set(['books', 'linux']) })).toBe(true);
    expect(keeps('', { labels: new Set(['linux']), groups: new Set(['paused'] as const) })).toBe(false);
    expect(keeps('', { trackers: new Set(['tracker.example.org']), groups: new Set(['seeding'] as const) })).toBe(true);
  });
  it('narrows to a group', () => {
    choose('groups', 'paused', false);
    reorder();
    expect(shown()).toEqual([10]);
    setFilterText('nothing like it');
    reorder();
    expect(shown()).toEqual([]);
    setFilterText('');
    showAll();
    reorder();
    expect(shown()).toEqual([1, 2, 10]);
  });
  it('can be written as one text that keeps the same rows', () => {
    choose('groups', 'paused', false);
    choose('labels', 'two words', false);
    setFilterText('reef');
    const text = filterAsText(filters.getState());
    expect(text).toBe('is:paused label:"two words" reef');
    expect(matchCount(text, [makeRow(1, { name: 'Reef', label: 'two words', status: { kind: 'paused' } }), row], NOW)).toBe(1);
  });

  it('says when it was held, so that what moved is put in order later and not forgotten', () => {
    noteMenu(true);
    expect(reorderLive(0)).toBe(false);
    noteMenu(false);
    expect(reorderLive(0)).toBe(true);
  });
});
