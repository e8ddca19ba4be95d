import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  formatBinarySize,
  formatRate,
  formatSize,
  SIZE_UNITS,
  sizeOfSize,
  splitRate,
  splitSize,
} from '../../../../renderer/format/size.js';

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
    expect(formatSize(bytes)).toBe(words);
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
    expect(formatSize(Number.NaN)).toBe('0 B');
    expect(formatSize(-5)).toBe('0 B');
  });

  it('leaves the unit out of the part where both have the same', () => {
    const of = (part: string, whole: string): string => `${part} of ${whole}`;
    expect(sizeOfSize(9.1e9, 14.8e9, of)).toBe('9.1 of 14.8 GB');
    expect(sizeOfSize(310e3, 1.2e9, of)).toBe('310 kB of 1.2 GB');
  });

  it('shows piece lengths in powers of two', () => {
    expect(formatBinarySize(16_384)).toBe('16 KiB');
    expect(formatBinarySize(8 * 1024 * 1024)).toBe('8 MiB');
  });
});

describe('rates', () => {
  it('shows nothing as an en dash', () => {
    expect(formatRate(0)).toBe('–');
    expect(formatRate(0.4)).toBe('–');
    expect(splitRate(Number.NaN)).toBeNull();
  });
  it('puts the unit apart from the digits', () => {
    expect(splitRate(8_400_000)).toEqual({ digits: '8.4', unit: 'MB/s' });
    expect(formatRate(642_000)).toBe('642 kB/s');
  });
});
