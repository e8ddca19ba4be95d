import { describe, expect, it } from 'vitest';
import { chooseLanguage, chooseLocale, directionOf } from '../../../../i18n/runtime/languages.js';

describe('the language on show', () => {
  it('is the first of the system’s that we have', () => {
    expect(chooseLanguage('system', ['nl-NL', 'de-AT', 'en-US'])).toBe('de');
    expect(chooseLanguage('system', ['pt-PT'])).toBe('pt-BR');
    expect(chooseLanguage('system', ['nl', 'not a tag', ''])).toBe('en');
    expect(chooseLanguage('system', [])).toBe('en');
  });
  it('is Chinese only for readers of simplified characters', () => {
    expect(chooseLanguage('system', ['zh-Hans-SG'])).toBe('zh-CN');
    expect(chooseLanguage('system', ['zh'])).toBe('zh-CN');
    expect(chooseLanguage('system', ['zh-TW', 'ja-JP'])).toBe('ja');
  });
  it('is what the person chose, whatever the system says', () => {
    expect(chooseLanguage('ar', ['de-DE'])).toBe('ar');
  });
  it('has the numbers and dates of the system’s region where that speaks it', () => {
    expect(chooseLocale('de', ['fr-CH', 'de-CH'])).toBe('de-CH');
    expect(chooseLocale('de', ['fr-CH'])).toBe('de');
    expect(chooseLocale('zh-CN', ['zh-Hans-CN'])).toBe('zh-Hans-CN');
    expect(chooseLocale('ar-XB', ['de-DE'])).toBe('en-GB');
  });
  it('runs from right to left in Arabic', () => {
    expect(directionOf('ar')).toBe('rtl');
    expect(directionOf('ja')).toBe('ltr');
  });
});
