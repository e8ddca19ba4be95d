import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addressText, parseAddressText } from '../../../../engine/base/address-text.js';

describe('addresses as text', () => {
  test.each([
    ['1.2.3.4:6881', '1.2.3.4', 6881],
    ['[2001:db8::1]:80', '2001:db8::1', 80],
    ['[::ffff:1.2.3.4]:1', '::ffff:1.2.3.4', 1],
    ['seed.example.org:65535', 'seed.example.org', 65_535],
    ['  host:00080 ', 'host', 80],
  ])('reads %s', (text, host, port) => {
    expect(parseAddressText(text)).toEqual({ host, port });
  });

  test.each([
    '',
    'host',
    'host:',
    ':80',
    'host:0',
    'host:65536',
    'host:99999',
    'host:-1',
    'host:1.5',
    'a b:80',
    '2001:db8::1:80',
    '[x]:80',
    '[::1]',
    'h:80:90',
  ])('refuses %j', (text) => {
    expect(parseAddressText(text)).toBeNull();
  });

  test('reads back what it writes', () => {
    const host = fc.oneof(fc.ipV4(), fc.ipV6(), fc.domain());
    fc.assert(
      fc.property(host, fc.integer({ min: 1, max: 65_535 }), (name, port) => {
        expect(parseAddressText(addressText({ host: name, port }))).toEqual({ host: name, port });
      }),
    );
  });
});
