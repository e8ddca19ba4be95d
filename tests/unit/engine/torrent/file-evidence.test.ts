import { describe, expect, test } from 'vitest';
import { Bitfield } from '../../../../engine/base/bitfield.js';
import { FileLayout } from '../../../../engine/metainfo/file-layout.js';
import { Geometry } from '../../../../engine/metainfo/geometry.js';
import { FILE_PAD } from '../../../../engine/metainfo/torrent-info.js';
import type { ResumeRecord } from '../../../../engine/resume/record.js';
import { looksUntouched } from '../../../../engine/torrent/file-evidence.js';
import { makeTorrent } from '../../../support/torrent-fixture.js';

//  pieces of 10:   0123456789|0123456789|0123456789|0
//  files:          a a a a a a a a b b b|pad 9      |c   (a 15, b 5, pad 10, empty, c 1)
const { spec } = makeTorrent('/root', 10, [
  { path: 'a', size: 15 },
  { path: 'b', size: 5 },
  { path: 'pad', size: 10, flags: FILE_PAD },
  { path: 'empty', size: 0 },
  { path: 'c', size: 1 },
]);
const layout = new FileLayout(spec.files, new Geometry(10, spec.totalSize));
const ABSENT = -1;

function looks(
  clean: boolean,
  picture: string,
  sizes: readonly number[],
  mtimesMs: readonly number[],
  seenSizes = sizes,
  seenMtimes = mtimesMs,
): boolean {
  const have = new Bitfield(4);
  for (const [piece, mark] of [...picture].entries()) if (mark === '*') have.add(piece);
  const record = { clean, fileSizes: sizes, fileMtimesMs: mtimesMs } as unknown as ResumeRecord;
  return looksUntouched(spec.files, have, layout, record, { sizes: Float64Array.from(seenSizes), mtimesMs: Float64Array.from(seenMtimes) });
}
const SIZES = [15, 5, ABSENT, 0, 1];
const TIMES = [1000, 2000, 0, 3000, 4000];

describe('after a clean stop', () => {
  test.each([
    ['nothing changed', SIZES, TIMES, true],
    ['a file system that keeps times coarsely', SIZES, [2999, 2000, 0, 3000, 4000], true],
    ['another time', SIZES, [1000, 9000, 0, 3000, 4000], false],
    ['another size', [15, 4, ABSENT, 0, 1], TIMES, false],
    ['a file that went', [15, ABSENT, ABSENT, 0, 1], TIMES, false],
    ['a pad or an empty file does not matter', [15, 5, 10, ABSENT, 1], [1000, 2000, 77_777, 88_888, 4000], true],
  ])('%s', (_what, sizes, times, untouched) => {
    expect(looks(true, '****', SIZES, TIMES, sizes, times)).toBe(untouched);
  });

  test('a file that was absent and is there now has been touched', () => {
    const before = [15, ABSENT, ABSENT, ABSENT, 1];
    expect(looks(true, '*...', before, TIMES)).toBe(true);
    expect(looks(true, '*...', before, TIMES, SIZES, TIMES)).toBe(false);
  });
});

describe('after an unclean stop', () => {
  test.each([
    ['all there', '****', [15, 5, ABSENT, ABSENT, 1], true],
    ['times say nothing', '****', SIZES, true],
    ['longer than needed', '*...', [15, 5, ABSENT, ABSENT, 1], true],
    ['as long as the last verified piece needs', '*...', [10, ABSENT, ABSENT, ABSENT, ABSENT], true],
    ['a byte too short', '*...', [9, ABSENT, ABSENT, ABSENT, ABSENT], false],
    ['one of two files of a piece missing', '.*..', [15, ABSENT, ABSENT, ABSENT, ABSENT], false],
    ['nothing verified, nothing there', '....', [ABSENT, ABSENT, ABSENT, ABSENT, ABSENT], true],
    ['the end missing', '...*', [ABSENT, ABSENT, ABSENT, ABSENT, 0], false],
  ])('%s', (_what, picture, sizes, untouched) => {
    expect(looks(false, picture, SIZES, TIMES, sizes, [9, 9, 9, 9, 9])).toBe(untouched);
  });
});
