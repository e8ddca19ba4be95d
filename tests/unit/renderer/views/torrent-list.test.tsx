// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DEFAULT_PREFERENCES } from '../../../../electron/contract/default-preferences.js';
import type { TorrentRow } from '../../../../electron/contract/index.js';
import { clearFilters, setFilterText } from '../../../../renderer/stores/filters.js';
import { order, reorder } from '../../../../renderer/stores/order.js';
import { preferences } from '../../../../renderer/stores/preferences.js';
import { pruneSelection, selection } from '../../../../renderer/stores/selection.js';
import { EMPTY_SELECTION } from '../../../../renderer/stores/selection-rules.js';
import { applyRowsMessage, resetTorrents } from '../../../../renderer/stores/torrents.js';
import { TorrentList } from '../../../../renderer/views/torrent-list/torrent-list.js';
import { plainText } from '../../../support/plain-text.js';
import { type FakeBridge, useFakeBridge } from '../support/fake-bridge.js';
import { act, type Drawn, draw, mouse, press } from '../support/render.js';
import { idOf, makeRow, SESSION } from '../support/rows.js';

const COUNT = 500;
let bridge: FakeBridge;
let drawn: Drawn;

async function show(rows: readonly TorrentRow[]): Promise<void> {
  applyRowsMessage({ kind: 'rows-snapshot', start: true, end: true, rows, session: SESSION });
  reorder();
  drawn = await draw(<TorrentList />);
}
beforeEach(() => {
  bridge = useFakeBridge();
  resetTorrents();
  clearFilters();
  preferences.setState({ preferences: DEFAULT_PREFERENCES });
  selection.setState({ ...EMPTY_SELECTION, focusWish: 0 });
});
afterEach(() => drawn.unmount());

const many = (): TorrentRow[] => Array.from({ length: COUNT }, (_, i) => makeRow(i));
const rowAt = (n: number): HTMLElement => drawn.get(`row-${n.toString(16).padStart(8, '0')}`);
const chosen = (): number[] => [...selection.getState().selected].map((id) => Number.parseInt(id, 16)).sort((a, b) => a - b);
const focused = (): string | undefined => (document.activeElement as HTMLElement | null)?.dataset.id;

describe('the grid', () => {
  it('has the roles and figures a screen reader needs', async () => {
    await show(many());
    const grid = drawn.get('grid-torrents');
    expect(grid.getAttribute('role')).toBe('grid');
    expect(grid.getAttribute('aria-multiselectable')).toBe('true');
    expect(grid.getAttribute('aria-rowcount')).toBe(String(COUNT + 1));
    const row = rowAt(3);
    expect(row.getAttribute('role')).toBe('row');
    expect(row.getAttribute('aria-rowindex')).toBe('5');
    expect(row.getAttribute('aria-selected')).toBe('false');
    expect(row.querySelector('[role=rowheader]')?.textContent).toContain('torrent 3');
    expect(row.querySelectorAll('[role=gridcell]').length).toBeGreaterThan(5);
    expect(drawn.get('head-name').getAttribute('aria-sort')).toBe('ascending');
    expect(drawn.get('head-size').getAttribute('aria-sort')).toBe('none');
  });

  it('names every row by torrent, state and progress', async () => {
    await show([makeRow(1, { name: 'Reef survey' })]);
    expect(plainText(rowAt(1).getAttribute('aria-label'))).toBe(
      'Reef survey, Downloading, 61 per cent, 4.2 megabytes per second, 1 minute left',
    );
  });

  it('marks the forced rows that run, with a tooltip, and no others', async () => {
    await show([
      makeRow(1, { forced: true }),
      makeRow(2),
      makeRow(3, { forced: true, status: { kind: 'paused' } }),
      makeRow(4, { forced: true, status: { kind: 'seeding' } }),
    ]);
    const marks = [1, 2, 3, 4].map((n) => rowAt(n).querySelector('[data-testid=mark-forced]'));
    expect(marks.map((mark) => mark !== null)).toEqual([true, false, false, true]);
    expect(marks[0]?.getAttribute('title')).toBe('Forced: it runs whatever the queue says');
    expect(rowAt(1).getAttribute('aria-label')).toContain('Downloading, forced');
  });

  it('keeps the name of a row while only its figures move', async () => {
    await show([makeRow(1)]);
    const before = rowAt(1).getAttribute('aria-label');
    await act(async () =>
      applyRowsMessage({ kind: 'rows-delta', added: [], changed: [{ id: idOf(1), downBps: 9e6 }], removed: [], session: null }),
    );
    expect(rowAt(1).getAttribute('aria-label')).toBe(before);
    expect(rowAt(1).textContent).toContain('9.0');
  });

  it('has only the rows on screen in the page', async () => {
    await show(many());
    expect(drawn.all('[data-id]').length).toBeLessThanOrEqual(80);
    expect(drawn.all('[data-id]').length).toBeGreaterThan(10);
  });

  it('has exactly one row in the tab order', async () => {
    await show(many());
    expect(drawn.all('[data-id][tabindex="0"]')).toHaveLength(1);
  });

  it('shows strangers’ names as text, with marks for what is hidden', async () => {
    await show([makeRow(1, { name: '<b>x</b>\u202Egnp' })]);
    const name = rowAt(1).querySelector('bdi');
    expect(name?.textContent).toBe('<b>x</b>‹RLO›gnp');
    expect(name?.getAttribute('dir')).toBe('auto');
  });

  it('says in the row what is wrong, with the way out', async () => {
    await show([makeRow(1, { status: { kind: 'needs-attention', error: { code: 'data-missing', message: '', facts: {} } } })]);
    expect(rowAt(1).textContent).toContain('Files moved or deleted.');
    await mouse('click', drawn.get('fix-resume'));
    expect(bridge.named('torrents.resume')).toEqual([{ ids: [idOf(1)] }]);
    expect(chosen()).toEqual([]);
  });

  it('tells the engine which rows are on screen', async () => {
    await show(many());
    await act(() => new Promise((done) => setTimeout(done, 260)));
    const told = bridge.sent.filter((control) => control.kind === 'visible-rows');
    expect(told).toHaveLength(1);
    expect(told[0]?.ids[0]).toBe(idOf(0));
  });
});

describe('pointing', () => {
  it('selects by click, with Shift and with Ctrl', async () => {
    await show(many());
    await mouse('mousedown', rowAt(2));
    await mouse('mousedown', rowAt(5), { shiftKey: true });
    expect(chosen()).toEqual([2, 3, 4, 5]);
    await mouse('mousedown', rowAt(3), { ctrlKey: true });
    expect(chosen()).toEqual([2, 4, 5]);
    expect(rowAt(4).getAttribute('aria-selected')).toBe('true');
  });
  it('sorts by a click on a head, and turns the order by another', async () => {
    await show([makeRow(1, { sizeBytes: 5 }), makeRow(2, { sizeBytes: 9 })]);
    const click = (): Promise<void> => mouse('click', drawn.get('head-size').querySelector('button') as Element);
    await click();
    expect(preferences.getState().preferences.sort).toEqual([{ column: 'size', descending: true }]);
    await click();
    expect(preferences.getState().preferences.sort).toEqual([{ column: 'size', descending: false }]);
    expect(drawn.get('head-size').getAttribute('aria-sort')).toBe('ascending');
  });
});

describe('the keyboard', () => {
  it('moves, extends, toggles and jumps', async () => {
    await show(many());
    await act(async () => rowAt(0).focus());
    await mouse('mousedown', rowAt(0));
    await press('ArrowDown');
    expect(focused()).toBe(idOf(1));
    expect(chosen()).toEqual([1]);
    await press('ArrowDown', { shiftKey: true });
    expect(chosen()).toEqual([1, 2]);
    await press('ArrowDown', { ctrlKey: true });
    expect(chosen()).toEqual([1, 2]);
    await press(' ');
    expect(chosen()).toEqual([1, 2, 3]);
    await press('End');
    expect(chosen()).toEqual([COUNT - 1]);
    await press('Home');
    expect(chosen()).toEqual([0]);
  });

  it('keeps the focused row in the page however far one scrolls, and goes on from it', async () => {
    await show(many());
    await mouse('mousedown', rowAt(0));
    await act(async () => rowAt(0).focus());
    const scroller = drawn.get('grid-torrents').querySelector('.scroll') as HTMLElement;
    await act(async () => {
      scroller.scrollTop = 10_000;
      scroller.dispatchEvent(new Event('scroll'));
    });
    expect(drawn.find('row-00000124')).not.toBeNull(); // far down is drawn
    expect(drawn.find('row-00000028')).toBeNull(); // what lies between is not
    expect(focused()).toBe(idOf(0));
    expect(rowAt(0).tabIndex).toBe(0);
    await press('ArrowDown');
    expect(focused()).toBe(idOf(1));
  });

  it('finds a row by its first letters', async () => {
    await show([makeRow(1, { name: 'Anemone' }), makeRow(2, { name: 'Barracuda' }), makeRow(3, { name: 'Blenny' })]);
    await act(async () => rowAt(1).focus());
    await mouse('mousedown', rowAt(1));
    await press('b');
    expect(chosen()).toEqual([2]);
    await press('l');
    expect(chosen()).toEqual([3]);
  });

  it('goes to the next row when the focused one is removed', async () => {
    await show(many());
    await mouse('mousedown', rowAt(4));
    await act(async () => rowAt(4).focus());
    await act(async () => {
      const before = order.getState().ids;
      applyRowsMessage({ kind: 'rows-delta', added: [], changed: [], removed: [idOf(4)], session: null });
      reorder();
      pruneSelection(before, order.getState().ids);
    });
    expect(chosen()).toEqual([5]);
    expect(focused()).toBe(idOf(5));
  });
});

describe('an empty result', () => {
  it('says so and offers to clear the filter', async () => {
    await show(many());
    await act(async () => {
      setFilterText('no such thing');
      reorder();
    });
    expect(plainText(drawn.get('grid-torrents').textContent)).toContain('No match for “no such thing”.');
    await mouse('click', drawn.get('btn-clear-filter'));
    expect(drawn.find('btn-clear-filter')).not.toBeNull(); // the order follows the filter store, which the page wires up
    await act(async () => reorder());
    expect(drawn.find('btn-clear-filter')).toBeNull();
  });
});
