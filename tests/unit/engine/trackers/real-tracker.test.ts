import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EngineError } from '../../../../engine/api/errors.js';
import type { Endpoint } from '../../../../engine/api/ids.js';
import { trackerAddressAllowed } from '../../../../engine/base/outbound-rules.js';
import { systemClock, systemRandom } from '../../../../engine/base/system.io.js';
import { systemDatagrams } from '../../../../engine/net/datagram.io.js';
import { HttpClient } from '../../../../engine/net/http-client.io.js';
import { SystemResolver } from '../../../../engine/net/resolver.io.js';
import type { AnnounceEvent, AnnounceRequest } from '../../../../engine/trackers/announce.js';
import { Announcer } from '../../../../engine/trackers/announcer.js';
import { decodeScrape, scrapeUrl } from '../../../../engine/trackers/http-scrape.js';
import { announceOverHttp } from '../../../../engine/trackers/http-tracker.js';
import { UdpTrackerClient } from '../../../../engine/trackers/udp-tracker.js';
import { makePeerId } from '../../../../engine/wire/client-id.js';
import { startTracker, type Tracker } from '../../../support/tracker.js';

let tracker: Tracker;
const resolver = new SystemResolver();
const http = new HttpClient({ resolver, allowAddress: trackerAddressAllowed });
const udp = new UdpTrackerClient({ datagrams: systemDatagrams, resolver, clock: systemClock, random: systemRandom });

beforeAll(async () => {
  tracker = await startTracker(120_000);
});
afterAll(async () => {
  http.close();
  udp.close();
  await tracker.stop();
});

const request = (url: string, infoHash: Uint8Array, port: number, event: AnnounceEvent | null, leftBytes = 10): AnnounceRequest => ({
  url,
  infoHash,
  peerId: makePeerId(systemRandom),
  port,
  uploadedBytes: 0,
  downloadedBytes: 0,
  leftBytes,
  event,
  numWant: 50,
  key: 1,
});

describe.each([
  ['HTTP', () => tracker.httpUrl, (one: AnnounceRequest) => announceOverHttp(http, one, systemClock)],
  ['UDP', () => tracker.udpUrl, (one: AnnounceRequest) => udp.announce(one)],
] as const)('a real tracker over %s', (_name, url, announce) => {
  it('introduces two peers to each other and forgets one that leaves', async () => {
    const infoHash = new Uint8Array(randomBytes(20));
    const seed = request(url(), infoHash, 7001, 'started', 0);
    const first = await announce(seed);
    expect(first.intervalSeconds).toBe(120);
    const leech = request(url(), infoHash, 7002, 'started');
    const second = await announce(leech);
    expect(second.peers).toContainEqual({ host: '127.0.0.1', port: 7001 });
    expect(second).toMatchObject({ seeds: 1, leeches: 1 });
    await announce({ ...seed, event: 'stopped' });
    const third = await announce({ ...leech, event: null });
    expect(third.peers).not.toContainEqual({ host: '127.0.0.1', port: 7001 });
    expect(third.seeds).toBe(0);
  });

  it('keeps 50 announces at one time apart', async () => {
    const hashes = Array.from({ length: 50 }, () => new Uint8Array(randomBytes(20)));
    await Promise.all(hashes.map((hash, at) => announce(request(url(), hash, 8_000 + at, 'started', 0))));
    const answers = await Promise.all(hashes.map((hash) => announce(request(url(), hash, 9_000, 'started'))));
    for (const [at, answer] of answers.entries()) {
      expect(answer.peers.map((peer) => peer.port)).toContain(8_000 + at);
      expect(answer.peers.every((peer) => peer.port === 8_000 + at || peer.port === 9_000)).toBe(true);
    }
  });
});

describe('a real tracker', () => {
  it('gives its own words when it refuses', async () => {
    const bad = { ...request(tracker.httpUrl, new Uint8Array(20), 1, 'started'), port: 0 };
    const reason = await announceOverHttp(http, bad, systemClock).catch((error: unknown) =>
      error instanceof EngineError ? [error.code, error.facts.reason] : error,
    );
    expect(reason).toEqual(['tracker-failed', 'invalid port']);
  });

  it('answers a scrape', async () => {
    // This tracker writes a hash with bytes above 127 as UTF-8; one without is written right.
    const infoHash = new Uint8Array(randomBytes(20)).map((byte) => byte & 0x7f);
    await announceOverHttp(http, request(tracker.httpUrl, infoHash, 7003, 'started', 0), systemClock);
    const url = scrapeUrl(tracker.httpUrl, [infoHash]) ?? '';
    const { body } = await http.get({ url, timeoutMs: 5_000, maxBytes: 100_000 });
    expect(decodeScrape(body, infoHash)).toMatchObject({ ok: true, value: { seeds: 1, leeches: 0 } });
  });

  it('is told started, completed and stopped by an announcer', async () => {
    const infoHash = new Uint8Array(randomBytes(20));
    const found: Endpoint[] = [];
    const changed: (() => void)[] = [];
    const host = {
      facts: () => ({ port: 7100, uploadedBytes: 0, downloadedBytes: 5, leftBytes: 0, numWant: 50, ipv6: null }),
      onPeers: (peers: readonly Endpoint[]) => void found.push(...peers),
      onExternalIp: () => undefined,
      onSwitch: () => undefined,
      onChange: () => {
        for (const wake of changed.splice(0)) wake();
      },
      log: () => undefined,
    };
    const tiers = [['http://127.0.0.1:9/announce'], [tracker.httpUrl]];
    const options = { infoHash, peerId: makePeerId(systemRandom), tiers, clock: systemClock, random: systemRandom, http, udp };
    const announcer = new Announcer(host, { ...options, allowed: () => true });
    const before = tracker.announces.length;
    const seen = () => tracker.announces.slice(before).map(({ event }) => event);
    announcer.start();
    while (!seen().includes('start') || announcer.rows()[1]?.status.kind !== 'working') {
      await new Promise<void>((resolve) => changed.push(resolve));
    }
    announcer.completed();
    while (!seen().includes('complete')) await new Promise<void>((resolve) => changed.push(resolve));
    await announcer.stop();
    expect(seen()).toEqual(['start', 'complete', 'stop']);
    expect(announcer.rows()[0]?.status).toMatchObject({ kind: 'failed', text: '127.0.0.1 refused the connection.' });
    expect(found.length).toBeGreaterThan(0);
  });
});
