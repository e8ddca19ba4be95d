import { posix, win32 } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isInside, type PathRules, safeElement, safePath } from '../../../../engine/metainfo/safe-path.js';
import { fixturesPresent, pathVectors, sayWhatIsSkipped } from './fixtures.js';

const bytes = (text: string) => new Uint8Array(Buffer.from(text));

sayWhatIsSkipped('path vectors');

describe.runIf(fixturesPresent)('path vectors', () => {
  const vectors = pathVectors().map((vector, index) => ({ ...vector, index }));
  test('there are as many as ever', () => expect(vectors.length).toBeGreaterThanOrEqual(44));
  for (const rules of ['posix', 'windows'] as const) {
    test.each(vectors)(`$index $test gives what ${rules} wants`, (vector) => {
      const elements = vector.elements.map((element) =>
        typeof element === 'string' ? bytes(element) : new Uint8Array(Buffer.from(element.hex, 'hex')),
      );
      expect(safePath(elements, rules, vector.force)).toBe(vector[rules]);
    });
  }
});

describe('safeElement', () => {
  test('keeps an ordinary name of any language', () => {
    for (const name of ['readme.txt', 'Ünïcode – 別の世界.mkv', '.hidden', '..a', '...', 'a', '-', 'file 💈.bin']) {
      expect(safeElement(bytes(name), 'posix', true)).toBe(name);
    }
  });
  test('sets reserved names apart on Windows alone', () => {
    expect(safeElement(bytes('CON'), 'windows', true)).toBe('_CON');
    expect(safeElement(bytes('lpt1.txt'), 'windows', true)).toBe('_lpt1.txt');
    expect(safeElement(bytes('aux .c'), 'windows', true)).toBe('_aux .c');
    expect(safeElement(bytes('console'), 'windows', true)).toBe('console');
    expect(safeElement(bytes('CON'), 'posix', true)).toBe('CON');
  });
  test('replaces what Windows forbids there and leaves it elsewhere', () => {
    expect(safeElement(bytes('a:b?<c>*|".txt'), 'windows', true)).toBe('a_b__c____.txt');
    expect(safeElement(bytes('a:b?'), 'posix', true)).toBe('a:b?');
  });
  test('does not swallow the letters after a stray byte', () => {
    expect(safeElement(new Uint8Array([0x63, 0x61, 0x66, 0xe9, 0x2e, 0x74, 0x78, 0x74]), 'posix', true)).toBe('caf_.txt');
  });
  test('drops a direction override that would hide an extension', () => {
    expect(safeElement(bytes('photo\u202egnp.exe'), 'posix', true)).toBe('photognp.exe');
  });
  test('never cuts a character in half', () => {
    const name = safeElement(bytes(`${'é'.repeat(200)}.flac`), 'posix', true);
    expect(name).toBe(`${'é'.repeat(120)}.flac`);
  });
});

const element = fc.oneof(
  fc.uint8Array({ maxLength: 300 }),
  fc.string({ unit: 'binary', maxLength: 40 }).map(bytes),
  fc
    .constantFrom('.', '..', '/', '\\', '../..', '..\\..', 'c:', '/etc', 'CON', '\0', '. ', '.. ', '...', '\u200b..', '.\u202e.')
    .map(bytes),
);

describe('any names at all', () => {
  for (const rules of ['posix', 'windows'] as const) {
    test(`lead nowhere outside the root by the rules of ${rules}`, () => {
      fc.assert(
        fc.property(fc.array(element, { minLength: 1, maxLength: 8 }), fc.boolean(), (elements, force) => {
          const path = safePath(elements, rules, force);
          if (force) expect(path.split('/')).toHaveLength(elements.length);
          if (path === '') return !force;
          expect(isInside(path, rules)).toBe(true);
          expect(staysUnder(path, rules)).toBe(true);
          for (const name of path.split('/')) expect(Buffer.byteLength(name)).toBeLessThanOrEqual(250);
          return true;
        }),
        { numRuns: 2_000 },
      );
    });
    test(`are left alone by a second cleaning by the rules of ${rules}`, () => {
      fc.assert(
        fc.property(element, (raw) => {
          const once = safeElement(raw, rules, true);
          expect(safeElement(bytes(once), rules, true)).toBe(once);
        }),
      );
    });
  }
});

/** What the system's own path arithmetic says. */
function staysUnder(path: string, rules: PathRules): boolean {
  const system = rules === 'windows' ? win32 : posix;
  const root = rules === 'windows' ? 'D:\\downloads' : '/downloads';
  const relative = system.relative(root, system.resolve(root, path));
  return relative !== '' && !system.isAbsolute(relative) && relative.split(/[\\/]/)[0] !== '..';
}

describe('isInside', () => {
  test.each(['a', 'a/b', 'a..b/c', '...'])('takes %s', (path) => expect(isInside(path, 'posix')).toBe(true));
  test.each(['', '/', '/a', 'a/', 'a//b', '..', '../a', 'a/../b', './a', 'a\0b'])('refuses %j', (path) =>
    expect(isInside(path, 'posix')).toBe(false),
  );
  test.each(['a\\..\\b', 'c:x', 'C:/x'])('refuses %j on Windows', (path) => {
    expect(isInside(path, 'windows')).toBe(false);
  });
});
