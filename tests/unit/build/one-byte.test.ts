import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toOneByte } from '../../../build/bundle/one-byte.mjs';

// biome-ignore lint/security/noGlobalEval: what the text means to an engine is the point
const meaningOf = (code: string): unknown => globalThis.eval(code);

describe('a bundle in one byte a character', () => {
  test('has no character beyond Latin-1 and means the same', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        for (const code of [JSON.stringify(text), `\`${text.replace(/[`\\$]/g, '')}\``]) {
          const kept = toOneByte(code);
          expect(kept).not.toMatch(/[^\x00-\xff]/);
          expect(meaningOf(kept)).toBe(meaningOf(code));
        }
      }),
    );
  });

  test('matches the same in regular expressions, pairs of surrogates included', () => {
    const pattern = meaningOf(toOneByte('/^[█😀–]+$/u')) as RegExp;
    expect(pattern.test('😀█–')).toBe(true);
    expect(pattern.test('\ud83d')).toBe(false);
  });
});
