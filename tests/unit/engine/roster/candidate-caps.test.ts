import { beforeEach, describe, expect, test } from 'vitest';
import { CandidateList } from '../../../../engine/roster/candidate-list.js';
import { seededRandom } from '../../../support/seeded-random.js';

let list: CandidateList;
beforeEach(() => {
  list = new CandidateList(seededRandom(1));
});
const added = (count: number, endpoint: (i: number) => { host: string; port: number }, source: 'pex' | 'user' = 'pex') =>
  Array.from({ length: count }, (_, i) => list.add(endpoint(i), source)).filter((candidate) => candidate !== null).length;

describe('candidates of one owner', () => {
  test('are few ports of an address, so that nobody has us scan one', () => {
    expect(added(100, (i) => ({ host: '203.0.113.5', port: 1000 + i }))).toBe(16);
    expect(added(100, (i) => ({ host: '2001:db8::5', port: 1000 + i }))).toBe(16);
  });

  test('are few addresses of a network: a /24, a /48', () => {
    expect(added(200, (i) => ({ host: `203.0.113.${i}`, port: 6881 }))).toBe(64);
    expect(added(200, (i) => ({ host: `2001:db8:7:${i}::1`, port: 6881 }))).toBe(64);
    expect(added(1, () => ({ host: '203.0.114.1', port: 6881 }))).toBe(1);
  });

  test('may be many on this machine, in the local network, and where a person names them', () => {
    expect(added(100, (i) => ({ host: '127.0.0.1', port: 1000 + i }))).toBe(100);
    expect(added(200, (i) => ({ host: `192.168.1.${i}`, port: 6881 }))).toBe(200);
    expect(added(100, (i) => ({ host: '203.0.113.5', port: 1000 + i }), 'user')).toBe(100);
  });

  test('make room when one is forgotten', () => {
    added(16, (i) => ({ host: '203.0.113.5', port: 1000 + i }));
    list.keepOnly(['tracker']);
    expect([list.size, added(20, (i) => ({ host: '203.0.113.5', port: 1000 + i }))]).toEqual([0, 16]);
  });

  test('are dialled a few at a time, and stay few when connected', () => {
    added(60, (i) => ({ host: `203.0.113.${i}`, port: 6881 }));
    const first = list.take(60, 0);
    expect([first.length, list.take(60, 0).length]).toEqual([6, 0]);
    for (const candidate of first) list.onConnected(candidate);
    expect(list.take(60, 0)).toHaveLength(6);
  });

  test('at one address are connected to as often as the setting says', () => {
    added(10, (i) => ({ host: '203.0.113.5', port: 1000 + i }));
    added(10, (i) => ({ host: '127.0.0.1', port: 1000 + i }));
    list.noteConnected({ host: '203.0.113.5', port: 999 });
    const taken = list.take(60, 0, true, 3).map(({ endpoint }) => endpoint.host);
    expect(taken.filter((host) => host === '203.0.113.5')).toHaveLength(2);
    expect(taken.filter((host) => host === '127.0.0.1')).toHaveLength(10);
  });
});

describe('addresses', () => {
  test('are known once however they are written', () => {
    list.add({ host: '::ffff:203.0.113.5', port: 1 }, 'pex');
    list.add({ host: '203.0.113.5', port: 1 }, 'pex');
    list.add({ host: '2001:DB8:0:0::5', port: 1 }, 'pex');
    list.add({ host: '2001:db8::5', port: 1 }, 'pex');
    expect(list.size).toBe(2);
  });

  test.each(['0.0.0.0', '224.0.0.1', '255.255.255.255', 'ff02::1', '::', 'example.org', ''])(
    'where nobody can be are refused: %j',
    (host) => {
      expect(list.add({ host, port: 6881 }, 'user')).toBeNull();
    },
  );
});
