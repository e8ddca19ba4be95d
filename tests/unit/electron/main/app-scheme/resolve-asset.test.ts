import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { resolveAsset } from '../../../../../electron/main/app-scheme/resolve-asset.js';

const root = path.resolve('/opt/shoal/dist/renderer');

describe('an app:// address', () => {
  test.each([
    ['app://bundle/', 'index.html'],
    ['app://bundle/index.html', 'index.html'],
    ['app://bundle/index.html?theme=dark#top', 'index.html'],
    ['app://bundle/assets/main-1a2b.js', 'assets/main-1a2b.js'],
    ['app://bundle/assets/a%20b.svg', 'assets/a b.svg'],
    ['app://bundle/..a/b..c', '..a/b..c'],
  ])('%s names a file of the page', (url, file) => {
    expect(resolveAsset(root, url)).toBe(path.join(root, file));
  });

  test.each([
    'app://bundle/../main.mjs',
    'app://bundle/assets/../../main.mjs',
    'app://bundle/%2e%2e/main.mjs',
    'app://bundle/%2E%2e%2fmain.mjs',
    'app://bundle/.%2e/main.mjs',
    'app://bundle/..%5cmain.mjs',
    'app://bundle/..\\main.mjs',
    'app://bundle/assets\\..\\..\\main.mjs',
    'app://bundle/./index.html',
    'app://bundle//etc/passwd',
    'app://bundle/%2fetc/passwd',
    'app://bundle/index.html%00.png',
    'app://bundle/index.html\0',
    'app://bundle/C:/Windows/win.ini',
    'app://bundle/index.html::$DATA',
    'app://bundle/%zz',
    'app://bundle/%ff',
    'app://bundle',
    'app://bundled/index.html',
    'app://bundle@evil/index.html',
    'app://user@bundle/index.html',
    'app://other/index.html',
    'APP://bundle/index.html',
    'file:///etc/passwd',
    'https://bundle/index.html',
    '',
  ])('%j names none', (url) => {
    expect(resolveAsset(root, url)).toBeNull();
  });

  test('never leads out of the page’s folder', () => {
    const part = fc.constantFrom('..', '.', '%2e', '%2E%2E', '/', '%2f', '\\', '%5c', '%00', '%25', 'a', 'index.html', '~', 'C:', '%c0%ae');
    fc.assert(
      fc.property(fc.array(fc.oneof(part, fc.string({ unit: 'binary' })), { maxLength: 12 }), (parts) => {
        const file = resolveAsset(root, `app://bundle/${parts.join('')}`);
        return file === null || file.startsWith(root + path.sep);
      }),
      { numRuns: 2_000 },
    );
  });
});
