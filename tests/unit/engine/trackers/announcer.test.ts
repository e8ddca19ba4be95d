import { beforeEach, describe, expect, it } from 'vitest';
import { EngineError } from '../../../../engine/api/errors.js';
import type { Endpoint } from '../../../../engine/api/ids.js';
import type { HttpPort } from '../../../../engine/base/ports.js';
import { type BencodeInput, encode } from '../../../../engine/bencode/encode.js';
import type { AnnounceAnswer, AnnounceRequest } from '../../../../engine/trackers/announce.js';
import { Announcer, type AnnouncerOptions } from '../../../../engine/trackers/announcer.js';
import { seededRandom } from '../../../support/seeded-random.js';
import { VirtualClock } from '../../../support/virtual-clock.js';

/** What the tracker at a host does with an announce; 'hang' never answers. */
type Script = 'hang' | 'refuse' | { readonly [key: string]: BencodeInput } | ((event: string) => Script);

interface Seen {
  readonly at: number;
  readonly host: string;
  readonly event: string;
}

let clock: VirtualClock;
let scripts: Map<string, Script>;
let seen: Seen[];
let inFlight: Map<string, number>;
let peers: Endpoint[];
let logs: string[];
let changes: number;
let switchedOff: Set<string>;

const PEER = { host: '1.2.3.4', port: 6881 };
const FINE = { interval: 1_800, complete: 3, incomplete: 5, peers: Uint8Array.of(1, 2, 3, 4, 26, 225) };

beforeEach(() => {
  clock = new VirtualClock(0);
  scripts = new Map();
  seen = [];
  inFlight = new Map();
  peers = [];
  logs = [];
  changes = 0;
  switchedOff = new Set();
});

function begin(url: string, event: string): Script {
  const { host } = new URL(url);
  seen.push({ at: clock.now(), host, event });
  const busy = (inFlight.get(host) ?? 0) + 1;
  if (busy > 1) throw new Error(`two announces to ${host} at one time`);
  inFlight.set(host, busy);
  let script = scripts.get(host) ?? FINE;
  while (typeof script === 'function') script = script(event);
  return script;
}
const end = (url: string): void => {
  inFlight.set(new URL(url).host, 0);
};

const http: HttpPort = {
  get: ({ url, timeoutMs }, signal) =>
    new Promise((resolve, reject) => {
      const script = begin(url, new URL(url).searchParams.get('event') ?? '');
      const fail = (code: 'cancelled' | 'network-failed', message: string) => {
        end(url);
        reject(new EngineError(code, message));
      };
      if (script === 'hang') {
        const cancel = clock.after(timeoutMs, () => fail('network-failed', 'The tracker did not answer in time.'));
        signal?.addEventListener('abort', () => {
          cancel();
          fail('cancelled', 'The request was cancelled.');
        });
      } else if (script === 'refuse') {
        fail('network-failed', 'The tracker refused the connection.');
      } else if (typeof script !== 'function') {
        end(url);
        resolve({ status: 200, headers: {}, body: encode(script), finalUrl: url });
      }
    }),
};

const udp = {
  async announce(request: AnnounceRequest): Promise<AnnounceAnswer> {
    begin(request.url, request.event ?? '');
    end(request.url);
    const none = { minIntervalSeconds: null, completed: null, warning: null, externalIp: null, trackerId: null };
    return { ...none, intervalSeconds: 1_800, peers: [PEER], seeds: 1, leeches: 2 };
  },
};

function announcer(tiers: readonly (readonly string[])[], more: Partial<AnnouncerOptions> = {}): Announcer {
  const host = {
    facts: () => ({ port: 6881, uploadedBytes: 0, downloadedBytes: 0, leftBytes: 100, numWant: 50 }),
    onPeers: (found: readonly Endpoint[]) => void peers.push(...found),
    onChange: () => {
      changes += 1;
    },
    log: (level: string, text: string) => void logs.push(`${level} ${text}`),
  };
  return new Announcer(host, {
    infoHash: new Uint8Array(20),
    peerId: new Uint8Array(20),
    tiers,
    clock,
    random: seededRandom(5),
    http,
    udp,
    allowed: (url) => !switchedOff.has(new URL(url).host),
    ...more,
  });
}

const url = (host: string) => `http://${host}/announce`;
const events = (host?: string) => seen.filter((one) => host === undefined || one.host === host).map((one) => [one.at, one.event]);

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
    seen = [];
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
      clock = new VirtualClock(0);
      seen = [];
      inFlight = new Map();
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
