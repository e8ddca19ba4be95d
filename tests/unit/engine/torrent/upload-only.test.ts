import { describe, expect, test } from 'vitest';
import { UploadOnlyNotice } from '../../../../engine/torrent/upload-only.js';

describe('what we say of ourselves', () => {
  test('is nothing until we want nothing, and then every change', () => {
    const notice = new UploadOnlyNotice();
    expect([notice.update(false), notice.field(false)]).toEqual([false, null]);
    expect([notice.update(true), notice.field(true), notice.update(true)]).toEqual([true, true, false]);
    expect([notice.update(false), notice.field(false)]).toEqual([true, false]);
  });

  test('is told to those who were met before the first look', () => {
    expect(new UploadOnlyNotice().update(true)).toBe(true);
  });
});
