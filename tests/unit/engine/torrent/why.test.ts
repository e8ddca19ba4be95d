/** Which reason is told, from the facts alone: each one, and who goes before whom. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { TorrentStatus } from '../../../../engine/api/torrent-view.js';
import { SLOW_BPS, type TransferFacts, type WhyFacts, whyOf } from '../../../../engine/torrent/why.js';

const REFUSED = { kind: 'tracker-refused', url: 'http://t.example/announce', text: 'unregistered' } as const;
/** Everything goes well: two peers give, fast. */
const WELL: TransferFacts = {
  connected: 3,
  known: 9,
  interesting: 2,
  unchoking: 2,
  interestedInUs: 1,
  sinceMs: 60_000,
  downBps: 1e6,
  downLimit: null,
  upLimit: null,
  diskWaitingBytes: 0,
  missing: 10,
  nobodyHas: 0,
  tracker: null,
};
const ALONE: Partial<TransferFacts> = { connected: 0, interesting: 0, unchoking: 0, interestedInUs: 0, downBps: 0 };

const why = (status: TorrentStatus, transfer: Partial<TransferFacts> = {}, rest: Partial<WhyFacts> = {}) =>
  whyOf({ status, opening: false, diskSilent: false, goalReached: null, transfer: { ...WELL, ...transfer }, ...rest });
const downloading = (transfer: Partial<TransferFacts> = {}, rest: Partial<WhyFacts> = {}) => why({ kind: 'downloading' }, transfer, rest);
const seeding = (transfer: Partial<TransferFacts> = {}, rest: Partial<WhyFacts> = {}) => why({ kind: 'seeding' }, transfer, rest);
const failed = (code: 'disk-full' | 'data-missing' | 'disk-failed', facts = {}) =>
  why({ kind: 'needs-attention', error: { code, message: 'no', facts } }, {}, { diskSilent: true });

describe('a torrent that does not run', () => {
  test('failed: a full disk and a missing drive by name, the rest with its error', () => {
    expect(failed('disk-full', { path: '/m', neededBytes: 7 })).toEqual({ kind: 'disk-full', path: '/m', neededBytes: 7 });
    expect(failed('disk-full')).toEqual({ kind: 'disk-full', path: '', neededBytes: 0 });
    expect(failed('data-missing', { path: '/m' })).toEqual({ kind: 'disk-missing', path: '/m' });
    expect(failed('disk-failed')).toMatchObject({ kind: 'failed', error: { code: 'disk-failed' } });
  });
  test('waits for the person or its turn, whatever the disk does', () => {
    const silent = { diskSilent: true };
    expect(why({ kind: 'paused' }, {}, silent)).toEqual({ kind: 'paused' });
    expect(why({ kind: 'finished' }, {}, silent)).toEqual({ kind: 'complete' });
    expect(why({ kind: 'finished' }, {}, { goalReached: 'ratio' })).toEqual({ kind: 'goal-reached', goal: 'ratio' });
    expect(why({ kind: 'awaiting-choice' }, {}, silent)).toEqual({ kind: 'awaiting-choice' });
    expect(why({ kind: 'queued', position: 4 }, {}, silent)).toEqual({ kind: 'queued', position: 4 });
  });
  test('is checked or moved, or waits for that, or for a disk that does not answer', () => {
    expect(why({ kind: 'checking', progress: 0.4267 })).toEqual({ kind: 'checking', progress: 0.42 });
    expect(why({ kind: 'checking', progress: 0 })).toEqual({ kind: 'waiting-for-check' });
    expect(why({ kind: 'checking', progress: 0.5 }, {}, { diskSilent: true })).toEqual({ kind: 'disk-silent' });
    expect(why({ kind: 'moving', progress: 0.999 })).toEqual({ kind: 'moving', progress: 0.99 });
    expect(why({ kind: 'moving', progress: 0.5 }, {}, { diskSilent: true })).toEqual({ kind: 'disk-silent' });
    expect(why({ kind: 'waiting-for-peers' }, ALONE, { opening: true })).toEqual({ kind: 'waiting-for-check' });
  });
});

describe('a torrent without its details', () => {
  test('asks its peers, and names a tracker in trouble only where it has none', () => {
    expect(why({ kind: 'fetching-details' }, { tracker: REFUSED })).toEqual({ kind: 'fetching-details', peers: 3 });
    expect(why({ kind: 'fetching-details' }, ALONE)).toEqual({ kind: 'fetching-details', peers: 0 });
    expect(why({ kind: 'fetching-details' }, { ...ALONE, tracker: REFUSED })).toEqual(REFUSED);
  });
});

describe('a download', () => {
  test('that goes well has no reason', () => {
    expect(downloading()).toEqual({ kind: 'none' });
  });
  test('without peers names the tracker in trouble, else says that nobody is there', () => {
    expect(why({ kind: 'waiting-for-peers' }, { ...ALONE, tracker: REFUSED })).toEqual(REFUSED);
    expect(why({ kind: 'waiting-for-peers' }, ALONE)).toEqual({ kind: 'no-peers', known: 9 });
  });
  test('is held by the disk before our limit, and by our limit before any peer', () => {
    const downLimit = { bps: 5000, scope: 'torrent' } as const;
    expect(downloading({ diskWaitingBytes: 99, downLimit })).toEqual({ kind: 'disk-slow', waitingBytes: 99 });
    expect(downloading({ downLimit, unchoking: 0, downBps: 0 })).toEqual({
      kind: 'limited-by-setting',
      limitBps: 5000,
      scope: 'torrent',
      direction: 'down',
    });
    expect(downloading({ diskWaitingBytes: 99 }, { diskSilent: true })).toEqual({ kind: 'disk-silent' });
  });
  test('counts the pieces nobody has: all of them, or beside others that go on', () => {
    expect(downloading({ interesting: 0, unchoking: 0, downBps: 0, missing: 10, nobodyHas: 10 })).toEqual({
      kind: 'nobody-has',
      pieces: 10,
      rest: 0,
    });
    expect(downloading({ nobodyHas: 3 })).toEqual({ kind: 'nobody-has', pieces: 3, rest: 7 });
  });
  test('is choked by all who have something', () => {
    expect(downloading({ unchoking: 0, downBps: 0, nobodyHas: 3 })).toEqual({ kind: 'all-choke-us', peers: 2 });
    expect(downloading({ unchoking: 0, downBps: SLOW_BPS })).toEqual({ kind: 'none' }); // what was under way still comes
  });
  test('has slow peers once they had time to show it', () => {
    expect(downloading({ downBps: 100.4 })).toEqual({ kind: 'peers-slow', peers: 2, downBps: 100 });
    expect(downloading({ downBps: 0, sinceMs: 1000 })).toEqual({ kind: 'none' });
    expect(downloading({ downBps: SLOW_BPS })).toEqual({ kind: 'none' });
  });
});

describe('a seed', () => {
  test('has nobody who wants anything, or a limit, or no reason', () => {
    expect(seeding()).toEqual({ kind: 'none' });
    expect(seeding({ interestedInUs: 0 })).toEqual({ kind: 'nobody-interested', peers: 3 });
    expect(seeding(ALONE)).toEqual({ kind: 'nobody-interested', peers: 0 });
    expect(seeding({ ...ALONE, tracker: REFUSED })).toEqual(REFUSED);
    expect(seeding({ upLimit: { bps: 9, scope: 'session' } })).toMatchObject({
      kind: 'limited-by-setting',
      direction: 'up',
      scope: 'session',
    });
    expect(seeding({}, { diskSilent: true })).toEqual({ kind: 'disk-silent' });
  });
});

test('a reason is found whatever the facts are, and a download that stands still without one has only just begun', () => {
  const facts: fc.Arbitrary<TransferFacts> = fc.record({
    connected: fc.nat(5),
    known: fc.nat(5),
    interesting: fc.nat(5),
    unchoking: fc.nat(5),
    interestedInUs: fc.nat(5),
    sinceMs: fc.nat(20_000),
    downBps: fc.constant(0),
    downLimit: fc.constant(null),
    upLimit: fc.constant(null),
    diskWaitingBytes: fc.nat(1),
    missing: fc.constant(10),
    nobodyHas: fc.nat(10),
    tracker: fc.constant(null),
  });
  fc.assert(
    fc.property(facts, (transfer) => {
      const reason = downloading(transfer);
      if (reason.kind === 'none') expect(transfer.sinceMs < 5000 || transfer.interesting === 0).toBe(true);
    }),
  );
});
