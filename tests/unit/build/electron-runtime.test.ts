import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { packAsar } from '../../../build/electron-runtime/asar.mjs';
import { cacheFolder } from '../../../build/electron-runtime/cache-folder.mjs';
import { executableName, runtimeAt } from '../../../build/electron-runtime/dist-folder.mjs';
import { FUSE, setFuses } from '../../../build/electron-runtime/fuses.mjs';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'runtime-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('the cache folder', () => {
  const linux = { platform: 'linux', uid: 1000, home: '/home/a' };
  test('lies in the cache of the user', () => {
    expect(cacheFolder({}, linux)).toBe('/home/a/.cache/shoal-electron');
    expect(cacheFolder({ XDG_CACHE_HOME: '/x' }, linux)).toBe('/x/shoal-electron');
    expect(cacheFolder({}, { platform: 'darwin', uid: 501, home: '/Users/a' })).toBe('/Users/a/Library/Caches/shoal-electron');
  });
  test("of root lies outside root's closed home", () => {
    expect(cacheFolder({}, { ...linux, uid: 0, home: '/root' })).toBe('/var/cache/shoal-electron');
  });
  test('can be chosen', () => {
    expect(cacheFolder({ ELECTRON_RUNTIME_CACHE: '/y' }, linux)).toBe('/y');
  });
});

test('a half-made folder is no runtime', () => {
  const executable = join(folder, executableName);
  expect(runtimeAt('registry', folder)).toBeNull();
  mkdirSync(join(executable, '..'), { recursive: true });
  writeFileSync(executable, '');
  expect(runtimeAt('registry', folder)).toBeNull();
  writeFileSync(join(folder, 'version'), 'v33.2.1\n');
  expect(runtimeAt('registry', folder)).toMatchObject({ kind: 'registry', version: '33.2.1', executablePath: executable });
});

test('fuses are set behind the sentinel and nowhere else', () => {
  const before = Buffer.from('....dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX\x01\x0811000111....', 'latin1');
  const after = Buffer.from(before);
  setFuses(after, { [FUSE.nodeCliInspect]: true, [FUSE.browserV8Snapshot]: false });
  expect(after.toString('latin1')).toBe('....dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX\x01\x0811010101....');
  expect(() => setFuses(Buffer.from('no wire'), {})).toThrow('fuse wire');
});

test('an asar archive holds its files at the offsets its header names', () => {
  writeFileSync(join(folder, 'a.txt'), 'alpha');
  writeFileSync(join(folder, 'b.txt'), 'be');
  const archive = packAsar(folder);
  const jsonBytes = archive.readUInt32LE(12);
  const header = JSON.parse(archive.subarray(16, 16 + jsonBytes).toString());
  const bodies = archive.subarray(8 + archive.readUInt32LE(4));
  for (const [name, text] of Object.entries({ 'a.txt': 'alpha', 'b.txt': 'be' })) {
    const { offset, size } = header.files[name];
    expect(bodies.subarray(Number(offset), Number(offset) + size).toString()).toBe(text);
  }
});
