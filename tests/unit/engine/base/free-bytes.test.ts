import { describe, expect, it } from 'vitest';
import { freeBytes } from '../../../../engine/base/free-bytes.io.js';

describe('bytes that are given back', () => {
  it('are gone at once, and views of them are empty', () => {
    const bytes = new Uint8Array(100_000).fill(7);
    const part = bytes.subarray(10, 20);
    freeBytes(bytes);
    expect(bytes.length).toBe(0);
    expect(part.length).toBe(0);
    expect(part[0]).toBeUndefined();
  });

  it('stay where the memory is shared with other views or threads', () => {
    const part = new Uint8Array(new ArrayBuffer(20_000), 0, 10_000);
    const shared = new Uint8Array(new SharedArrayBuffer(10_000));
    const small = Buffer.from('a short one');
    for (const bytes of [part, shared, small]) {
      const { length } = bytes;
      freeBytes(bytes);
      expect(bytes.length).toBe(length);
    }
  });

  it('can be many', () => {
    const all = Array.from({ length: 1000 }, () => new Uint8Array(5000));
    for (const bytes of all) freeBytes(bytes);
    expect(all.every(({ length }) => length === 0)).toBe(true);
  });
});
