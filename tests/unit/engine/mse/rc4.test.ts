import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Rc4 } from '../../../../engine/mse/rc4.js';

const bytesOf = (text: string) => new Uint8Array(Buffer.from(text));
const hex = (text: string) => new Uint8Array(Buffer.from(text.replaceAll(' ', ''), 'hex'));

/** RC4 as it is told in every textbook: one byte at a time. */
function textbook(key: Uint8Array, length: number): Uint8Array {
  const s = Array.from({ length: 256 }, (_, i) => i);
  const swap = (a: number, b: number) => {
    [s[a], s[b]] = [s[b] as number, s[a] as number];
  };
  for (let i = 0, j = 0; i < 256; i++) {
    j = (j + (s[i] as number) + (key[i % key.length] as number)) % 256;
    swap(i, j);
  }
  let j = 0;
  return Uint8Array.from({ length }, (_, at) => {
    const i = (at + 1) % 256;
    j = (j + (s[i] as number)) % 256;
    swap(i, j);
    return s[((s[i] as number) + (s[j] as number)) % 256] as number;
  });
}

describe('RC4', () => {
  test.each([
    ['Key', 'Plaintext', 'bbf316e8d940af0ad3'],
    ['Wiki', 'pedia', '1021bf0420'],
    ['Secret', 'Attack at dawn', '45a01f645fc35b383552544b9bf5'],
  ])('with the key %s turns "%s" into %s and back', (key, plain, cipher) => {
    const bytes = bytesOf(plain);
    new Rc4(bytesOf(key)).apply(bytes);
    expect(Buffer.from(bytes).toString('hex')).toBe(cipher);
    new Rc4(bytesOf(key)).apply(bytes);
    expect(Buffer.from(bytes).toString()).toBe(plain);
  });

  test('gives the key stream of RFC 6229, at its beginning and at 1,024', () => {
    const stream = new Uint8Array(1040);
    new Rc4(hex('0102030405')).apply(stream);
    expect(stream.subarray(0, 16)).toEqual(hex('b2 39 63 05 f0 3d c0 27 cc c3 52 4a 0a 11 18 a8'));
    expect(stream.subarray(1024)).toEqual(hex('30 ab bc c7 c2 0b 01 60 9f 23 ee 2d 5f 6b b7 df'));
    const skipped = new Rc4(hex('0102030405'));
    skipped.skip(1024);
    const after = new Uint8Array(16);
    skipped.apply(after);
    expect(after).toEqual(stream.subarray(1024));
  });

  test('gives the same in any split, at any place in memory, shared or not, and touches nothing beside', () => {
    const part = fc.oneof(fc.nat(40), fc.nat(3000));
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 1, maxLength: 256 }),
        fc.array(part, { maxLength: 8 }),
        fc.nat(7),
        fc.boolean(),
        (key, parts, at, shared) => {
          const length = parts.reduce((sum, count) => sum + count, 0);
          const memory = new Uint8Array(shared ? new SharedArrayBuffer(length + 16) : new ArrayBuffer(length + 16));
          const cipher = new Rc4(key);
          let offset = at;
          for (const count of parts) {
            cipher.apply(memory.subarray(offset, offset + count));
            offset += count;
          }
          expect(Buffer.compare(memory.slice(at, at + length), textbook(key, length))).toBe(0);
          expect([...memory.slice(0, at), ...memory.slice(at + length)].every((byte) => byte === 0)).toBe(true);
        },
      ),
    );
  });

  test('keeps the streams of two ciphers apart that take turns', () => {
    const [one, other] = [new Rc4(bytesOf('one')), new Rc4(bytesOf('other'))];
    const [a, b] = [new Uint8Array(4000), new Uint8Array(4000)];
    for (let at = 0; at < 4000; at += 500) {
      one.apply(a.subarray(at, at + 500));
      other.apply(b.subarray(at, at + 500));
    }
    expect(a).toEqual(textbook(bytesOf('one'), 4000));
    expect(b).toEqual(textbook(bytesOf('other'), 4000));
  });
});
