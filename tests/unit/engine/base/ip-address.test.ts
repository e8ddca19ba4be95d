import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeCompact, encodeCompact } from '../../../../engine/base/compact-address.js';
import { canonicalIp, formatIp, ipFamily, parseIp, scopeOf } from '../../../../engine/base/ip-address.js';
import { cleanText, escapeText } from '../../../../engine/base/untrusted-text.js';

describe('IP addresses', () => {
  it.each([
    ['1.2.3.4', '1.2.3.4'],
    ['::', '::'],
    ['::1', '::1'],
    ['2001:DB8:0:0:1:0:0:1', '2001:db8::1:0:0:1'],
    ['2001:db8::0:1', '2001:db8::1'],
    ['fe80:0:0:0:0:0:0:0', 'fe80::'],
    ['1:0:3:4:5:6:7:8', '1:0:3:4:5:6:7:8'],
    ['::ffff:1.2.3.4', '1.2.3.4'],
    ['::ffff:7f00:1', '127.0.0.1'],
    ['64:ff9b::1.2.3.4', '64:ff9b::102:304'],
  ])('writes %s as %s', (text, canonical) => {
    expect(canonicalIp(text)).toBe(canonical);
  });

  it.each([
    '',
    '1.2.3',
    '1.2.3.4.5',
    '1.2.3.256',
    '01.2.3.4',
    '1.2.3.x',
    '1..2.3',
    '.1.2.3',
    '1.2.3.',
    '1.2.3.4.',
    '1.2.3.00',
    '1.2.3.1000',
    ':',
    ':::',
    '1::2::3',
    '12345::',
    '1:2:3:4:5:6:7',
    '1:2:3:4:5:6:7:8:9',
    '::1%eth0',
    '1.2.3.4::',
    'fe80::1.2.3',
    'example.org',
  ])('refuses %j', (text) => {
    expect(parseIp(text)).toBeNull();
  });

  it('reads back every address that it writes', () => {
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array({ minLength: 4, maxLength: 4 }), fc.uint8Array({ minLength: 16, maxLength: 16 })), (bytes) => {
        const text = formatIp(bytes);
        expect(canonicalIp(text)).toBe(text);
        if (ipFamily(text) === (bytes.length === 4 ? 4 : 6)) expect(parseIp(text)).toEqual(bytes);
      }),
    );
  });

  it.each([
    ['127.0.0.1', 'loopback'],
    ['127.255.0.9', 'loopback'],
    ['::1', 'loopback'],
    ['::ffff:127.0.0.1', 'loopback'],
    ['64:ff9b::7f00:1', 'loopback'],
    ['10.1.2.3', 'private'],
    ['172.31.0.1', 'private'],
    ['172.32.0.1', 'global'],
    ['192.168.1.1', 'private'],
    ['100.64.0.1', 'private'],
    ['169.254.169.254', 'private'],
    ['2002:c0a8:0101::1', 'private'],
    ['fe80::1', 'private'],
    ['fd00::1', 'private'],
    ['8.8.8.8', 'global'],
    ['2001:4860::1', 'global'],
    ['0.0.0.0', 'unusable'],
    ['224.0.0.1', 'unusable'],
    ['255.255.255.255', 'unusable'],
    ['::', 'unusable'],
    ['::1.2.3.4', 'unusable'],
    ['ff02::1', 'unusable'],
    ['not an address', 'unusable'],
  ])('puts %s in the scope %s', (text, scope) => {
    expect(scopeOf(text)).toBe(scope);
  });
});

describe('compact addresses', () => {
  it('reads back what was written, for both families', () => {
    for (const endpoint of [
      { host: '80.4.4.200', port: 6881 },
      { host: '2001:db8::7', port: 1 },
    ]) {
      const bytes = encodeCompact(endpoint);
      expect(bytes && decodeCompact(bytes, bytes.length === 6 ? 4 : 6)).toEqual([endpoint]);
    }
  });

  it('leaves out what cannot be dialled and an incomplete last entry', () => {
    const bytes = Uint8Array.of(1, 2, 3, 4, 0, 0, 0, 0, 0, 0, 26, 225, 224, 0, 0, 1, 26, 225, 9, 9, 9, 9, 26, 225, 1, 2, 3);
    expect(decodeCompact(bytes, 4)).toEqual([{ host: '9.9.9.9', port: 6881 }]);
  });

  it('stops at the given number', () => {
    expect(decodeCompact(new Uint8Array(6_000).fill(9), 4, 10)).toHaveLength(10);
  });

  it('refuses names and impossible ports', () => {
    expect(encodeCompact({ host: 'example.org', port: 1 })).toBeNull();
    expect(encodeCompact({ host: '1.2.3.4', port: 0 })).toBeNull();
    expect(encodeCompact({ host: '1.2.3.4', port: 65_536 })).toBeNull();
  });
});

describe('untrusted text', () => {
  it('drops control and direction characters when cleaned', () => {
    expect(cleanText(' a\u0000b\u001b[31mc\u202ed\u2066 ', 100)).toBe('ab[31mcd');
  });

  it('writes them out when escaped', () => {
    expect(escapeText('one\ntwo\u202e')).toBe('one\\u000atwo\\u202e');
  });

  it('is cut without breaking a character', () => {
    expect(cleanText('ab😀', 3)).toBe('ab');
    expect(escapeText('x'.repeat(1000), 10)).toHaveLength(10);
  });
});
