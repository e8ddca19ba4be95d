import { describe, expect, it } from 'vitest';
import type { TorrentId } from '../../../../electron/contract/index.js';
import {
  clickRow,
  EMPTY_SELECTION,
  moveTo,
  prune,
  type Selection,
  selectAll,
  toggleFocused,
} from '../../../../renderer/stores/selection-rules.js';

const ids = ['a', 'b', 'c', 'd', 'e'] as unknown as TorrentId[];
const id = (name: string): TorrentId => name as TorrentId;
const plain = { shift: false, mod: false };
const shift = { shift: true, mod: false };
const mod = { shift: false, mod: true };
const chosen = (state: Selection): string => [...state.selected].sort().join('');

describe('selecting by click', () => {
  it('selects that row alone', () => {
    const state = clickRow(clickRow(EMPTY_SELECTION, id('a'), plain, ids), id('c'), plain, ids);
    expect(chosen(state)).toBe('c');
    expect(state.focus).toBe('c');
  });
  it('takes the range from the anchor with Shift, and a new range from the same anchor', () => {
    let state = clickRow(EMPTY_SELECTION, id('b'), plain, ids);
    state = clickRow(state, id('d'), shift, ids);
    expect(chosen(state)).toBe('bcd');
    state = clickRow(state, id('a'), shift, ids);
    expect(chosen(state)).toBe('ab');
  });
  it('toggles one with Mod and leaves the others', () => {
    let state = clickRow(EMPTY_SELECTION, id('b'), plain, ids);
    state = clickRow(state, id('d'), mod, ids);
    expect(chosen(state)).toBe('bd');
    expect(chosen(clickRow(state, id('b'), mod, ids))).toBe('d');
  });
  it('adds a range with Shift and Mod', () => {
    let state = clickRow(EMPTY_SELECTION, id('a'), plain, ids);
    state = clickRow(state, id('d'), mod, ids);
    expect(chosen(clickRow(state, id('e'), { shift: true, mod: true }, ids))).toBe('ade');
  });
  it('follows the order on show, not the order of the ids', () => {
    const turned = [...ids].reverse();
    const state = clickRow(EMPTY_SELECTION, id('d'), plain, turned);
    expect(chosen(clickRow(state, id('b'), shift, turned))).toBe('bcd');
  });
});

describe('selecting by keyboard', () => {
  it('moves, extends, or moves the focus alone', () => {
    let state = moveTo(EMPTY_SELECTION, id('b'), plain, ids);
    state = moveTo(state, id('c'), shift, ids);
    state = moveTo(state, id('d'), shift, ids);
    expect(chosen(state)).toBe('bcd');
    state = moveTo(state, id('e'), mod, ids);
    expect(chosen(state)).toBe('bcd');
    expect(state.focus).toBe('e');
    expect(chosen(toggleFocused(state))).toBe('bcde');
  });
  it('selects every row on show, and only those', () => {
    expect(chosen(selectAll(EMPTY_SELECTION, ids.slice(1, 3)))).toBe('bc');
  });
});

describe('rows that go', () => {
  const has =
    (...gone: string[]) =>
    (each: TorrentId): boolean =>
      !gone.includes(each);
  it('leave the selection, and the row in their place gets the focus', () => {
    const state = clickRow(EMPTY_SELECTION, id('c'), plain, ids);
    const after = prune(state, has('c'), ids, ids.filter(has('c')));
    expect(after.focus).toBe('d');
    expect(chosen(after)).toBe('d');
  });
  it('hand the focus to the last row when they were the last', () => {
    const state = clickRow(EMPTY_SELECTION, id('e'), plain, ids);
    expect(prune(state, has('e', 'd'), ids, ids.filter(has('e', 'd'))).focus).toBe('c');
  });
  it('change nothing for the others', () => {
    const state = clickRow(EMPTY_SELECTION, id('a'), plain, ids);
    expect(prune(state, has('d'), ids, ids.filter(has('d')))).toBe(state);
  });
  it('leave nothing when all are gone', () => {
    const state = selectAll(EMPTY_SELECTION, ids);
    expect(prune(state, () => false, ids, [])).toMatchObject({ focus: null, anchor: null });
  });
});
