import { describe, expect, it } from 'vitest';
import type { AnnounceRequest } from '../../../../engine/trackers/announce.js';
import { decodeUdpAnswer, encodeAnnounce, encodeConnect, encodeScrape } from '../../../../engine/trackers/udp-codec.js';

const REQUEST: AnnounceRequest = {
  url: 'udp://example.org:6969',
  infoHash: new Uint8Array(20).fill(0x11),
  peerId: new Uint8Array(20).fill(0x22),
  port: 6881,
  uploadedBytes: 3,
  downloadedBytes: 2 ** 40 + 1,
  leftBytes: 5,
  event: 'stopped',
  numWant: 50,
  key: 0xfedcba98,
};
const connectionId = Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8);
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
const bytes = (text: string) => Uint8Array.from(Buffer.from(text, 'hex'));

describe('UDP tracker packets', () => {
  it('connects with the magic number of BEP 15', () => {
    expect(hex(encodeConnect(0xdeadbeef))).toBe('000004172710198000000000deadbeef');
  });

  it('writes an announce of 98 bytes', () => {
    expect(hex(encodeAnnounce(connectionId, 0xdeadbeef, REQUEST))).toBe(
      [
        '0102030405060708',
        '00000001',
        'deadbeef',
        '11'.repeat(20),
        '22'.repeat(20),
        '0000010000000001',
        '0000000000000005',
        '0000000000000003',
        '00000003',
        '00000000',
        'fedcba98',
        '00000032',
        '1ae1',
      ].join(''),
    );
  });

  it('appends path and query in parts of 255 bytes (BEP 41)', () => {
    const path = `/announce?passkey=${'k'.repeat(300)}`;
    const packet = encodeAnnounce(connectionId, 1, { ...REQUEST, url: `udp://example.org:6969${path}` });
    expect([packet[98], packet[99]]).toEqual([2, 255]);
    expect([packet[98 + 257], packet[98 + 258]]).toEqual([2, path.length - 255]);
    const parts = [packet.subarray(100, 355), packet.subarray(98 + 259)];
    expect(parts.map((part) => Buffer.from(part).toString()).join('')).toBe(path);
  });

  it('keeps the packet within one frame, however long the URL', () => {
    expect(encodeAnnounce(connectionId, 1, { ...REQUEST, url: `udp://h:1/${'x'.repeat(5000)}` }).length).toBeLessThan(1_200);
  });

  it('asks about at most 74 torrents in a scrape', () => {
    expect(hex(encodeScrape(connectionId, 7, [REQUEST.infoHash]))).toBe(`01020304050607080000000200000007${'11'.repeat(20)}`);
    expect(encodeScrape(connectionId, 7, new Array<Uint8Array>(100).fill(REQUEST.infoHash))).toHaveLength(16 + 74 * 20);
  });

  it('reads answers, with peers of the family of the tracker', () => {
    expect(decodeUdpAnswer(bytes('000000000000000701020304050607089999'), 4)).toEqual({
      ok: true,
      value: { kind: 'connect', transactionId: 7, connectionId },
    });
    const head = `0000000100000007${'00000384'}${'00000002'}${'00000003'}`;
    expect(decodeUdpAnswer(bytes(`${head}010203041ae105060708`), 4)).toMatchObject({
      value: { kind: 'announce', intervalSeconds: 900, leeches: 2, seeds: 3, peers: [{ host: '1.2.3.4', port: 6881 }] },
    });
    expect(decodeUdpAnswer(bytes(`${head}20010db80000000000000000000000051ae1`), 6)).toMatchObject({
      value: { peers: [{ host: '2001:db8::5', port: 6881 }] },
    });
    expect(decodeUdpAnswer(bytes('000000020000000700000001000000020000000300000004'), 4)).toMatchObject({
      value: { kind: 'scrape', figures: [{ seeds: 1, completed: 2, leeches: 3 }] },
    });
    expect(decodeUdpAnswer(bytes(`0000000300000007${hex(Buffer.from('go away\0'))}`), 4)).toMatchObject({
      value: { kind: 'error', transactionId: 7, message: 'go away' },
    });
  });

  it.each([
    ['00000000', 60],
    ['ffffffff', 60],
    ['7fffffff', 86_400],
  ])('brings the interval %s to %i seconds', (interval, expected) => {
    expect(decodeUdpAnswer(bytes(`0000000100000007${interval}0000000000000000`), 4)).toMatchObject({
      value: { intervalSeconds: expected },
    });
  });

  it.each(['', '00000000000000', '0000000000000007aabbccdd', '00000001000000070000', '0000000900000007'])('refuses %j', (text) => {
    expect(decodeUdpAnswer(bytes(text), 4)).toMatchObject({ ok: false, error: { code: 'udp-tracker' } });
  });
});
