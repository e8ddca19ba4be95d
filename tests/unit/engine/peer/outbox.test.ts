import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Outbox } from '../../../../engine/peer/outbox.js';

describe('outbox', () => {
  test('hands out what was put in, in order, as an own copy', () => {
    const part = fc.record({ bytes: fc.uint8Array({ maxLength: 700 }), inPlace: fc.boolean(), take: fc.nat(9) });
    fc.assert(
      fc.property(fc.array(part, { maxLength: 40, size: 'max' }), (parts) => {
        const outbox = new Outbox();
        const taken: Uint8Array[] = [];
        for (const { bytes, inPlace, take } of parts) {
          if (inPlace) {
            const at = outbox.reserve(bytes.length);
            outbox.bytes().set(bytes, at);
          } else outbox.append(bytes);
          if (take === 0) taken.push(outbox.take() ?? new Uint8Array());
        }
        taken.push(outbox.take() ?? new Uint8Array());
        expect(Buffer.concat(taken)).toEqual(Buffer.concat(parts.map(({ bytes }) => bytes)));
        expect([outbox.size, outbox.take()]).toEqual([0, null]);
      }),
    );
  });

  test('keeps what is there when it grows', () => {
    const outbox = new Outbox();
    outbox.append(new Uint8Array(1000).fill(1));
    outbox.append(new Uint8Array(5000).fill(2));
    expect(outbox.take()).toEqual(new Uint8Array([...new Uint8Array(1000).fill(1), ...new Uint8Array(5000).fill(2)]));
  });

  test('does not keep the memory of a burst', () => {
    const outbox = new Outbox();
    outbox.append(new Uint8Array(100_000));
    expect(outbox.size).toBe(100_000);
    outbox.take();
    expect(outbox.bytes().length).toBeLessThan(10_000);
  });
});
