import { describe, expect, test } from 'vitest';
import { makePathsUnique } from '../../../../engine/metainfo/unique-paths.js';

function unique(paths: string[], pads: readonly number[] = []) {
  const copy = [...paths];
  const result = makePathsUnique(copy, (file) => pads.includes(file));
  return result.ok ? copy : result.error.code;
}

describe('makePathsUnique', () => {
  test('leaves different paths alone', () => expect(unique(['t/a', 't/b/a', 't/b/c'])).toEqual(['t/a', 't/b/a', 't/b/c']));
  test('numbers a second file before its extension', () => {
    expect(unique(['t/bar.txt', 't/bar.txt', 't/bar.txt'])).toEqual(['t/bar.txt', 't/bar.1.txt', 't/bar.2.txt']);
    expect(unique(['t/_', 't/_', 't/.x', 't/.x'])).toEqual(['t/_', 't/_.1', 't/.x', 't/.x.1']);
  });
  test('takes names that differ only in case or composition for the same', () => {
    expect(unique(['t/Straße', 't/STRASSE'])).toEqual(['t/Straße', 't/STRASSE.1']);
    expect(unique(['t/\u00e9', 't/e\u0301', 't/\u00c9'])).toEqual(['t/\u00e9', 't/e\u0301.1', 't/\u00c9.2']);
    expect(unique(['t/A.txt', 't/a.TXT'])).toEqual(['t/A.txt', 't/a.1.TXT']);
  });
  test('passes over a numbered name that is taken', () => {
    expect(unique(['t/a.1', 't/a', 't/a', 't/a.1'])).toEqual(['t/a.1', 't/a', 't/a.2', 't/a.1.1']);
    expect(unique(['t/b.1.x', 't/b.x', 't/b.x'])).toEqual(['t/b.1.x', 't/b.x', 't/b.2.x']);
  });
  test('gives way to a folder of the same name, whichever comes first', () => {
    expect(unique(['t/a', 't/A/b'])).toEqual(['t/a.1', 't/A/b']);
    expect(unique(['t/a/b', 't/a'])).toEqual(['t/a/b', 't/a.1']);
  });
  test('lets pads share a path', () => expect(unique(['.pad/5', 't/x', '.pad/5'], [0, 2])).toEqual(['.pad/5', 't/x', '.pad/5']));
  test('refuses more than 500 renamed files', () => {
    expect(unique(Array.from({ length: 501 }, () => 'x'))).toHaveLength(501);
    expect(unique(Array.from({ length: 502 }, () => 'x'))).toBe('too-many-duplicate-filenames');
  });
  test('does not count anew for every copy of a name', () => {
    const numbered = Array.from({ length: 200_000 }, (_, i) => `a.${i + 1}`);
    const start = process.hrtime.bigint();
    const paths = unique([...numbered, ...Array.from({ length: 501 }, () => 'a')]);
    expect(paths.at(-1)).toBe('a.200500');
    // counting anew would be a hundred million steps
    expect(Number(process.hrtime.bigint() - start) / 1e6).toBeLessThan(5_000);
  });
});
