import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FilePaths } from '../../../../engine/metainfo/file-paths.js';

const unicode = fc.string({ unit: 'grapheme', maxLength: 40 });

describe('a table of paths', () => {
  test('gives back every path', () => {
    fc.assert(
      fc.property(fc.array(unicode, { maxLength: 60 }), (paths) => {
        const table = FilePaths.of(paths);
        expect(table.length).toBe(paths.length);
        expect([...table]).toEqual(paths);
        for (const [file, path] of paths.entries()) expect(table.at(file)).toBe(path);
      }),
    );
  });

  test('has no path where there is no file', () => {
    const table = FilePaths.of(['a', 'b']);
    expect(table.at(2)).toBe('');
    expect(table.at(-1)).toBe('');
    expect(FilePaths.of([]).at(0)).toBe('');
  });

  test('is the same table behind a crossing, and lies in shared memory when it is long', () => {
    const paths = Array.from({ length: 5000 }, (_, i) => `übung/${i}.txt`);
    const table = FilePaths.of(paths);
    expect(table.bytes.buffer).toBeInstanceOf(SharedArrayBuffer);
    expect(table.ends.buffer).toBeInstanceOf(SharedArrayBuffer);
    const { bytes, ends } = table;
    expect([...new FilePaths({ bytes, ends })]).toEqual(paths);
    expect(FilePaths.of(['short']).bytes.buffer).toBeInstanceOf(ArrayBuffer);
  });

  test('has another path for one file, and the same ones for all others', () => {
    fc.assert(
      fc.property(fc.array(unicode, { minLength: 1, maxLength: 30 }), fc.nat(), unicode, (paths, at, path) => {
        const file = at % paths.length;
        const renamed = FilePaths.of(paths).with(file, path);
        expect([...renamed]).toEqual(paths.with(file, path));
        expect(renamed.equals(FilePaths.of(paths.with(file, path)))).toBe(true);
        expect(renamed.mentions(path)).toBe(true);
      }),
    );
    expect(FilePaths.of(['a/b', 'c']).mentions('a/bd')).toBe(false);
  });
});
