import { beforeEach, describe, expect, it } from 'vitest';
import { EngineError } from '../../../../engine/api/errors.js';
import type { HttpPort } from '../../../../engine/base/ports.js';
import { encode } from '../../../../engine/bencode/encode.js';
import { announceUrl } from '../../../../engine/trackers/http-codec.js';
import { announceOverHttp, scrapeOverHttp } from '../../../../engine/trackers/http-tracker.js';
import { announcer, clock, events, external, FINE, resetStage, scrapes, scripts, url } from './announcer-stage.js';

beforeEach(resetStage);

describe('the figures of a swarm', () => {
  const rowOf = (torrent: ReturnType<typeof announcer>) => torrent.rows().map(({ seeds, leeches }) => [seeds, leeches]);

  it('come from the announce, where that has them', async () => {
    const torrent = announcer([[url('a')]]);
    torrent.start();
    await clock.run(0);
    expect([rowOf(torrent), scrapes]).toEqual([[[3, 5]], 0]);
  });

  it('are asked for where the announce has none', async () => {
    scripts.set('a', { interval: 1_800 });
    const torrent = announcer([[url('a')]]);
    torrent.start();
    await clock.run(0);
    expect([rowOf(torrent), scrapes]).toEqual([[[7, 8]], 1]);
    await clock.run(1_800_000);
    expect(scrapes).toBe(2);
  });

  it('are asked for anew when somebody looks, at most every five minutes', async () => {
    const torrent = announcer([[url('a')], ['udp://b:1']]);
    torrent.start();
    await clock.run(0);
    for (let i = 0; i < 3; i++) torrent.refreshFigures();
    await clock.run(0);
    expect([rowOf(torrent), scrapes]).toEqual([
      [
        [7, 8],
        [7, 8],
      ],
      2,
    ]);
    await clock.run(300_000);
    torrent.refreshFigures();
    await clock.run(0);
    expect(scrapes).toBe(4);
  });

  it('are not asked of a tracker that fails, and a failed scrape is no failure of the tracker', async () => {
    scripts.set('a', 'refuse');
    const torrent = announcer([[url('a')]]);
    torrent.start();
    await clock.run(0);
    torrent.refreshFigures();
    expect(scrapes).toBe(0);
    const deaf: HttpPort = {
      get: (request) =>
        request.url.includes('/scrape')
          ? Promise.reject(new EngineError('network-failed', 'no'))
          : Promise.resolve({ status: 200, headers: {}, body: encode({ interval: 900 }), finalUrl: request.url }),
    };
    const other = announcer([[url('b')]], { http: deaf });
    other.start();
    await clock.run(0);
    expect(other.rows()).toMatchObject([{ status: { kind: 'working' }, seeds: null }]);
  });

  it('are nobody’s where the tracker offers no scrape', async () => {
    const none: HttpPort = { get: () => Promise.reject(new Error('asked')) };
    expect(await scrapeOverHttp(none, { url: 'http://a/x', infoHash: new Uint8Array(20) })).toBeNull();
  });
});

describe('trackers and addresses', () => {
  it('tell our address as they see it (BEP 24), and who they are', async () => {
    scripts.set('192.0.2.7', { ...FINE, 'external ip': Uint8Array.of(203, 0, 113, 5) });
    announcer([[url('192.0.2.7')]]).start();
    await clock.run(0);
    expect(external).toEqual(['203.0.113.5 by 192.0.2.7']);
  });

  it('are known by the address that answered, not by their name', async () => {
    const http: HttpPort = {
      get: ({ url: finalUrl }) => Promise.resolve({ status: 200, headers: {}, body: encode(FINE), finalUrl, address: '10.1.2.3' }),
    };
    const request = { url: url('name.example'), infoHash: new Uint8Array(20), peerId: new Uint8Array(20), port: 1, key: 1 };
    const rest = { uploadedBytes: 0, downloadedBytes: 0, leftBytes: 0, event: null, numWant: 1 };
    expect((await announceOverHttp(http, { ...request, ...rest }, clock)).answeredBy).toBe('10.1.2.3');
    expect(announceUrl({ ...request, ...rest, ipv6: '2001:db8::1' })).toContain('&ipv6=2001%3Adb8%3A%3A1');
  });
});

describe('a private torrent', () => {
  it('goes to the next tracker only when the first has failed', async () => {
    scripts.set('a', 'hang');
    announcer([[url('a')], [url('b')]], { oneAtATime: () => true }).start();
    await clock.run(29_999);
    expect(events('b')).toEqual([]);
    await clock.run(1);
    expect(events('b')).toEqual([[30_000, 'started']]);
  });
});
