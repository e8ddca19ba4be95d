import { beforeEach, describe, expect, test } from 'vitest';
import type { Candidate } from '../../../../engine/roster/candidate-list.js';
import { CandidateList } from '../../../../engine/roster/candidate-list.js';
import { seededRandom } from '../../../support/seeded-random.js';

let list: CandidateList;
beforeEach(() => {
  list = new CandidateList(seededRandom(1));
});
const at = (host: number, port = 1000) => ({ host: `10.0.${host >> 8}.${host & 255}`, port });
const ports = (taken: readonly Candidate[]) => taken.map(({ endpoint }) => endpoint.host).sort();
function dialOne(nowMs: number): Candidate {
  const [candidate] = list.take(1, nowMs);
  if (candidate === undefined) throw new Error('nobody to dial');
  return candidate;
}

describe('candidates', () => {
  test('are known once, by address and port', () => {
    const first = list.add(at(1), 'tracker');
    expect(list.add(at(1), 'pex')).toBe(first);
    list.add(at(1, 2000), 'pex');
    expect(list.size).toBe(2);
    expect(list.get(at(1))?.source).toBe('tracker');
  });

  test.each([0, -1, 65_536])('have a usable port: not %d', (port) => {
    expect(list.add(at(1, port), 'tracker')).toBeNull();
  });

  test('are handed out once while they are being dialled', () => {
    for (let i = 0; i < 5; i++) list.add(at(i), 'tracker');
    const first = list.take(3, 0);
    const rest = list.take(9, 0);
    expect(ports([...first, ...rest])).toEqual(ports([0, 1, 2, 3, 4].flatMap((i) => list.get(at(i)) ?? [])));
    expect([first.length, rest.length, list.take(9, 0).length, list.take(0, 0).length, list.take(-3, 0).length]).toEqual([3, 2, 0, 0, 0]);
  });

  test('that failed are left alone for a growing while, never for ever', () => {
    list.add(at(1), 'tracker');
    let now = 0;
    const waits: number[] = [];
    for (let failure = 0; failure < 14; failure++) {
      list.onLost(dialOne(now), false, now);
      const from = now;
      while (list.take(1, now).length === 0) now += 500;
      const candidate = list.get(at(1));
      if (candidate) candidate.state = { kind: 'idle', notBeforeMs: now };
      waits.push((now - from) / 1000);
    }
    for (const [i, wait] of waits.entries()) {
      const base = Math.min(3600, 10 * 2 ** i);
      expect(wait).toBeGreaterThanOrEqual(base * 0.9);
      expect(wait).toBeLessThanOrEqual(base * 1.1 + 1);
    }
  });

  test('that were useful may be dialled again soon, those we left ourselves at once', () => {
    list.add(at(1), 'tracker');
    const candidate = dialOne(0);
    candidate.failures = 5;
    list.onConnected(candidate);
    expect(list.take(1, 1e9)).toEqual([]);
    list.onLost(candidate, true, 5000);
    expect(candidate.failures).toBe(0);
    expect([list.take(1, 5999).length, list.take(1, 6000).length]).toEqual([0, 1]);
    list.giveBack(candidate);
    expect(list.take(1, 0)).toHaveLength(1);
  });

  test('that failed less are dialled first', () => {
    for (let i = 0; i < 4; i++) list.add(at(i), 'tracker');
    for (const candidate of list.take(2, 0)) list.onLost(candidate, false, 0);
    const fresh = list.take(2, 1e9);
    expect(fresh.map(({ failures }) => failures)).toEqual([0, 0]);
  });

  test('a person names are dialled at once, whatever happened before', () => {
    list.add(at(1), 'tracker');
    list.onLost(dialOne(0), false, 0);
    expect(list.take(1, 1)).toEqual([]);
    list.add(at(1), 'user');
    expect(list.take(1, 1)).toHaveLength(1);
  });

  test('that came to us are known, but not dialled while they are here', () => {
    list.noteConnected(at(1));
    expect(list.take(1, 1e12)).toEqual([]);
    expect(list.best(5)).toEqual([]);
    const known = list.get(at(1));
    if (known) list.onLost(known, true, 0);
    expect(list.take(1, 1000)).toHaveLength(1);
  });

  test('known as seeds are left out where seeds are of no use', () => {
    const seed = list.add(at(1), 'tracker');
    if (seed) seed.isSeed = true;
    list.add(at(2), 'tracker');
    expect(ports(list.take(9, 0, false))).toEqual([at(2).host]);
    expect(ports(list.take(9, 0))).toEqual([at(1).host]);
  });
});

describe('bans', () => {
  const offence = (host: number, port: number, connection: number) => ({
    endpoint: at(host, port),
    peerId: null,
    connection,
    reason: 'it sent damaged data',
    at: 0,
  });

  test('hold for the peer at first: its port, not the others of its address', () => {
    list.add(at(1, 1000), 'tracker');
    list.add(at(1, 2000), 'tracker');
    list.ban(offence(1, 1000, 1));
    expect(list.isBanned(at(1).host)).toBe(false);
    expect(list.add(at(1, 1000), 'user')).toBeNull();
    expect(list.take(9, 0).map(({ endpoint }) => endpoint.port)).toEqual([2000]);
    expect([...list.bans()]).toEqual([[at(1).host, 'it sent damaged data']]);
  });

  test('hold for the address with all its ports after a second one there, and say why', () => {
    list.add(at(1, 1000), 'tracker');
    list.add(at(1, 2000), 'tracker');
    list.add(at(2), 'tracker');
    const dialling = dialOne(0);
    list.ban(offence(1, 1000, 1));
    list.ban(offence(1, 2000, 2));
    expect([list.isBanned(at(1).host), list.isBanned(at(2).host)]).toEqual([true, false]);
    expect([...list.bans()]).toEqual([[at(1).host, 'it sent damaged data']]);
    expect(list.add(at(1, 3000), 'user')).toBeNull();
    if (dialling.endpoint.host === at(1).host) {
      list.onLost(dialling, true, 0);
      list.onConnected(dialling);
      list.giveBack(dialling);
      expect(dialling.state.kind).toBe('banned');
    }
    expect(ports(list.take(9, 1e12)).filter((host) => host === at(1).host)).toEqual([]);
    expect(list.best(9).map(({ host }) => host)).toEqual([at(2).host]);
  });
});

describe('many candidates', () => {
  test('named by peers make room for those a tracker names', () => {
    for (let i = 0; i < 3000; i++) list.add(at(i), 'pex');
    expect(list.add(at(5000), 'tracker')).not.toBeNull();
    expect(list.size).toBe(3000);
  });

  test('are at most 3,000; one that failed makes room, a fresh one does not', () => {
    for (let i = 0; i < 3000; i++) expect(list.add(at(i), 'pex')).not.toBeNull();
    expect(list.add(at(5000), 'pex')).toBeNull();
    const failed = dialOne(0);
    list.onLost(failed, false, 0);
    expect(list.add(at(5000), 'pex')).not.toBeNull();
    expect([list.size, list.get(failed.endpoint)]).toEqual([3000, undefined]);
  });

  test('give the best for the record: connected first, then those that failed least', () => {
    for (let i = 0; i < 4; i++) list.add(at(i), 'tracker');
    const [bad, good, ...rest] = list.take(4, 0);
    for (const candidate of rest) list.giveBack(candidate);
    if (bad === undefined || good === undefined) throw new Error('four were added');
    list.onLost(bad, false, 0);
    list.onConnected(good);
    const best = list.best(4);
    expect([best[0], best[3], list.best(2).length]).toEqual([good.endpoint, bad.endpoint, 2]);
  });
});
