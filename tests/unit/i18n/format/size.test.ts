import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { de } from '../../../../i18n/catalogues/de/index.js';
import { fr } from '../../../../i18n/catalogues/fr/index.js';
import {
  formatAxisRate,
  formatBinarySize,
  formatRate,
  formatSize,
  setUnits,
  sizeOfSize,
  spellRate,
  splitRate,
  splitSize,
} from '../../../../i18n/format/size.js';
import { takeWords } from '../../../../i18n/runtime/words.js';
import { plainText } from '../../../support/plain-text.js';

const SIZE_UNITS = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'];

describe('sizes', () => {
  it.each([
    [0, '0 B'],
    [1, '1 B'],
    [999, '999 B'],
    [1000, '1 kB'],
    [310_000, '310 kB'],
    [999_499, '999 kB'],
    [999_500, '1.0 MB'],
    [662_000_000, '662 MB'],
    [99_940_000, '99.9 MB'],
    [99_960_000, '100 MB'],
    [1_234_000_000, '1.2 GB'],
    [999_960_000_000, '1.0 TB'],
  ])('shows %d bytes as %s', (bytes, words) => {
    expect(plainText(formatSize(bytes))).toBe(words);
  });

  it('never shows a thousand of a unit that has a larger one, and never falls as bytes grow', () => {
    const amountOf = (bytes: number): number => {
      const { digits, unit } = splitSize(bytes);
      return Number(digits.replaceAll(',', '')) * 1000 ** SIZE_UNITS.indexOf(unit);
    };
    fc.assert(
      fc.property(fc.nat({ max: 2 ** 50 }), fc.nat({ max: 2 ** 40 }), (bytes, more) => {
        const { digits, unit } = splitSize(bytes);
        expect(unit === 'PB' || Number(digits) < 1000).toBe(true);
        expect(amountOf(bytes + more)).toBeGreaterThanOrEqual(amountOf(bytes));
      }),
    );
  });

  it('takes what is not a size for nothing', () => {
    expect(plainText(formatSize(Number.NaN))).toBe('0 B');
    expect(plainText(formatSize(-5))).toBe('0 B');
  });

  it('leaves the unit out of the part where both have the same', () => {
    expect(plainText(sizeOfSize(9.1e9, 14.8e9))).toBe('9.1 of 14.8 GB');
    expect(plainText(sizeOfSize(310e3, 1.2e9))).toBe('310 kB of 1.2 GB');
  });

  it('shows piece lengths in powers of two', () => {
    expect(plainText(formatBinarySize(16_384))).toBe('16 KiB');
    expect(plainText(formatBinarySize(8 * 1024 * 1024))).toBe('8 MiB');
  });
});

describe('rates', () => {
  it('shows nothing as an en dash', () => {
    expect(plainText(formatRate(0))).toBe('–');
    expect(plainText(formatRate(0.4))).toBe('–');
    expect(splitRate(Number.NaN)).toBeNull();
  });
  it('puts the unit apart from the digits', () => {
    expect(splitRate(8_400_000)).toEqual({ digits: '8.4', unit: 'MB/s' });
    expect(plainText(formatRate(642_000))).toBe('642 kB/s');
  });
});

describe('the way they are written', () => {
  afterEach(() => setUnits('decimal'));

  it('is in powers of 1024 for whoever prefers that', () => {
    setUnits('binary');
    expect(plainText(formatSize(1023))).toBe('1,023 B');
    expect(plainText(formatSize(1024))).toBe('1 KiB');
    expect(plainText(formatRate(8.4 * 1024 * 1024))).toBe('8.4 MiB/s');
    expect(plainText(formatSize(1.5 * 1024 ** 4))).toBe('1.5 TiB');
  });

  it('is that of the language', () => {
    takeWords('de', de, 'de-DE');
    expect(plainText(sizeOfSize(9.1e9, 14.8e9))).toBe('9,1 von 14,8 GB');
    takeWords('fr', fr, 'fr-FR');
    expect(plainText(formatRate(8_400_000))).toBe('8,4 Mo/s');
  });

  it('is spelled out for a screen reader', () => {
    expect(spellRate(4_200_000)).toBe('4.2 megabytes per second');
    takeWords('de', de, 'de-DE');
    expect(spellRate(310_400)).toBe('310 Kilobyte pro Sekunde');
  });

  it('is short on an axis', () => {
    expect(formatAxisRate(0)).toBe('0');
    expect(plainText(formatAxisRate(5_000_000))).toBe('5 MB/s');
    expect(plainText(formatAxisRate(2_500_000))).toBe('2.5 MB/s');
    expect(plainText(formatAxisRate(500_000))).toBe('500 kB/s');
  });
});
