import { describe, expect, test } from 'vitest';
import { CheckLine } from '../../../../engine/session/check-line.js';
import type { Torrent } from '../../../../engine/torrent/torrent.js';

type State = { kind: string; done?: number };

function stage() {
  const begun: string[] = [];
  const line = new CheckLine(() => undefined);
  const make = (name: string, rank: number, forced = false) => {
    const torrent = {
      state: { kind: 'opening' } as State,
      standing: { rank, forced, place: 0 },
      setTurn() {
        torrent.state = { kind: 'checking', done: 0 };
        begun.push(name);
        line.onState(torrent as unknown as Torrent);
      },
    };
    const as = torrent as unknown as Torrent;
    const ask = () => {
      const may = line.ask(as);
      torrent.state = may ? { kind: 'checking', done: 0 } : { kind: 'check-queued' };
      line.onState(as);
      return may;
    };
    const become = (kind: string) => {
      torrent.state = { kind };
      line.onState(as);
    };
    return { torrent, ask, become };
  };
  return { begun, line, make };
}

describe('the line of checks', () => {
  test('lets one check at a time, the first in the queue next, a forced one before all', () => {
    const { begun, make } = stage();
    const [a, b, c, d] = [make('a', 1), make('b', 3), make('c', 2), make('d', 9, true)];
    expect([a, b, c, d].map((one) => one.ask())).toEqual([true, false, false, false]);
    a.become('running');
    expect(begun).toEqual(['d']);
    d.become('paused');
    expect(begun).toEqual(['d', 'c']);
    expect(b.torrent.state.kind).toBe('check-queued');
    c.become('running');
    expect(b.torrent.state.kind).toBe('checking');
  });

  test('tells everybody its place', () => {
    const { line, make } = stage();
    const [a, b, c] = [make('a', 1), make('b', 3), make('c', 2)];
    for (const one of [a, b, c]) one.ask();
    line.run(1000);
    expect([a, b, c].map(({ torrent }) => torrent.standing.place)).toEqual([0, 2, 1]);
  });

  test('forgets one that failed or was removed while it waited', () => {
    const { begun, make } = stage();
    const [a, b, c] = [make('a', 1), make('b', 2), make('c', 3)];
    for (const one of [a, b, c]) one.ask();
    b.become('failed');
    a.become('running');
    expect(begun).toEqual(['c']);
  });

  test('passes over a check that gets nowhere for half a minute', () => {
    const { begun, line, make } = stage();
    const [a, b] = [make('a', 1), make('b', 2)];
    a.ask();
    b.ask();
    for (let now = 0; now <= 20_000; now += 1000) {
      a.torrent.state = { kind: 'checking', done: now };
      line.run(now);
    }
    expect(begun).toEqual([]);
    for (let now = 21_000; now <= 60_000; now += 1000) line.run(now);
    expect(begun).toEqual(['b']);
  });
});
