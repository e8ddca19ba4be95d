import { expect, test } from 'vitest';
import { CandidateList } from '../../../../engine/roster/candidate-list.js';
import { seededRandom } from '../../../support/seeded-random.js';

test('dialling ourselves costs only that address: other peers of the same host are still dialled and let in', () => {
  const list = new CandidateList(seededRandom(1));
  const self = list.add({ host: '203.0.113.5', port: 1000 }, 'tracker');
  list.add({ host: '203.0.113.5', port: 2000 }, 'tracker');
  if (self === null) throw new Error('refused');
  list.onSelf(self);
  expect(list.isBanned('203.0.113.5')).toBe(false);
  expect(list.take(10, 0).map((candidate) => candidate.endpoint.port)).toEqual([2000]);
  expect(list.best(10).map((endpoint) => endpoint.port)).toEqual([2000]);
});
