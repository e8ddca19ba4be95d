import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseViewControl } from '../../../../../electron/main/ipc/view-control-parser.js';

const id = '0123456789abcdef';

describe('a view control', () => {
  test.each([
    { kind: 'ready' },
    { kind: 'visible', visible: false },
    { kind: 'visible-rows', ids: [id] },
    { kind: 'details', request: null },
    { kind: 'details', request: { id, tab: 'files', range: { first: 0, count: 100 } } },
  ])('%j is taken', (control) => {
    expect(parseViewControl(control)).toEqual(control);
  });

  test.each([
    null,
    'ready',
    { kind: 'reload' },
    { kind: 'ready', now: true },
    { kind: 'visible', visible: 1 },
    { kind: 'visible-rows', ids: ['x'] },
    { kind: 'visible-rows', ids: new Array(2_001).fill(id) },
    { kind: 'details', request: { id, tab: 'secrets' } },
    { kind: 'details', request: { id, tab: 'files', range: { first: 0, count: 1e9 } } },
  ])('%j is dropped', (control) => {
    expect(parseViewControl(control)).toBeNull();
  });

  test('never throws', () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        parseViewControl(value);
      }),
    );
  });
});
