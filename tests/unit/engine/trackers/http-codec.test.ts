import { describe, expect, it } from 'vitest';
import { type BencodeInput, encode } from '../../../../engine/bencode/encode.js';
import type { AnnounceRequest } from '../../../../engine/trackers/announce.js';
import { announceUrl, decodeAnnounceAnswer } from '../../../../engine/trackers/http-codec.js';
import { decodeScrape, scrapeUrl } from '../../../../engine/trackers/http-scrape.js';

const infoHash = Uint8Array.from(Buffer.from('123456789abcdef123456789abcdef123456789a', 'hex'));
const REQUEST: AnnounceRequest = {
  url: 'http://example.org/announce',
  infoHash,
  peerId: Uint8Array.from(Buffer.from('-SH0100-abcdefghijkl')),
  port: 6881,
  uploadedBytes: 1,
  downloadedBytes: 2,
  leftBytes: 9_007_199_254_740_991,
  event: 'started',
  numWant: 50,
  key: 0xbeef,
};

const answer = (fields: { readonly [key: string]: BencodeInput }) => {
  const decoded = decodeAnnounceAnswer(encode(fields));
  if (!decoded.ok) throw new Error(decoded.error.message);
  return decoded.value;
};

describe('announce URL', () => {
  it('carries every parameter, raw bytes percent-encoded', () => {
    expect(announceUrl(REQUEST)).toBe(
      'http://example.org/announce?info_hash=%124Vx%9A%BC%DE%F1%23Eg%89%AB%CD%EF%124Vx%9A&peer_id=-SH0100-abcdefghijkl&port=6881' +
        '&uploaded=1&downloaded=2&left=9007199254740991&compact=1&no_peer_id=1&numwant=50&key=0000BEEF&event=started',
    );
  });

  it('keeps a query that is there and drops a fragment', () => {
    const url = (text: string) => announceUrl({ ...REQUEST, url: text }).slice(0, 45);
    expect(url('http://h/announce?passkey=abc#frag')).toBe('http://h/announce?passkey=abc&info_hash=%124V');
    expect(url('http://h/announce?')).toBe('http://h/announce?info_hash=%124Vx%9A%BC%DE%F');
  });

  it('says in regular announces that we are a partial seed', () => {
    expect(announceUrl({ ...REQUEST, event: null, paused: true })).toContain('&event=paused');
    expect(announceUrl({ ...REQUEST, event: 'stopped', paused: true })).toContain('&event=stopped');
  });

  it('names no event for a regular announce and returns the tracker id', () => {
    const url = announceUrl({ ...REQUEST, event: null, trackerId: 'a b&c' });
    expect(url).not.toContain('event=');
    expect(url).toContain('&trackerid=a%20b%26c');
  });
});

describe('announce answer', () => {
  it('reads compact peers of both families and all figures', () => {
    expect(
      answer({
        interval: 900,
        'min interval': 300,
        complete: 4,
        incomplete: 7,
        downloaded: 99,
        'tracker id': 'xyz',
        'warning message': 'slow down\n',
        'external ip': Uint8Array.of(203, 0, 113, 9),
        peers: Uint8Array.of(1, 2, 3, 4, 26, 225),
        peers6: Uint8Array.of(0x20, 1, 0xd, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 26, 225),
      }),
    ).toEqual({
      intervalSeconds: 900,
      minIntervalSeconds: 300,
      seeds: 4,
      leeches: 7,
      completed: 99,
      trackerId: 'xyz',
      answeredBy: null,
      warning: 'slow down\n',
      externalIp: '203.0.113.9',
      peers: [
        { host: '1.2.3.4', port: 6881 },
        { host: '2001:db8::1', port: 6881 },
      ],
    });
  });

  it('reads a list of peers, and takes addresses only', () => {
    const peers = [
      { ip: '10.0.0.1', port: 1, 'peer id': 'x' },
      { ip: '2001:db8::2', port: 2 },
      { ip: 'localhost', port: 3 },
      { ip: '10.0.0.2', port: 0 },
      { ip: '10.0.0.3', port: 70_000 },
      { ip: 5, port: 1 },
      'nonsense',
      { port: 1 },
    ];
    expect(answer({ peers }).peers).toEqual([
      { host: '10.0.0.1', port: 1 },
      { host: '2001:db8::2', port: 2 },
    ]);
  });

  it.each([
    [0, 60],
    [-1, 60],
    [59, 60],
    [1_800, 1_800],
    [86_401, 86_400],
    [2 ** 40, 86_400],
    [2n ** 63n, 86_400],
    [-(2n ** 63n), 60],
    ['soon', 1_800],
  ])('turns an interval of %s into %i seconds', (interval, expected) => {
    expect(answer({ interval }).intervalSeconds).toBe(expected);
  });

  it('never announces more often than the min interval', () => {
    expect(answer({ interval: 60, 'min interval': 600 }).intervalSeconds).toBe(600);
  });

  it('takes fields of the wrong type for absent', () => {
    expect(answer({ complete: 'x', incomplete: -1, peers: 7, peers6: [], 'warning message': 3, 'external ip': 'abc' })).toEqual({
      intervalSeconds: 1_800,
      minIntervalSeconds: null,
      peers: [],
      seeds: null,
      leeches: null,
      completed: null,
      warning: null,
      externalIp: null,
      trackerId: null,
      answeredBy: null,
    });
  });

  it('gives a failure reason verbatim', () => {
    const decoded = decodeAnnounceAnswer(encode({ 'failure reason': 'unregistered torrent\u0007', peers: '' }));
    expect(decoded).toMatchObject({ ok: false, error: { code: 'tracker-failure', message: 'unregistered torrent\u0007' } });
  });

  it.each([
    ['a web page', Buffer.from('<html></html>'), 'unexpected-byte'],
    ['nothing', Buffer.from(''), 'truncated'],
    ['a list', Buffer.from('le'), 'tracker-answer'],
    ['deep nesting', Buffer.from(`${'l'.repeat(500)}${'e'.repeat(500)}`), 'too-deep'],
    ['more values than a tracker needs', Buffer.from(`l${'i1e'.repeat(60_000)}e`), 'too-many-values'],
  ])('refuses %s', (_name, body, code) => {
    const decoded = decodeAnnounceAnswer(new Uint8Array(body));
    expect(decoded.ok ? 'fine' : decoded.error.code).toBe(code);
  });

  it('takes at most 2,000 peers', () => {
    expect(answer({ peers: new Uint8Array(6 * 5_000).fill(9) }).peers).toHaveLength(2_000);
  });
});

describe('scrape', () => {
  it.each([
    ['http://example.com/announce', 'http://example.com/scrape'],
    ['http://example.com/x/announce', 'http://example.com/x/scrape'],
    ['http://example.com/announce.php', 'http://example.com/scrape.php'],
    ['http://example.com/announce?x2%0644', 'http://example.com/scrape?x2%0644'],
    ['http://example.com/a', null],
    ['http://example.com/announce?x=2/4', 'http://example.com/scrape?x=2/4'],
    ['http://example.com/x%064announce', null],
  ])('finds the scrape URL of %s', (announce, expected) => {
    expect(scrapeUrl(announce, [])?.replace(/[?&]$/, '') ?? null).toBe(expected);
  });

  it('names the torrents', () => {
    const hash = new Uint8Array(20).fill(0x41);
    expect(scrapeUrl('http://h/announce', [hash, hash])).toBe(
      'http://h/scrape?info_hash=AAAAAAAAAAAAAAAAAAAA&info_hash=AAAAAAAAAAAAAAAAAAAA',
    );
  });

  it('reads the figures of one torrent, whose key is raw bytes', () => {
    const files = new Map([[Buffer.from(infoHash).toString('latin1'), { complete: 5, downloaded: 50, incomplete: 10 }]]);
    expect(decodeScrape(encode({ files }), infoHash)).toEqual({ ok: true, value: { seeds: 5, leeches: 10, completed: 50 } });
    expect(decodeScrape(encode({ files: {} }), infoHash)).toEqual({ ok: true, value: null });
  });
});
