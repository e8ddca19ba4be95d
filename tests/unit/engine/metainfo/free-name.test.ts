import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { freeName } from '../../../../engine/metainfo/free-name.js';

const never = (): boolean => false;

describe('a name beside one that is taken', () => {
  it('has the next free number before the extension', () => {
    expect(freeName('set/a.bin', never)).toBe('set/a (2).bin');
    expect(freeName('a', (name) => name === 'a (2)' || name === 'a (3)')).toBe('a (4)');
    expect(freeName('d.ir/.hidden', never)).toBe('d.ir/.hidden (2)');
    expect(freeName('a.b.c', never)).toBe('a.b (2).c');
  });

  it('counts on from a number that is there', () => {
    expect(freeName('set/a (2).bin', never)).toBe('set/a (3).bin');
    expect(freeName('a (x).bin', never)).toBe('a (x) (2).bin');
  });

  it('is never too long for a file system, stays in its folder, and is free', () => {
    const word = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 300 }).map((text) => text.replaceAll('/', '_'));
    fc.assert(
      fc.property(word, fc.nat(5), (word, takenCount) => {
        const taken = new Set<string>();
        for (let i = 0; i < takenCount; i++) taken.add(freeName(`dir/${word}.bin`, (name) => taken.has(name)));
        const name = freeName(`dir/${word}.bin`, (candidate) => taken.has(candidate));
        expect(taken.has(name)).toBe(false);
        expect(name.startsWith('dir/')).toBe(true);
        expect(name.endsWith('.bin')).toBe(true);
        expect(Buffer.byteLength(name.slice(4))).toBeLessThanOrEqual(240);
      }),
    );
  });
});
