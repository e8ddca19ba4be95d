import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decode, decodePrefix } from '../../../../engine/bencode/decode.js';
import { type BencodeInput, encode, RawBencode } from '../../../../engine/bencode/encode.js';
import { scan } from '../../../../engine/bencode/scan.js';
import { valueAt } from '../../../../engine/bencode/token-value.js';
import { type BencodeValue, bytesToKey, bytesToText, isBytes, isDictionary } from '../../../../engine/bencode/value.js';

const bytes = (text: string) => new Uint8Array(Buffer.from(text, 'latin1'));
const text = (encoded: Uint8Array) => Buffer.from(encoded).toString('latin1');

/** Any value; `key` tells which dictionary keys occur. */
const anyValue = (key: fc.Arbitrary<string>, integer: fc.Arbitrary<number> = fc.maxSafeInteger()) =>
  fc.letrec<{ value: BencodeValue }>((tie) => ({
    value: fc.oneof(
      { depthSize: 'small' },
      fc.uint8Array({ maxLength: 20 }),
      integer,
      fc.array(tie('value'), { maxLength: 5 }),
      fc.array(fc.tuple(key, tie('value')), { maxLength: 5 }).map((entries) => new Map(entries)),
    ),
  })).value;
const byteKey = fc.uint8Array({ maxLength: 8 }).map(bytesToKey);
const asciiKey = fc.string({ unit: 'grapheme-ascii', maxLength: 8 }).filter((key) => key !== '__proto__');

describe('decode', () => {
  test('is the inverse of encode', () => {
    fc.assert(
      fc.property(anyValue(byteKey), (value) => {
        expect(decode(encode(value))).toEqual({ ok: true, value });
      }),
    );
  });
  test('keeps integers beyond 2^53', () => {
    const value = [2n ** 63n, -(2n ** 63n)];
    expect(decode(encode(value))).toEqual({ ok: true, value });
  });
  test('accepts what the scan accepts, and nothing else', () => {
    const soup = fc.array(fc.constantFrom('d', 'l', 'e', 'i', '1:', '0:', 'a', 'i1e', '1:a', '2:', '-', '0', '1'), { maxLength: 20 });
    fc.assert(
      fc.property(soup, (parts) => {
        const input = bytes(parts.join(''));
        const scanned = scan(input);
        const whole = scanned.ok && scanned.value.trailingBytes === 0;
        const decoded = decode(input);
        expect(decoded.ok).toBe(whole);
        const canonical = scanned.ok && scanned.value.unsortedAtBytes === null && scanned.value.duplicateAtBytes === null;
        if (decoded.ok && canonical) expect(text(encode(decoded.value))).toBe(text(input));
      }),
      { numRuns: 3_000 },
    );
  });
  test('reads the same value by the package and from the tokens of the scan', () => {
    fc.assert(
      fc.property(anyValue(asciiKey, fc.integer()), (value) => {
        const scanned = scan(encode(value));
        if (!scanned.ok) throw new Error(scanned.error.message);
        expect(scanned.value.isPlain).toBe(true);
        expect(valueAt(scanned.value, 0)).toEqual(value);
        expect(decode(scanned.value.bytes)).toEqual({ ok: true, value });
      }),
    );
  });
  test.each([
    ['a large integer', 'i9007199254740993e'],
    ['a key that is not ASCII', 'd2:\xc3\xa9i1ee'],
    ['a key of raw bytes', 'd1:\xffi1ee'],
    ['a key that sets a prototype', 'd9:__proto__i1ee'],
    ['a key that is there twice', 'd1:ai1e1:ai2ee'],
  ])('does not leave %s to the package', (_what, input) => {
    const scanned = scan(bytes(`l${input}e`));
    expect(scanned.ok && scanned.value.isPlain).toBe(false);
  });
  test('takes a key named __proto__ for a key', () => {
    const decoded = decode(bytes('d9:__proto__d8:pollutedi1eee'));
    expect(decoded.ok && isDictionary(decoded.value) && decoded.value.has('__proto__')).toBe(true);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
  test('lets the first of two equal keys count', () => {
    expect(decode(bytes('d1:ai1e1:ai2ee'))).toEqual({ ok: true, value: new Map([['a', 1]]) });
  });
  test('refuses trailing bytes, which decodePrefix reports', () => {
    expect(decode(bytes('de!'))).toMatchObject({ ok: false, error: { code: 'trailing-bytes', offsetBytes: 2 } });
    expect(decodePrefix(bytes('d8:msg_typei1eedata'))).toMatchObject({ ok: true, value: { usedBytes: 15 } });
  });
  test('hands out copies that outlive the buffer', () => {
    for (const input of [bytes('3:abc'), Buffer.from('3:abc')]) {
      const decoded = decode(input);
      input.fill(0x78);
      expect(decoded.ok && isBytes(decoded.value) && bytesToText(decoded.value)).toBe('abc');
    }
  });
});

describe('encode', () => {
  test('writes the same bytes as a whole by the package and when put together from parts', () => {
    fc.assert(
      fc.property(anyValue(asciiKey), (value) => {
        const whole = text(encode(value));
        const withRaw = text(encode([value, new RawBencode(bytes('i1e'))]));
        const withBigint = text(
          encode(
            new Map<string, BencodeInput>([
              ['\xff', 1n],
              ['a', value],
            ]),
          ),
        );
        expect(withRaw).toBe(`l${whole}i1ee`);
        expect(withBigint).toBe(`d1:a${whole}1:\xffi1ee`);
      }),
    );
  });
  const cases: [BencodeInput, string][] = [
    ['', '0:'],
    ['é', '2:\xc3\xa9'],
    [-0, 'i0e'],
    [-42, 'i-42e'],
    [2n ** 64n, 'i18446744073709551616e'],
    [[1, [], 'a'], 'li1ele1:ae'],
    [{ b: 1, a: undefined, B: 2 }, 'd1:Bi2e1:bi1ee'],
    [
      new Map([
        ['\xff', 1],
        ['\x7f', 2],
        ['a', 3],
      ]),
      'd1:ai3e1:\x7fi2e1:\xffi1ee',
    ],
    [{ info: new RawBencode(bytes('d1:zi1e1:ai2ee')) }, 'd4:infod1:zi1e1:ai2eee'],
  ];
  for (const [value, wanted] of cases) test(`writes ${JSON.stringify(wanted)}`, () => expect(text(encode(value))).toBe(wanted));
  test.each([1.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53])('throws on %s, which is no exact integer', (value) => {
    expect(() => encode(value)).toThrow(RangeError);
  });
});
