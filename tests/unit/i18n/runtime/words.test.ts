import { describe, expect, it } from 'vitest';
import { ar } from '../../../../i18n/catalogues/ar/index.js';
import { en } from '../../../../i18n/catalogues/en/index.js';
import { formatNumber } from '../../../../i18n/format/number.js';
import { formatPercent } from '../../../../i18n/format/share.js';
import { pseudoCatalogue } from '../../../../i18n/runtime/pseudo.js';
import { directionNow, rich, t, takeWords } from '../../../../i18n/runtime/words.js';

describe('words', () => {
  it('take the form that fits the number, and write it as the locale does', () => {
    expect(t('list.results', { count: 1 })).toBe('1 result');
    expect(t('list.results', { count: 12_000 })).toBe('12,000 results');
    expect(t('states.queued', { position: 22 })).toBe('Queued, 22nd');
    takeWords('ar', ar, 'ar-EG');
    expect([1, 2, 3, 11, 100].map((count) => t('list.results', { count }))).toEqual([
      'نتيجة واحدة',
      'نتيجتان',
      '٣ نتائج',
      '١١ نتيجة',
      '١٠٠ نتيجة',
    ]);
  });

  it('give the parts of a message that holds more than text, in order', () => {
    const parts = rich('notices.removedOne', { named: (children) => ({ bold: children.join('') }) }, { name: 'reef.iso' });
    expect(parts).toEqual(['Removed ', { bold: 'reef.iso' }]);
  });

  it('change all at once, with the numbers beside them', () => {
    expect(formatPercent(0.612)).toBe('61.2%');
    takeWords('ar', ar, 'ar-EG');
    expect(directionNow()).toBe('rtl');
    expect(formatNumber(1234)).toBe('١٬٢٣٤');
    takeWords('en', en, 'en-GB');
    expect(formatPercent(0.612)).toBe('61.2%');
  });

  it('never throw: a message that is not there is told by its key', () => {
    takeWords('en', {}, 'en-GB');
    expect(t('common.add')).toBe('common.add');
    expect(t('list.results', { count: 2 })).toBe('list.results');
  });
});

describe('pseudo-languages', () => {
  it('make every text at least 40 % longer and keep what is filled in', () => {
    takeWords('en-XA', pseudoCatalogue(en, 'en-XA'), 'en-GB');
    expect(t('common.cancel')).toBe('Çáñçéļ on');
    expect(t('toolbar.withShortcut', { name: 'Add', shortcut: 'Ctrl O' })).toMatch(/^Add \(.*Ctrl O\)/);
    expect(t('list.results', { count: 3 })).toMatch(/^3 ŕéšûļţš/);
  });
  it('turn the direction of every word', () => {
    takeWords('ar-XB', pseudoCatalogue(en, 'ar-XB'), 'en-GB');
    expect(directionNow()).toBe('rtl');
    expect(t('common.cancel')).toBe('\u202eCancel\u202c');
    expect(t('list.results', { count: 3 })).toBe('3 \u202eresults\u202c');
  });
});
