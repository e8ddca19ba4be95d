import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatIp } from '../../../../engine/base/ip-address.js';
import { readList } from '../../../support/filter-lists.js';

const v4 = (low: number) => formatIp(Uint8Array.of(10, 0, low >> 8, low & 255));
const v6 = (low: number) =>
  formatIp(Uint8Array.of(0x20, 1, 0xd, 0xb8, low >> 8, low & 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255));
const LOW = fc.integer({ min: 0, max: 600 });

function ranges(list: string) {
  const outcome = readList(list);
  if (!outcome.ok) throw new Error(outcome.problem);
  return outcome.ranges;
}

describe('ranges of addresses', () => {
  test.each([
    ['IPv4', v4],
    ['IPv6', v6],
  ] as const)('of %s hold what any of them holds, in whatever order and however they overlap', (_family, textOf) => {
    fc.assert(
      fc.property(fc.array(fc.tuple(LOW, LOW), { maxLength: 40 }), (pairs) => {
        const sorted = pairs.map(([a, b]) => [Math.min(a, b), Math.min(Math.max(a, b), Math.min(a, b) + 30)] as const);
        const made = ranges(sorted.map(([first, last]) => `${textOf(first)} - ${textOf(last)}\n`).join(''));
        for (let low = 0; low <= 640; low++) {
          expect(made.has(textOf(low))).toBe(sorted.some(([first, last]) => low >= first && low <= last));
        }
      }),
      { numRuns: 60 },
    );
  });

  test('are one where they overlap or touch', () => {
    expect(ranges('9.0.0.0-9.0.0.5\n1.0.0.0/24\n1.0.1.0/24\n1.0.0.7\n9.0.0.7\n9.0.0.2-9.0.0.6\n').size).toBe(2);
    expect(ranges('2001:db8::/33\n2001:db8:8000::/33\n').size).toBe(2); // the last of one and the first of the next differ in more than a word
  });

  test('reach from the first address there is to the last', () => {
    const all = ranges('0.0.0.0-255.255.255.255\n::/0\n');
    for (const host of ['0.0.0.0', '127.0.0.1', '255.255.255.255', '::', 'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff'])
      expect(all.has(host)).toBe(true);
    const ends = ranges('0.0.0.0\n255.255.255.255\n');
    expect(['0.0.0.0', '0.0.0.1', '255.255.255.254', '255.255.255.255'].map((host) => ends.has(host))).toEqual([true, false, false, true]);
  });

  test('of one family say nothing of the other, and an address in clothes of IPv6 is looked up as what it is', () => {
    const made = ranges('1.2.3.0/24\n2001:db8::/32\n');
    expect(['1.2.3.4', '::ffff:1.2.3.4', '2001:db8::5', '::1.2.3.4', '2001:db9::', 'no address', ''].map((host) => made.has(host))).toEqual(
      [true, true, true, false, false, false, false],
    );
  });

  test('may be a hundred thousand in disorder', () => {
    const count = 100_000;
    const lines = Array.from({ length: count }, (_, nth) => {
      const at = (nth * 7_919) % count;
      return `${20 + (at >> 16)}.${(at >> 8) & 255}.${at & 255}.16/28`;
    });
    const made = ranges(lines.join('\n'));
    expect(made.size).toBe(count);
    for (let at = 0; at < count; at += 37) {
      const net = `${20 + (at >> 16)}.${(at >> 8) & 255}.${at & 255}`;
      expect([15, 16, 31, 32].map((low) => made.has(`${net}.${low}`))).toEqual([false, true, true, false]);
    }
  });
});
