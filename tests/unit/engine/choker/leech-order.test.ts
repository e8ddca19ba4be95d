import { expect, test } from 'vitest';
import { regularWhileLeeching } from '../../../../engine/choker/leech-order.js';
import { facts } from './choke-stage.js';

test('orders by what peers give, then by what they take, and leaves out those who give nothing or snub us', () => {
  const peers = [
    facts(1, { downBps: 10, upBps: 1 }),
    facts(2, { downBps: 10, upBps: 2 }),
    facts(3, { downBps: 20 }),
    facts(4, { downBps: 99, snubbed: true }),
    facts(5, { upBps: 99 }),
  ];
  expect(regularWhileLeeching(peers, 9)).toEqual([3, 2, 1]);
  expect(regularWhileLeeching(peers, 2)).toEqual([3, 2]);
  expect(regularWhileLeeching(peers, 0)).toEqual([]);
});
