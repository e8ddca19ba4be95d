import { beforeEach, describe, expect, it } from 'vitest';
import { announcer, clock, events, FINE, PEER, peers, resetStage, type Script, scripts, seen, url } from './announcer-stage.js';

beforeEach(resetStage);

describe('announcer', () => {
  it('announces started at once and then at the interval of the tracker', async () => {
    const torrent = announcer([[url('a')]]);
    torrent.start();
    await clock.run(0);
    expect(events()).toEqual([[0, 'started']]);
    expect(peers).toEqual([PEER]);
    expect(torrent.nextAnnounceAt()).toBe(clock.wallNow() + 1_800_000);
    await clock.run(2 * 1_800_000);
    expect(events()).toEqual([
      [0, 'started'],
      [1_800_000, ''],
      [3_600_000, ''],
    ]);
  });

  it('uses the UDP client for udp trackers, whatever the case of the scheme', async () => {
    announcer([['UDP://a:6969/announce']]).start();
    await clock.run(0);
    expect(events()).toEqual([[0, 'started']]);
    expect(peers).toEqual([PEER]);
  });

  it('does not go below the interval bounds, whatever a tracker asks', async () => {
    scripts.set('a', { interval: -5 });
    announcer([[url('a')]]).start();
    await clock.run(600_000);
    expect(seen).toHaveLength(11);
  });

  it('tells completed at once, and once', async () => {
    const torrent = announcer([[url('a')]]);
    torrent.start();
    await clock.run(10_000);
    torrent.completed();
    torrent.completed();
    await clock.run(1_800_000);
    expect(events()).toEqual([
      [0, 'started'],
      [10_000, 'completed'],
      [1_810_000, ''],
    ]);
  });

  it('tells completed after started when the download ends before the first answer', async () => {
    let answer: Script = 'hang';
    scripts.set('a', () => answer);
    const torrent = announcer([[url('a')]]);
    torrent.start();
    await clock.run(1_000);
    torrent.completed();
    answer = FINE;
    await clock.run(60_000);
    expect(seen.map((one) => one.event)).toEqual(['started', 'started', 'completed']);
  });

  it('goes on to the next tier when a tracker fails, and stays with the one that works', async () => {
    scripts.set('a', 'refuse');
    announcer([[url('a')], [url('b')], [url('c')]]).start();
    await clock.run(0);
    expect(seen.map((one) => one.host)).toEqual(['a', 'b']);
    await clock.run(1_800_000);
    expect(seen.map((one) => one.host)).toEqual(['a', 'b', 'a', 'b']);
  });

  it('starts the next tracker beside one that is silent for three seconds', async () => {
    scripts.set('a', 'hang');
    announcer([[url('a')], [url('b')]]).start();
    await clock.run(2_999);
    expect(seen.map((one) => one.host)).toEqual(['a']);
    await clock.run(1);
    expect(seen.map((one) => one.host)).toEqual(['a', 'b']);
    expect(peers).toEqual([PEER]);
  });

  it('moves a working tracker to the front of its tier', async () => {
    const tier = ['a', 'b', 'c', 'd'].map(url);
    for (const host of ['a', 'b', 'c', 'd']) scripts.set(host, 'refuse');
    scripts.set('c', FINE);
    const torrent = announcer([tier]);
    torrent.start();
    await clock.run(0);
    expect(torrent.rows()[0]?.url).toBe(url('c'));
    const before = seen.length;
    await clock.run(1_800_000);
    expect(seen.slice(before).map((one) => one.host)).toEqual(['c']);
  });

  it('waits longer after each failure, up to half an hour', async () => {
    scripts.set('a', 'refuse');
    announcer([[url('a')]]).start();
    await clock.run(4 * 3_600_000);
    const waits = seen.slice(1).map((one, at) => (one.at - (seen[at]?.at ?? 0)) / 1_000);
    for (const [at, seconds] of [15, 30, 60, 120, 240, 480, 960, 1_800, 1_800].entries()) {
      expect(waits[at]).toBeGreaterThanOrEqual(seconds * 0.9);
      expect(waits[at]).toBeLessThanOrEqual(seconds * 1.1);
    }
  });

  it('never has two announces to one tracker under way, however impatient the person', async () => {
    scripts.set('a', 'hang');
    scripts.set('b', 'hang');
    const torrent = announcer([[url('a'), url('b')]]);
    torrent.start();
    for (let i = 0; i < 100; i += 1) {
      torrent.announceNow();
      if (i === 50) torrent.completed();
      await clock.run(1_000);
    }
    expect(seen.length).toBeLessThan(12);
  });
});
