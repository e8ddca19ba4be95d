import { describe, expect, test } from 'vitest';
import { fileUrl } from '../../../../engine/webseed/file-url.js';

describe("A file's URL at a web seed", () => {
  test('is the URL itself for a single file, unless it is that of a folder', () => {
    expect(fileUrl('http://a/x.iso', 'name.iso', false)).toBe('http://a/x.iso');
    expect(fileUrl('http://a/x.iso?y=1', 'name.iso', false)).toBe('http://a/x.iso?y=1');
    expect(fileUrl('http://a/files/', 'name.iso', false)).toBe('http://a/files/name.iso');
  });
  test('has name and path below the URL for a folder', () => {
    expect(fileUrl('http://a/files/', 'name/b/c%20d', true)).toBe('http://a/files/name/b/c%20d');
    expect(fileUrl('http://a/files', 'name/b', true)).toBe('http://a/files/name/b');
  });
  test('is none where the path cannot be said', () => {
    expect(fileUrl('http://a/files/', '', true)).toBeNull();
    expect(fileUrl('http://a/', '', false)).toBeNull();
    expect(fileUrl('http://a/x', '', false)).toBe('http://a/x');
  });
});
