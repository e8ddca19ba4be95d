import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatIp } from '../../../../engine/base/ip-address.js';
import { canonicalPriority } from '../../../../engine/roster/canonical-priority.js';

const at = (host: string, port = 0) => ({ host, port });
const address = fc.oneof(
  fc.uint8Array({ minLength: 4, maxLength: 4 }),
  fc.uint8Array({ minLength: 16, maxLength: 16 }).filter((bytes) => bytes[0] !== 0),
);
const endpoint = fc.record({ host: address.map(formatIp), port: fc.integer({ min: 1, max: 65_535 }) });

describe('canonical priority', () => {
  test('is that of the examples in BEP 40', () => {
    expect(canonicalPriority(at('123.213.32.10'), at('98.76.54.32'))).toBe(0xec2d7224);
    expect(canonicalPriority(at('123.213.32.10'), at('123.213.32.234'))).toBe(0x99568189);
  });

  test('is the same from both ends', () => {
    fc.assert(
      fc.property(endpoint, endpoint, (a, b) => {
        expect(canonicalPriority(a, b)).toBe(canonicalPriority(b, a));
      }),
    );
  });

  test('tells ports apart only where the address is the same', () => {
    expect(canonicalPriority(at('1.2.3.4', 1), at('1.2.3.4', 2))).not.toBe(canonicalPriority(at('1.2.3.4', 1), at('1.2.3.4', 3)));
    expect(canonicalPriority(at('1.2.3.4', 1), at('5.6.7.8', 2))).toBe(canonicalPriority(at('1.2.3.4', 9), at('5.6.7.8', 3)));
  });

  test('leaves out half of the bits that one owner can choose, and the fewer the nearer', () => {
    const us = at('20.30.40.50');
    expect(canonicalPriority(us, at('99.1.2.3'))).toBe(canonicalPriority(us, at('99.1.8.169')));
    expect(canonicalPriority(us, at('20.30.2.3'))).not.toBe(canonicalPriority(us, at('20.30.8.3')));
    expect(canonicalPriority(us, at('20.30.40.3'))).not.toBe(canonicalPriority(us, at('20.30.40.169')));
    const six = at('2001:db8:1::1');
    expect(canonicalPriority(six, at('2001:db9:1:0::1'))).toBe(canonicalPriority(six, at('2001:db9:1:aaaa::1')));
    expect(canonicalPriority(six, at('2001:db8:1:100::1'))).not.toBe(canonicalPriority(six, at('2001:db8:1:ab00::1')));
  });

  test('is unknown between the families, and for names', () => {
    expect(canonicalPriority(at('1.2.3.4'), at('2001:db8::1'))).toBeNull();
    expect(canonicalPriority(at('1.2.3.4'), at('example.org'))).toBeNull();
  });
});
