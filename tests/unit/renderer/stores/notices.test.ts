import { beforeEach, expect, it } from 'vitest';
import { notices, notify } from '../../../../renderer/stores/notices.js';
import { idOf } from '../support/rows.js';

beforeEach(() => notices.setState({ list: [] }));

it('joins downloads that finish within five seconds into one message', () => {
  for (const n of [1, 2, 3]) notify({ kind: 'complete', ids: [idOf(n)], names: [`t${n}`] }, n * 1000);
  expect(notices.getState().list).toHaveLength(1);
  expect(notices.getState().list[0]?.body).toMatchObject({ names: ['t1', 't2', 't3'] });
  notify({ kind: 'complete', ids: [idOf(4)], names: ['t4'] }, 20_000);
  expect(notices.getState().list).toHaveLength(2);
});

it('shows a few at most', () => {
  for (let n = 0; n < 20; n++) notify({ kind: 'duplicate', name: `t${n}` });
  expect(notices.getState().list).toHaveLength(4);
});
