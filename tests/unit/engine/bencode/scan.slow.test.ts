import { describe, expect, test } from 'vitest';
import { NO_TOKEN, scan } from '../../../../engine/bencode/scan.js';
import { bytesToText } from '../../../../engine/bencode/value.js';

const bytes = (text: string) => new Uint8Array(Buffer.from(text, 'latin1'));

function scanned(text: string) {
  const result = scan(bytes(text));
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

describe('scan', () => {
  test.each([
    ['', 'truncated', 0],
    ['i', 'truncated', 0],
    ['i12', 'truncated', 0],
    ['l', 'truncated', 1],
    ['d1:a', 'truncated', 4],
    ['5:abcd', 'truncated', 0],
    ['99999999999999999999:a', 'truncated', 0],
    ['12', 'truncated', 0],
    ['ie', 'invalid-integer', 0],
    ['i-e', 'invalid-integer', 0],
    ['i-0e', 'invalid-integer', 0],
    ['i03e', 'invalid-integer', 0],
    ['i-03e', 'invalid-integer', 0],
    ['i1.5e', 'invalid-integer', 0],
    ['i+1e', 'invalid-integer', 0],
    [`i${'9'.repeat(21)}e`, 'invalid-integer', 0],
    ['03:abc', 'invalid-length', 0],
    ['1x:a', 'invalid-length', 0],
    ['-1:a', 'unexpected-byte', 0],
    ['x', 'unexpected-byte', 0],
    ['e', 'unexpected-byte', 0],
    ['di1e1:ae', 'invalid-key', 1],
    ['dlei1ee', 'invalid-key', 1],
    ['d1:ae', 'missing-value', 4],
  ])('refuses %j as %s at byte %i', (text, code, offsetBytes) => {
    expect(scan(bytes(text))).toMatchObject({ ok: false, error: { code, offsetBytes } });
  });

  test('takes the depth it allows and not one more', () => {
    const nested = (depth: number) => bytes('l'.repeat(depth) + 'e'.repeat(depth));
    expect(scan(nested(100)).ok).toBe(true);
    expect(scan(nested(101))).toMatchObject({ ok: false, error: { code: 'too-deep' } });
    expect(scan(bytes('d1:a'.repeat(200_000)))).toMatchObject({ ok: false, error: { code: 'too-deep' } });
  });

  test('takes the values and bytes it allows and not one more', () => {
    expect(scan(bytes('li1ei2ee'), { maxTokens: 3 }).ok).toBe(true);
    expect(scan(bytes('li1ei2ei3ee'), { maxTokens: 3 })).toMatchObject({ ok: false, error: { code: 'too-many-values' } });
    expect(scan(bytes('4:abcd'), { maxBytes: 6 }).ok).toBe(true);
    expect(scan(bytes('4:abcd'), { maxBytes: 5 })).toMatchObject({ ok: false, error: { code: 'too-large' } });
  });

  test('gives the raw bytes of a value as they stand', () => {
    const found = scanned('d4:infod1:zi1e1:ai2ee4:restlee');
    expect(bytesToText(found.raw(found.get(0, 'info')))).toBe('d1:zi1e1:ai2ee');
    expect(found.get(0, 'absent')).toBe(NO_TOKEN);
    expect(found.get(0, 'z')).toBe(NO_TOKEN);
  });

  test('walks past whole values', () => {
    const found = scanned('lld1:ai1eee3:xyzi-7ee');
    const first = 1;
    const second = found.after(first);
    const third = found.after(second);
    expect([first, second, third].map((token) => found.kind(token))).toEqual(['list', 'string', 'integer']);
    expect(bytesToText(found.content(second))).toBe('xyz');
    expect(found.integer(third)).toBe(-7);
    expect(found.after(third)).toBe(found.after(0));
  });

  test('reports what follows the value', () => {
    expect(scanned('i1e\r\n')).toMatchObject({ usedBytes: 3, trailingBytes: 2 });
  });

  test.each([
    ['d1:ai1e1:bi2ee', null, null],
    ['d1:bi1e1:ai2ee', 7, null],
    ['d1:ai1e1:ai2ee', null, 7],
    ['d1:bi1e1:ai2e1:bi3ee', 7, 13],
    ['d1:ai1e2:aai2ee', null, null],
    ['d2:aai1e1:ai2ee', 8, null],
    ['ld1:bi1e1:ai2eed1:bi1e1:ci1eee', 8, null],
  ])('reports in %s unsorted keys at %j and duplicate keys at %j', (text, unsorted, duplicate) => {
    expect(scanned(text)).toMatchObject({ unsortedAtBytes: unsorted, duplicateAtBytes: duplicate });
  });

  test('keeps integers exact', () => {
    expect(scanned('i9007199254740991e').integer(0)).toBe(9_007_199_254_740_991);
    expect(scanned('i9007199254740992e').integer(0)).toBe(9_007_199_254_740_992n);
    expect(scanned('i-18446744073709551615e').integer(0)).toBe(-18_446_744_073_709_551_615n);
    expect(scanned('i0e').integer(0)).toBe(0);
  });

  test('takes the same share of time for ten times the bytes, whatever they are', () => {
    for (const make of [
      (count: number) => `l${'0:'.repeat(count)}e`,
      (count: number) => `d${Array.from({ length: count }, (_, i) => `7:${String(count * 10 - i).padStart(7, '0')}i1e`).join('')}e`,
    ]) {
      const small = bytes(make(10_000));
      const large = bytes(make(100_000));
      const cost = (input: Uint8Array) => {
        const start = process.hrtime.bigint();
        expect(scan(input).ok).toBe(true);
        return Number(process.hrtime.bigint() - start);
      };
      cost(small);
      // a quadratic scan would need a hundred times as long, and minutes at the cap
      expect(Math.min(cost(large), cost(large), cost(large))).toBeLessThan(60 * Math.max(cost(small), cost(small), 1_000_000));
    }
  });
});
