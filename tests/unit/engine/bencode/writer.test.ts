import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encode } from '../../../../engine/bencode/encode.js';
import { BencodeWriter } from '../../../../engine/bencode/writer.js';

type Value = Uint8Array | bigint | number | readonly Value[] | { readonly [key: string]: Value };

const { value: anyValue } = fc.letrec<{ value: Value }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.uint8Array({ maxLength: 300 }).map((bytes) => Uint8Array.from(bytes)),
    fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
    fc.maxSafeInteger(),
    fc.array(tie('value'), { maxLength: 8 }),
    fc.dictionary(fc.string({ unit: 'grapheme-ascii', maxLength: 8 }), tie('value'), { maxKeys: 8, noNullPrototype: true }),
  ),
}));

function write(writer: BencodeWriter, value: Value): void {
  if (value instanceof Uint8Array) writer.bytes(value);
  else if (typeof value === 'number' || typeof value === 'bigint') writer.integer(value);
  else if (Array.isArray(value)) {
    writer.list();
    for (const item of value as readonly Value[]) write(writer, item);
    writer.end();
  } else {
    writer.dictionary();
    for (const [key, item] of Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))) write(writer.string(key), item);
    writer.end();
  }
}

describe('the writer', () => {
  it('writes what the encoder writes, one message after the other, however long', () => {
    const writer = new BencodeWriter();
    fc.assert(
      fc.property(anyValue, (value) => {
        write(writer, value);
        expect(Buffer.from(writer.take())).toEqual(Buffer.from(encode(value)));
      }),
    );
    const long = new Uint8Array(100_000).fill(7);
    expect(Buffer.from(writer.list().bytes(long).raw(encode('x')).end().take())).toEqual(Buffer.from(encode([long, 'x'])));
    expect(writer.size).toBe(0);
  });

  it('gives copies: what comes later does not change what was taken', () => {
    const writer = new BencodeWriter();
    const first = writer.string('first').take();
    writer.string('other').take();
    expect(Buffer.from(first).toString()).toBe('5:first');
  });
});
