import { describe, expect, it } from 'vitest';
import type { EngineErrorCode } from '../../../../electron/contract/index.js';
import { formatDateLong, formatDateShort } from '../../../../i18n/format/date.js';
import { formatAgo, formatDuration, spellDuration } from '../../../../i18n/format/duration.js';
import { errorBanner, errorFixes, errorWords } from '../../../../i18n/format/error-words.js';
import { baseName, folderInTorrent, shortHash, shortPath } from '../../../../i18n/format/path.js';
import { formatPercent, formatRatio, ratioOf, shareOf } from '../../../../i18n/format/share.js';
import { foreign, visibleText } from '../../../../i18n/format/visible-text.js';
import { plainText } from '../../../support/plain-text.js';

describe('durations', () => {
  it.each([
    [null, '–'],
    [Number.POSITIVE_INFINITY, '–'],
    [0, '1 s'],
    [33, '33 s'],
    [60, '1 min'],
    [59.7, '1 min'],
    [655, '11 min'],
    [3600, '1 h'],
    [4800, '1 h 20 min'],
    [86_400 * 3 + 3600 * 4, '3 d 4 h'],
    [86_400 * 400, 'Over 100 d'],
  ])('shows %s seconds as %s', (seconds, words) => {
    expect(formatDuration(seconds)).toBe(words);
  });
  it('is told from now back', () => {
    expect(formatAgo(300)).toBe('5 minutes ago');
    expect(formatAgo(-3)).toBe('1 second ago');
  });
  it('is spelled out for a screen reader', () => {
    expect(spellDuration(60)).toBe('1 minute');
    expect(spellDuration(7200)).toBe('2 hours');
    expect(spellDuration(null)).toBeNull();
  });
});

describe('shares', () => {
  it('never says 100 before the last byte', () => {
    expect(formatPercent(0.99999)).toBe('99.9%');
    expect(formatPercent(0.99999, 0)).toBe('99%');
    expect(formatPercent(1)).toBe('100%');
  });
  it('counts an empty choice as whole', () => {
    expect(shareOf(0, 0)).toBe(1);
    expect(shareOf(5, 10)).toBe(0.5);
  });
  it('divides by what is done where nothing was downloaded', () => {
    expect(ratioOf(50, 0, 100)).toBe(0.5);
    expect(ratioOf(50, 25, 100)).toBe(2);
    expect(ratioOf(0, 0, 0)).toBeNull();
    expect(formatRatio(null)).toBe('–');
    expect(formatRatio(0.344)).toBe('0.34');
  });
});

describe('text from strangers', () => {
  it('shows direction overrides and control characters as marks', () => {
    expect(visibleText('cod\u202Egnp.exe')).toBe('cod‹RLO›gnp.exe');
    expect(visibleText('a\u0000b\nc\u007f')).toBe('a␀b␊c␡');
    expect(visibleText('\u2066x\u2069\u200b')).toBe('‹LRI›x‹PDI›‹ZWSP›');
  });
  it('stands in a sentence with a direction of its own', () => {
    expect(foreign('فيلم')).toBe('\u2068فيلم\u2069');
    expect(foreign('\u2069x')).toBe('\u2068‹PDI›x\u2069');
  });
  it('leaves ordinary text of any script alone', () => {
    for (const text of ['Méliès – Films', '映画 4K', 'فيلم', '👩‍👩‍👧', 'a b.c-d_e']) expect(visibleText(text)).toBe(text);
  });
});

describe('paths', () => {
  it('shortens the home folder only where it is one', () => {
    expect(shortPath('/home/reef/Downloads', '/home/reef')).toBe('~/Downloads');
    expect(shortPath('/home/reefer/x', '/home/reef')).toBe('/home/reefer/x');
    expect(shortPath('/x', '')).toBe('/x');
  });
  it('takes the last part with either separator', () => {
    expect(baseName('/media/Media/')).toBe('Media');
    expect(baseName('C:\\Users\\reef')).toBe('reef');
  });
  it('names the folder of a file without the torrent', () => {
    expect(folderInTorrent('Reef/Extras/notes/a.txt')).toBe('Extras/notes');
    expect(folderInTorrent('Reef/a.txt')).toBe('');
    expect(folderInTorrent('a.txt')).toBe('');
  });
  it('shortens a hash to its ends', () => {
    expect(shortHash('3f9c2a00000000000000000000000000000000e81b')).toBe('3f9c2a…e81b');
  });
});

describe('errors in words', () => {
  const CODES: readonly EngineErrorCode[] = [
    'torrent-invalid',
    'torrent-too-large',
    'torrent-v2-only',
    'magnet-invalid',
    'duplicate',
    'torrent-unknown',
    'arguments-invalid',
    'path-unusable',
    'path-outside-root',
    'data-missing',
    'data-mismatch',
    'disk-full',
    'disk-failed',
    'disk-stalled',
    'port-unavailable',
    'address-unusable',
    'tracker-failed',
    'metadata-unavailable',
    'state-unreadable',
    'profile-in-use',
    'network-failed',
    'cancelled',
    'internal',
    'ip-filter-failed',
  ];
  it('has a sentence and a way out for every code, with and without facts', () => {
    for (const code of CODES) {
      const words = errorWords({ code, message: '', facts: {} });
      expect(words, code).toMatch(/^[A-Z“].*\.$/s);
      expect(words, code).not.toMatch(/undefined|\bnull\b|!/);
      expect(errorFixes({ code, message: '', facts: {} }).length).toBeGreaterThan(0);
    }
  });
  it('names the folder and what is missing when the disk is full', () => {
    const error = { code: 'disk-full', message: '', facts: { path: '/media/Media', neededBytes: 4.1e9 } } as const;
    expect(plainText(errorWords(error))).toBe('Not enough space in Media. 4.1 GB more is needed.');
    expect(errorBanner(error)).toContain('Other downloads continue.');
  });
  it('says whether the list of before goes on when the IP filter cannot be read', () => {
    const error = { code: 'ip-filter-failed', message: '', facts: { place: '/lists/a.gz', reason: 'ENOENT', kept: 0 } } as const;
    expect(errorWords(error)).toContain('Nobody is filtered meanwhile.');
    expect(errorWords({ ...error, facts: { ...error.facts, kept: 12 } })).toContain('The list of before stays in force.');
  });
  it('shows hidden characters of facts as marks', () => {
    expect(errorWords({ code: 'torrent-invalid', message: '', facts: { reason: 'a\u202Eb' } })).toContain('‹RLO›');
  });
});

describe('dates', () => {
  const now = new Date(2024, 8, 15, 21, 0).getTime();
  it('are as short as they can be', () => {
    expect(formatDateShort(new Date(2024, 8, 15, 20, 41).getTime(), now)).toBe('20:41');
    expect(formatDateShort(new Date(2024, 7, 12).getTime(), now)).toBe('12 Aug');
    expect(formatDateShort(new Date(2023, 7, 12).getTime(), now)).toBe('Aug 2023');
  });
  it('name today and yesterday', () => {
    expect(formatDateLong(new Date(2024, 8, 15, 20, 41).getTime(), now)).toBe('Today, 20:41');
    expect(formatDateLong(new Date(2024, 8, 14, 9, 2).getTime(), now)).toBe('Yesterday, 09:02');
    expect(formatDateLong(new Date(2023, 7, 31).getTime(), now)).toBe('31 Aug 2023');
  });
});
