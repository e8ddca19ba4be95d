import { describe, expect, test } from 'vitest';
import type { Endpoint } from '../../../../engine/api/ids.js';
import { CandidateList } from '../../../../engine/roster/candidate-list.js';
import { seededRandom } from '../../../support/seeded-random.js';

const at = (n: number): Endpoint => ({ host: `10.0.0.${n}`, port: 6881 });
const numberOf = ({ host }: Endpoint) => Number(host.split('.')[3]);
/** Ranks by the last byte, once it is known who we are. */
const ranking = { version: 0, known: true, of: (endpoint: Endpoint): number | null => (ranking.known ? numberOf(endpoint) : null) };

describe('the order of dialling', () => {
  test('is by canonical priority among those that failed as often', () => {
    const list = new CandidateList(seededRandom(1), ranking);
    for (const n of [3, 9, 5, 1, 7]) list.add(at(n), 'tracker');
    const [nine] = list.take(1, 0);
    if (nine === undefined) throw new Error('nobody');
    list.onLost(nine, false, 0);
    expect(list.take(9, 1e9).map(({ endpoint }) => numberOf(endpoint))).toEqual([7, 5, 3, 1, 9]);
  });

  test('puts those first that a person named', () => {
    const list = new CandidateList(seededRandom(1), ranking);
    for (const n of [3, 9]) list.add(at(n), 'tracker');
    list.add(at(1), 'user');
    expect(list.take(2, 0).map(({ endpoint }) => numberOf(endpoint))).toEqual([1, 9]);
  });

  test('is random while nobody has told us our address, and canonical from then on', () => {
    ranking.known = false;
    const orders = [1, 2, 3, 4, 5].map((seed) => {
      const list = new CandidateList(seededRandom(seed), ranking);
      for (let n = 1; n < 9; n++) list.add(at(n), 'tracker');
      const taken = list.take(8, 0);
      for (const candidate of taken) list.giveBack(candidate);
      ranking.known = true;
      ranking.version++;
      expect(list.take(8, 0).map(({ endpoint }) => numberOf(endpoint))).toEqual([8, 7, 6, 5, 4, 3, 2, 1]);
      ranking.known = false;
      return taken.map(({ endpoint }) => numberOf(endpoint)).join();
    });
    expect(new Set(orders).size).toBeGreaterThan(1);
  });

  test('ranks a long list in portions, so that it holds nobody up', () => {
    const byNumber = { version: 1, of: ({ port }: Endpoint) => port };
    const list = new CandidateList(seededRandom(1), byNumber);
    for (let n = 1; n <= 700; n++) list.add({ host: `10.${n >> 8}.${n & 255}.1`, port: n }, 'tracker');
    expect([1, 2, 3].map(() => list.take(1, 0)[0]?.endpoint.port)).toEqual([500, 700, 699]);
  });

  test('knows whether anybody waits, with seeds and without', () => {
    const list = new CandidateList(seededRandom(1));
    expect(list.isWaiting(0, true)).toBe(false);
    list.add(at(1), 'pex', true);
    expect([list.isWaiting(0, true), list.isWaiting(0, false)]).toEqual([true, false]);
    const [seed] = list.take(1, 0);
    expect(list.isWaiting(0, true)).toBe(false);
    if (seed !== undefined) list.onOutranked(seed, 0);
    expect([list.isWaiting(599_999, true), list.isWaiting(600_000, true)]).toEqual([false, true]);
  });

  test('misses nobody who becomes ready while it does not look', () => {
    const list = new CandidateList(seededRandom(1));
    list.add(at(1), 'pex');
    const [first] = list.take(1, 0);
    if (first === undefined) throw new Error('nobody');
    expect(list.take(1, 0)).toEqual([]);
    list.onLost(first, true, 0);
    expect(list.take(1, 999)).toEqual([]);
    list.add(at(2), 'pex');
    expect(list.take(2, 999).map(({ endpoint }) => numberOf(endpoint))).toEqual([2]);
    expect(list.take(2, 1000).map(({ endpoint }) => numberOf(endpoint))).toEqual([1]);
  });
});
