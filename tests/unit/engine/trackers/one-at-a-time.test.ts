import { beforeEach, describe, expect, it } from 'vitest';
import { announcer, clock, events, FINE, peers, resetStage, type Script, scripts, seen, switches, url } from './announcer-stage.js';

const HOUR = 3_600_000;
const ONE = { oneAtATime: () => true };
const hosts = () => seen.map(({ host }) => host);

beforeEach(resetStage);

describe('the trackers of a private torrent (BEP 27)', () => {
  it('are left for another only when they fail, and not for one of a better tier that is back', async () => {
    scripts.set('a', 'refuse');
    announcer([[url('a')], [url('b')]], ONE).start();
    await clock.run(0);
    expect(hosts()).toEqual(['a', 'b']);
    scripts.set('a', FINE);
    await clock.run(2 * HOUR);
    expect(hosts()).toEqual(['a', 'b', 'b', 'b', 'b', 'b']);
    scripts.set('b', 'refuse');
    await clock.run(HOUR);
    expect(hosts().slice(6, 8)).toEqual(['b', 'a']);
  });

  it('say when another than before answers, before its peers are told, and say nothing else', async () => {
    const failing = new Set(['a']);
    for (const host of ['a', 'b']) scripts.set(host, (): Script => (failing.has(host) ? 'refuse' : FINE));
    const one = announcer([[url('a')], [url('b')]], ONE);
    one.start();
    await clock.run(HOUR);
    expect(switches).toEqual([]);
    const known = peers.length;
    failing.delete('a');
    failing.add('b');
    await clock.run(HOUR);
    expect(switches).toEqual([known]);
    expect(peers.length).toBeGreaterThan(known);
    one.completed();
    await clock.run(HOUR);
    expect(switches).toHaveLength(1);
    void one.stop();
    await clock.run(10_000);
    failing.delete('b');
    failing.add('a');
    one.start();
    await clock.run(HOUR);
    expect(switches).toHaveLength(1); // after a start nobody is known
  });

  it('of a public one are tried in order each time, and nobody is let go', async () => {
    let calls = 0;
    scripts.set('a', () => (calls++ === 0 ? 'refuse' : FINE));
    announcer([[url('a')], [url('b')]]).start();
    await clock.run(HOUR);
    expect(events('a').length).toBeGreaterThan(1);
    expect([hosts().slice(0, 3), switches]).toEqual([['a', 'b', 'a'], []]);
  });
});
