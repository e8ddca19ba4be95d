import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { InfoHashV1, InfoHashV2 } from '../../../../engine/api/ids.js';
import { readInfoHashV1, readInfoHashV2, truncateInfoHashV2 } from '../../../../engine/metainfo/info-hash.js';
import { formatMagnet, parseMagnet, parseMagnetOrHash } from '../../../../engine/metainfo/magnet.js';

const V1 = 'cdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcd' as InfoHashV1;
const V2 = 'caf1e1c30e81cb361b9ee167c4aa64228a7fa4fa9f6105232b28ad099f3a302e' as InfoHashV2;

function read(uri: string) {
  const parsed = parseMagnet(uri);
  if (!parsed.ok) throw new Error(parsed.error.message);
  return parsed.value;
}

describe('parseMagnet', () => {
  test('reads everything a link can hold', () => {
    const uri = `magnet:?xt=urn:btih:${V1}&xt=urn:btmh:1220${V2}&dn=A%20name&tr=http%3A%2F%2Fa%2F&tr.1=udp%3A%2F%2Fb%3A1&ws=http://s/x&as=http://t/y&x.pe=10.0.0.1:6881&x.pe=[::1]:5&so=0,2,4-6`;
    expect(read(uri)).toEqual({
      infoHashV1: V1,
      infoHashV2: V2,
      name: 'A name',
      trackers: ['http://a/', 'udp://b:1'],
      webSeeds: ['http://s/x', 'http://t/y'],
      peers: ['10.0.0.1:6881', '[::1]:5'],
      select: [
        [0, 0],
        [2, 2],
        [4, 6],
      ],
    });
  });
  test.each([
    [`MAGNET:?XT=URN:BTIH:${V1.toUpperCase()}`],
    [`  magnet:?dn=x&xt=urn:btih:${V1}\n`],
    [`magnet:?xt.1=urn:btih:${V1}&xt.2=urn:ed2k:354b15e68fb8f36d7cd88ff94116cdc1`],
    [`magnet:?xt=urn:btih:ZXG43TONZXG43TONZXG43TONZXG43TON`],
    [`magnet:?xt=urn:btih:zxg43tonzxg43tonzxg43tonzxg43ton`],
    [`magnet:?xt=urn:btih:broken&xt=urn:btih:${V1}`],
    [`magnet:?xt=urn%3Abtih%3A${V1}`],
  ])('finds the v1 hash in %s', (uri) => expect(read(uri).infoHashV1).toBe(V1));
  test('takes a link with only a v2 hash', () => {
    expect(read(`magnet:?xt=urn:btmh:1220${V2}`)).toMatchObject({ infoHashV1: null, infoHashV2: V2 });
  });
  test.each([
    ['', 'not-a-magnet'],
    ['http://example.com/a.torrent', 'not-a-magnet'],
    ['magnet:?dn=x', 'missing-info-hash'],
    ['magnet:', 'missing-info-hash'],
    ['magnet:?xt=urn:sha1:YNCKHTQCWBTRNJIV4WNAE52SJUQCZO5C', 'missing-info-hash'],
    [`magnet:?xt=urn:btih:${V1.slice(1)}`, 'invalid-info-hash'],
    [`magnet:?xt=urn:btih:${V1}0`, 'invalid-info-hash'],
    [`magnet:?xt=urn:btih:${V1.slice(1)}g`, 'invalid-info-hash'],
    ['magnet:?xt=urn:btih:', 'invalid-info-hash'],
    [`magnet:?xt=urn:btmh:${V2}`, 'invalid-info-hash'],
    [`magnet:?xt=urn:btmh:1120${V2}`, 'invalid-info-hash'],
    [`magnet:?xt=urn:btih:${V1}&dn=${'x'.repeat(70_000)}`, 'magnet-too-long'],
  ])('refuses %.60s as %s', (uri, code) => expect(parseMagnet(uri)).toMatchObject({ ok: false, error: { code } }));
  test('drops what is malformed and keeps the rest', () => {
    const uri = `magnet:?xt=urn:btih:${V1}&tr=nonsense&tr=javascript:alert(1)&tr=udp://a:1&ws=file:///etc&x.pe=host&x.pe=h:0&x.pe=h:70000&x.pe=ok:1&so=x,3-1,5&dn=%FF%00`;
    expect(read(uri)).toMatchObject({ trackers: ['udp://a:1'], webSeeds: [], peers: ['ok:1'], select: [[5, 5]] });
  });
  test('gives no unsafe name', () => {
    const name = (dn: string) => read(`magnet:?xt=urn:btih:${V1}&dn=${encodeURIComponent(dn)}`).name;
    expect(name('../../etc')).toBe('....etc');
    expect(name('..')).toBeNull();
    expect(name(' ')).toBeNull();
    expect(name('a\u202eb')).toBe('ab');
  });
  test('caps trackers and peers', () => {
    const many = (key: string, value: (i: number) => string) => Array.from({ length: 900 }, (_, i) => `&${key}=${value(i)}`).join('');
    const found = read(`magnet:?xt=urn:btih:${V1}${many('tr', (i) => `udp://t${i}:1`)}${many('x.pe', (i) => `h${i}:1`)}`);
    expect(found.trackers).toHaveLength(200);
    expect(found.peers).toHaveLength(200);
  });
  test('merges the wanted files', () => {
    const select = (so: string) => read(`magnet:?xt=urn:btih:${V1}&so=${so}`).select;
    expect(select('5,1-3,2-4,7')).toEqual([
      [1, 5],
      [7, 7],
    ]);
    expect(select('-1,a,99999999')).toBeNull();
  });
  test('never throws, whatever it is given', () => {
    const part = fc.constantFrom(
      'magnet:',
      '?',
      '&',
      'xt=',
      'urn:btih:',
      V1,
      'urn:btmh:1220',
      V2,
      'dn=',
      'tr=',
      'so=',
      '%',
      '%zz',
      '\ud800',
      '1-2',
      ',',
      'x.pe=',
      ':',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(part, fc.string({ unit: 'binary', maxLength: 5 })), { maxLength: 20 }), (parts) => {
        const parsed = parseMagnet(parts.join(''));
        if (parsed.ok) expect(parsed.value.infoHashV1 ?? parsed.value.infoHashV2).not.toBeNull();
      }),
    );
  });
});

describe('parseMagnetOrHash', () => {
  test.each([V1, ` ${V1.toUpperCase()} `, 'ZXG43TONZXG43TONZXG43TONZXG43TON', `magnet:?xt=urn:btih:${V1}`])('takes %s', (text) => {
    expect(parseMagnetOrHash(text)).toMatchObject({ ok: true, value: { infoHashV1: V1, infoHashV2: null } });
  });
  test.each([V2, `1220${V2}`])('takes %s for v2', (text) => {
    expect(parseMagnetOrHash(text)).toMatchObject({ ok: true, value: { infoHashV1: null, infoHashV2: V2 } });
  });
  test('takes nothing else', () => expect(parseMagnetOrHash('hello')).toMatchObject({ ok: false, error: { code: 'not-a-magnet' } }));
});

describe('formatMagnet', () => {
  test('writes what is read back to the same', () => {
    const hex = (length: number) => fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: length, maxLength: length });
    const magnet = fc.record({
      infoHashV1: hex(40).map(readInfoHashV1),
      infoHashV2: fc.option(hex(64).map(readInfoHashV2)),
      name: fc.option(fc.constantFrom('a & b=c', 'ü+ %41', '別の世界.mkv')),
      trackers: fc.subarray(['http://a/?x=1&y=2', 'udp://b:1', 'https://c/#d']),
      webSeeds: fc.subarray(['http://s/a%20b', 'https://t/']),
      peers: fc.subarray(['10.0.0.1:1', '[::1]:2', 'name.example:3']),
      select: fc.constantFrom(
        null,
        [[1, 1]] as const,
        [
          [0, 4],
          [7, 7],
        ] as const,
      ),
    });
    fc.assert(
      fc.property(magnet, (value) => {
        expect(parseMagnet(formatMagnet(value))).toEqual({ ok: true, value });
      }),
    );
  });
});

test('a truncated v2 hash is what handshakes carry', () => expect(truncateInfoHashV2(V2)).toBe(V2.slice(0, 40)));
