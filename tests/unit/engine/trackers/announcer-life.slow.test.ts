import { beforeEach, describe, expect, it } from 'vitest';
import { seededRandom } from '../../../support/seeded-random.js';
import {
  announcer,
  changes,
  clock,
  events,
  FINE,
  inFlight,
  logs,
  resetStage,
  type Script,
  scripts,
  seen,
  switchedOff,
  url,
} from './announcer-stage.js';

beforeEach(resetStage);

describe('announcer, told what to do', () => {
  it('respects the min interval when asked to announce now', async () => {
    scripts.set('a', { ...FINE, 'min interval': 300 });
    const torrent = announcer([[url('a')]]);
    torrent.start();
    await clock.run(10_000);
    torrent.announceNow();
    torrent.announceNow();
    await clock.run(289_999);
    expect(seen).toHaveLength(1);
    await clock.run(1);
    expect(events()).toEqual([
      [0, 'started'],
      [300_000, ''],
    ]);
    await clock.run(400_000);
    torrent.announceNow();
    await clock.run(0);
    expect(seen).toHaveLength(3);
  });

  it('asks a failed tracker again at once when told to announce now', async () => {
    scripts.set('a', 'refuse');
    const torrent = announcer([[url('a')]]);
    torrent.start();
    await clock.run(5_000);
    scripts.set('a', FINE);
    torrent.announceNow();
    await clock.run(0);
    expect(events().at(-1)).toEqual([5_000, 'started']);
    expect(torrent.rows()[0]?.status.kind).toBe('working');
  });

  it('keeps failure and warning texts verbatim in rows, and harmless in logs', async () => {
    scripts.set('a', { 'failure reason': 'un\u0007registered\nfake line' });
    scripts.set('b', { ...FINE, 'warning message': 'old\u202eclient' });
    const torrent = announcer([[url('a')], [url('b')]]);
    torrent.start();
    await clock.run(0);
    const [a, b] = torrent.rows();
    expect(a?.status).toMatchObject({ kind: 'failed', text: 'un\u0007registered\nfake line' });
    expect(b).toMatchObject({ warning: 'old\u202eclient', seeds: 3, leeches: 5, peersReceived: 1, tier: 2 });
    expect(b?.status).toEqual({ kind: 'working', lastAnnounceAt: clock.wallNow() });
    expect(logs).toContain('warn http://a: un\\u0007registered\\u000afake line');
    expect(logs).toContain('warn http://b: old\\u202eclient');
  });

  it('shows what a tracker is doing', async () => {
    scripts.set('a', 'hang');
    const torrent = announcer([[url('a')]]);
    expect(torrent.rows()[0]).toEqual({
      tier: 1,
      url: url('a'),
      status: { kind: 'idle' },
      seeds: null,
      leeches: null,
      peersReceived: 0,
      nextAnnounceAt: null,
      warning: null,
    });
    torrent.start();
    expect(torrent.rows()[0]?.status.kind).toBe('announcing');
    await clock.run(30_000);
    const row = torrent.rows()[0];
    expect(row?.status).toMatchObject({ kind: 'failed', text: 'The tracker did not answer in time.' });
    expect(row?.nextAnnounceAt).toBeGreaterThan(clock.wallNow());
    expect(changes).toBeGreaterThan(1);
  });

  it('leaves switched-off and impossible trackers alone', async () => {
    switchedOff.add('a');
    const torrent = announcer([[url('a'), 'http://127.0.0.1/admin', 'wss://b/'], [url('c')]]);
    torrent.start();
    await clock.run(10_000_000);
    expect(new Set(seen.map((one) => one.host))).toEqual(new Set(['c']));
    expect(torrent.rows().map((row) => row.status.kind)).toEqual(['disabled', 'disabled', 'disabled', 'working']);
  });

  it('stops with a stopped to the trackers that know us, and to no others', async () => {
    scripts.set('a', 'refuse');
    const torrent = announcer([[url('a')], [url('b')], [url('c')]]);
    torrent.start();
    await clock.run(1_000);
    seen.length = 0;
    let left = false;
    void torrent.stop().then(() => {
      left = true;
    });
    await clock.run(0);
    expect(left).toBe(true);
    expect(seen).toEqual([{ at: 1_000, host: 'b', event: 'stopped' }]);
    await clock.run(10_000_000);
    expect(seen).toHaveLength(1);
    expect(clock.pendingTimers).toBe(0);
    expect(torrent.nextAnnounceAt()).toBeNull();
  });

  it('has left after two seconds even when a tracker hangs', async () => {
    scripts.set('a', (event: string) => (event === 'stopped' ? 'hang' : FINE));
    const torrent = announcer([[url('a')]]);
    torrent.start();
    await clock.run(1_000);
    let left = false;
    void torrent.stop().then(() => {
      left = true;
    });
    await clock.run(1_999);
    expect(left).toBe(false);
    await clock.run(1);
    expect(left).toBe(true);
    expect(clock.pendingTimers).toBe(0);
  });

  it('gives up what is under way when it stops', async () => {
    scripts.set('a', 'hang');
    const torrent = announcer([[url('a')]]);
    torrent.start();
    await clock.run(1_000);
    await torrent.stop();
    expect(inFlight.get('a')).toBe(0);
    expect(seen).toHaveLength(1);
    await clock.run(100_000);
    expect(torrent.rows()[0]?.status.kind).toBe('idle');
  });

  it('can be started again, with another started', async () => {
    const torrent = announcer([[url('a')]]);
    torrent.start();
    await clock.run(1_000);
    await torrent.stop();
    torrent.start();
    await clock.run(0);
    expect(seen.map((one) => one.event)).toEqual(['started', 'stopped', 'started']);
  });

  it('uses an added tracker when the others fail', async () => {
    scripts.set('a', 'refuse');
    const torrent = announcer([[url('a')]]);
    torrent.start();
    await clock.run(1_000);
    torrent.addTracker(url('b'));
    torrent.addTracker(url('b'));
    await clock.run(0);
    expect(seen.map((one) => one.host)).toEqual(['a', 'b']);
    expect(torrent.rows().map((row) => row.tier)).toEqual([1, 2]);
  });

  it('starts announcing when the first tracker is added to a torrent without any', async () => {
    const torrent = announcer([]);
    torrent.start();
    await clock.run(1_000);
    expect(torrent.nextAnnounceAt()).toBeNull();
    torrent.addTracker(url('a'));
    await clock.run(0);
    expect(events()).toEqual([[1_000, 'started']]);
  });

  it('keeps every tracker for itself when told to announce to all', async () => {
    scripts.set('a', 'refuse');
    const torrent = announcer([[url('a')], [url('b'), url('c')]], { announceToAll: true });
    torrent.start();
    await clock.run(1_800_000);
    expect(events('b')).toEqual([
      [0, 'started'],
      [1_800_000, ''],
    ]);
    expect(events('c')).toEqual(events('b'));
    expect(events('a').length).toBeGreaterThan(5);
    torrent.completed();
    await clock.run(0);
    expect(seen.filter((one) => one.event === 'completed').map((one) => one.host)).toEqual(['b', 'c']);
  });

  it('comes to rest with any mixture of trackers', async () => {
    const random = seededRandom(11);
    const kinds: Script[] = ['hang', 'refuse', FINE, { 'failure reason': 'no' }];
    for (let round = 0; round < 40; round += 1) {
      resetStage();
      const hosts = ['a', 'b', 'c', 'd', 'e'];
      for (const host of hosts) scripts.set(host, () => kinds[Math.floor(random.next() * kinds.length)] ?? FINE);
      const torrent = announcer([hosts.slice(0, 2).map(url), hosts.slice(2).map(url)], { announceToAll: round % 2 === 1 });
      torrent.start();
      for (let step = 0; step < 30; step += 1) {
        await clock.run(Math.floor(random.next() * 200_000));
        if (random.next() < 0.2) torrent.announceNow();
        if (random.next() < 0.1) torrent.completed();
        await clock.run(0);
        const busy = [...inFlight.values()].some((count) => count > 0);
        expect(busy || torrent.nextAnnounceAt() !== null, `round ${round}: nothing under way and nothing planned`).toBe(true);
      }
      expect(seen.length).toBeLessThan(500);
      void torrent.stop();
      await clock.run(2_000);
      expect(clock.pendingTimers).toBe(0);
    }
  });
});
