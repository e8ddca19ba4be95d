import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type BencodeInput, encode } from '../../../../engine/bencode/encode.js';
import { parseInfoDict } from '../../../../engine/metainfo/info-dict.js';
import { escapeElement, isFolderTorrent, urlPaths } from '../../../../engine/metainfo/url-paths.js';

const text = (value: string) => Buffer.from(value);

function pathsOf(dict: Record<string, BencodeInput>) {
  const infoBytes = encode({ 'piece length': 16_384, pieces: new Uint8Array(20), ...dict });
  const info = parseInfoDict(infoBytes, { pathRules: 'windows' });
  if (!info.ok) throw new Error(info.error.message);
  return { folder: isFolderTorrent(info.value), paths: [...urlPaths(info.value, infoBytes)] };
}
const file = (path: readonly (string | Uint8Array)[], length = 1, attr?: string): BencodeInput => ({ length, path: [...path], attr });

describe('Paths for URLs', () => {
  test('spell the elements as the torrent does, not as the disk will', () => {
    const { folder, paths } = pathsOf({
      name: 'a: b',
      files: [file(['con', 'x?.txt']), file(['\u200bhidden', 'a/b']), file([Uint8Array.of(0xff, 0x41)]), file(['a', 'ä%20'])],
    });
    expect(folder).toBe(true);
    expect(paths).toEqual(['a%3A%20b/con/x%3F.txt', 'a%3A%20b/%E2%80%8Bhidden/a%2Fb', 'a%3A%20b/%FFA', 'a%3A%20b/a/%C3%A4%2520']);
  });
  test('are one name for a single file', () => {
    expect(pathsOf({ name: 'a b.iso', length: 5 })).toEqual({ folder: false, paths: ['a%20b.iso'] });
  });
  test('are empty for pads and for what would be a step', () => {
    const { paths } = pathsOf({
      name: 'n',
      files: [file(['a']), file(['.pad', '3'], 3, 'p'), file(['..', 'b']), file(['.', 'c']), file(['_____padding_file_0_x']), file(['d'])],
    });
    expect(paths).toEqual(['n/a', '', '', '', '', 'n/d']);
  });
  test('prefer the names that say they are UTF-8', () => {
    const entry = { length: 1, path: [Uint8Array.of(0xe4)], 'path.utf-8': ['ä'] };
    expect(pathsOf({ name: 'x', 'name.utf-8': 'ö', files: [entry] }).paths).toEqual(['%C3%B6/%C3%A4']);
  });

  test('escape so that decoding gives the bytes again, and never a step, a slash or a question mark', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 40 }), (bytes) => {
        const escaped = escapeElement(bytes);
        if (escaped === '') {
          expect(['.', '..']).toContain(Buffer.from(bytes).toString('latin1'));
          return;
        }
        expect(escaped).toMatch(/^(?:[A-Za-z0-9_.~-]|%[0-9A-F]{2})+$/);
        const back = escaped.replace(/%(..)/g, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
        expect(Buffer.from(back, 'latin1')).toEqual(Buffer.from(bytes));
      }),
    );
    expect(escapeElement(text('a b'))).toBe('a%20b');
  });
});
