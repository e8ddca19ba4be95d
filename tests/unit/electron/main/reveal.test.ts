import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { inside, pathToReveal, type RevealHost } from '../../../../electron/main/reveal.js';
import type { TorrentId } from '../../../../engine/api/ids.js';

const id = '0123456789abcdef' as TorrentId;

/** A torrent whose files have these indexes: gaps are pads. */
function host(indexes: readonly number[], options: { savePath?: string | null; path?: (index: number) => string } = {}) {
  let calls = 0;
  const files = indexes.map((index) => ({ index, path: options.path?.(index) ?? `show/e${index}.mkv`, sizeBytes: 1 }));
  const self: RevealHost = {
    savePath: () => (options.savePath === undefined ? '/d' : options.savePath),
    files: async ({ first, count }) => {
      calls++;
      return { total: files.length, files: files.slice(first, first + count) };
    },
  };
  return { self, calls: () => calls };
}

describe('showing a file', () => {
  test('shows the torrent’s own folder or file, and one of its files', async () => {
    expect(await pathToReveal(host([0, 1]).self, id, undefined)).toBe('/d/show');
    expect(await pathToReveal(host([0], { path: () => 'one.iso' }).self, id, undefined)).toBe('/d/one.iso');
    expect(await pathToReveal(host([0, 1]).self, id, 1)).toBe('/d/show/e1.mkv');
  });

  test('shows the folder while the details are not known', async () => {
    expect(await pathToReveal(host([]).self, id, undefined)).toBe('/d');
  });

  test('finds every file among pads, in few steps', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(fc.nat(5_000), { minLength: 1, maxLength: 300 }), fc.nat(), async (some, pick) => {
        const indexes = some.sort((a, b) => a - b);
        const { self, calls } = host(indexes);
        const wanted = indexes[pick % indexes.length] ?? 0;
        expect(await pathToReveal(self, id, wanted)).toBe(`/d/show/e${wanted}.mkv`);
        expect(calls()).toBeLessThan(16);
      }),
    );
  });

  test('refuses a file that is none, and a torrent that is gone', async () => {
    await expect(pathToReveal(host([0, 2]).self, id, 1)).rejects.toMatchObject({ code: 'arguments-invalid' });
    await expect(pathToReveal(host([0]).self, id, 9)).rejects.toMatchObject({ code: 'arguments-invalid' });
    await expect(pathToReveal(host([0], { savePath: null }).self, id, 0)).rejects.toMatchObject({ code: 'torrent-unknown' });
  });

  test.each(['..', '../x', 'a/../../x', '/etc/passwd', '.', ''])('does not leave the folder by %j', (relative) => {
    expect(() => inside('/d/downloads', relative)).toThrow('outside');
  });

  test('a name may begin with two dots', () => {
    expect(inside('/d', '..hidden/a')).toBe('/d/..hidden/a');
  });
});
