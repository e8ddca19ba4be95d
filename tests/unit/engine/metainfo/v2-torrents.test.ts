/** Torrents of BEP 52: with file trees and piece layers, alone or beside a v1 description. */
import { describe, expect, test } from 'vitest';
import { type BencodeInput, encode } from '../../../../engine/bencode/encode.js';
import { parseInfoDict } from '../../../../engine/metainfo/info-dict.js';
import { pieceLayersOf } from '../../../../engine/metainfo/piece-layers.js';
import { type Fields, file, K16, parse, read, v2Torrent } from './torrent-parts.js';

describe('a v2 torrent', () => {
  const sizes = { a: 100_000, b: 0, c: 5, d: 70_000, e: 0 };
  const { info, layers } = v2Torrent(sizes, 65_536);

  test('has pads between its files and none after the last', () => {
    const found = read(info, { 'piece layers': layers }).info;
    expect([...found.files.paths]).toEqual(['dir/a', 'dir/.pad/31072', 'dir/b', 'dir/c', 'dir/.pad/65531', 'dir/d', 'dir/e']);
    expect(found).toMatchObject({ version: 'v2', infoHashV1: null, pieceHashes: null, pieceCount: 5, totalSize: 266_608 });
    expect([...(found.merkle?.fileIndexes ?? [])]).toEqual([0, 3, 5]);
    expect([...(found.merkle?.layerBytes ?? [])]).toEqual([64, 0, 64]);
  });
  test('is read without its layers, as it comes by magnet', () => {
    const alone = parseInfoDict(encode(info));
    expect(alone.ok && alone.value.merkle?.layers.length).toBe(0);
    expect(alone.ok && pieceLayersOf(alone.value)).toBeNull();
  });
  test('of one file that bears its name has no folder', () => {
    const one = v2Torrent({ dir: 5 }, K16);
    expect([...read(one.info).info.files.paths]).toEqual(['dir']);
    expect([...read(v2Torrent({ other: 5 }, K16).info).info.files.paths]).toEqual(['dir/other']);
  });
  test('whose few bytes spell very long paths is refused before they are made', () => {
    const leaves: Record<string, BencodeInput> = {};
    for (let i = 0; i < 5_000; i++) leaves[i] = { '': { length: 0 } };
    let tree: BencodeInput = leaves;
    for (let depth = 0; depth < 90; depth++) tree = { ['d'.repeat(240)]: tree };
    expect(parse({ ...info, 'file tree': tree })).toMatchObject({ ok: false, error: { code: 'too-large' } });
  });
  test('with layers that are wrong, missing or too many is refused', () => {
    const [root = '', layer = new Uint8Array()] = [...layers][0] ?? [];
    const broken = layer.slice().fill(1, 0, 1);
    for (const bad of [new Map([...layers, [root, broken]]), new Map([[root, layer]]), new Map([...layers, ['x'.repeat(32), layer]]), []]) {
      expect(parse(info, { 'piece layers': bad })).toMatchObject({ ok: false, error: { code: 'invalid-piece-layer' } });
    }
  });

  const leaf = (changes: Fields): Fields => ({ '': { length: 5, 'pieces root': new Uint8Array(32).fill(1), ...changes } });
  const refusals: [string, Fields, string][] = [
    ['a piece length that is no power of two', { 'piece length': 49_152 }, 'missing-piece-length'],
    ['pieces under 16 KiB', { 'piece length': 8_192 }, 'missing-piece-length'],
    ['no tree', { 'file tree': undefined }, 'missing-file-tree'],
    ['an empty tree', { 'file tree': {} }, 'no-files'],
    ['a pad in its tree', { 'file tree': { a: leaf({ attr: 'p' }) } }, 'invalid-pad-file'],
    ['a short root', { 'file tree': { a: leaf({ 'pieces root': 'short' }) } }, 'missing-pieces-root'],
    ['a file that is a folder too', { 'file tree': { a: { ...leaf({}), b: leaf({}) } } }, 'invalid-file-tree'],
    ['a tree that is a file', { 'file tree': leaf({}) }, 'invalid-file-tree'],
    ['a number in its tree', { 'file tree': { a: 1 } }, 'invalid-file-tree'],
    ['only empty files', { 'file tree': { a: leaf({ length: 0 }) } }, 'invalid-length'],
    ['more pieces than allowed', { 'file tree': { a: leaf({ length: 2 ** 37 }) }, 'piece length': K16 }, 'too-many-pieces'],
  ];
  for (const [what, changes, code] of refusals) {
    test(`with ${what} is refused as ${code}`, () => expect(parse({ ...info, ...changes })).toMatchObject({ ok: false, error: { code } }));
  }
});

describe('a hybrid torrent', () => {
  const { info, layers } = v2Torrent({ a: 20_000, b: 40_000 }, 32_768);
  const pad = (length: number) => ({ ...file(length, '.pad', `${length}`), attr: 'p' });
  const hybrid = (files: BencodeInput[], pieces: number) => ({ ...info, files, pieces: new Uint8Array(pieces * 20) });

  test('has one byte space for both descriptions', () => {
    const found = read(hybrid([file(20_000, 'a'), pad(12_768), file(40_000, 'b')], 3), { 'piece layers': layers }).info;
    expect(found).toMatchObject({ version: 'hybrid', totalSize: 72_768, pieceCount: 3 });
    expect([...found.files.paths]).toEqual(['dir/a', 'dir/.pad/12768', 'dir/b']);
    expect(found.infoHashV1).toHaveLength(40);
    expect(found.infoHashV2).toHaveLength(64);
  });
  test('may end with a pad', () => {
    const found = read(hybrid([file(20_000, 'a'), pad(12_768), file(40_000, 'b'), pad(25_536)], 3)).info;
    expect([...found.files.paths].at(-1)).toBe('dir/.pad/25536');
    expect(found.totalSize).toBe(3 * 32_768);
  });
  const disagreements: [string, BencodeInput[]][] = [
    ['has no pad', [file(20_000, 'a'), file(40_000, 'b')]],
    ['has a pad of another size', [file(20_000, 'a'), pad(12_769), file(40_000, 'b')]],
    ['has a whole piece of padding', [file(20_000, 'a'), pad(12_768 + 32_768), file(40_000, 'b')]],
    ['names a file otherwise', [file(20_000, 'a'), pad(12_768), file(40_000, 'c')]],
    ['has a file of another size', [file(20_000, 'a'), pad(12_768), file(39_999, 'b')]],
    ['has another order', [file(40_000, 'b'), pad(25_536), file(20_000, 'a')]],
    ['lacks a file', [file(20_000, 'a')]],
    ['has a file more', [file(20_000, 'a'), pad(12_768), file(40_000, 'b'), pad(25_536), file(1, 'c')]],
  ];
  for (const [what, files] of disagreements) {
    test(`whose v1 half ${what} is refused`, () => {
      expect(parse(hybrid(files, 3))).toMatchObject({ ok: false, error: { code: 'inconsistent-files' } });
    });
  }
});
