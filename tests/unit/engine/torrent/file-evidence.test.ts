import { describe, expect, test } from 'vitest';
import { Bitfield } from '../../../../engine/base/bitfield.js';
import { FileLayout } from '../../../../engine/metainfo/file-layout.js';
import { Geometry } from '../../../../engine/metainfo/geometry.js';
import { FILE_PAD } from '../../../../engine/metainfo/torrent-info.js';
import { judgeFiles } from '../../../../engine/torrent/file-evidence.js';
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

const SIZES = [15, 5, ABSENT, 0, 1];
const TIMES = [1000, 2000, 0, 3000, 4000];

/** `picture`: a star for each piece that is had. */
function judge(
  picture: string,
  known: { sizes: readonly number[]; times: readonly number[] } | null,
  sizes: readonly number[],
  times: readonly number[],
  parted: readonly number[] = [],
) {
  const have = new Bitfield(4);
  for (const [piece, mark] of [...picture].entries()) if (mark === '*') have.add(piece);
  const before = known === null ? null : { sizes: known.sizes, mtimesMs: known.times };
  return judgeFiles(spec.files, have, layout, before, { sizes, mtimesMs: times }, (file) => parted.includes(file));
}
const ORDERLY = { sizes: SIZES, times: TIMES };

describe('files whose looks are known', () => {
  test.each([
    ['nothing changed', SIZES, TIMES, [], []],
    ['a file system that keeps times coarsely', SIZES, [2999, 2000, 0, 3000, 4000], [], []],
    ['another time', SIZES, [1000, 9000, 0, 3000, 4000], [], [1]],
    ['another size', [15, 4, ABSENT, 0, 1], TIMES, [], [1]],
    ['longer than it was', [15, 5, ABSENT, 0, 7], TIMES, [], [4]],
    ['files that went', [15, ABSENT, ABSENT, 0, ABSENT], TIMES, [1, 4], []],
    ['a pad or an empty file does not matter', [15, 5, 10, ABSENT, 1], [1000, 2000, 77_777, 88_888, 4000], [], []],
  ])('%s', (_what, sizes, times, gone, changed) => {
    expect(judge('****', ORDERLY, sizes, times)).toEqual({ holding: [0, 1, 4], gone, changed });
  });

  test('are judged only where they hold something', () => {
    const before = { sizes: [15, ABSENT, ABSENT, ABSENT, 1], times: TIMES };
    expect(judge('*...', before, SIZES, [1000, 9, 9, 9, 9])).toEqual({ holding: [0], gone: [], changed: [] });
    expect(judge('....', before, [ABSENT, ABSENT, ABSENT, ABSENT, ABSENT], TIMES)).toEqual({ holding: [], gone: [], changed: [] });
    expect(judge('****', before, [15, ABSENT, ABSENT, ABSENT, 1], TIMES, [1]), 'in the part file').toEqual({
      holding: [0, 4],
      gone: [],
      changed: [],
    });
  });
});

describe('files that were being written to', () => {
  test.each([
    ['all there', '****', [15, 5, ABSENT, ABSENT, 1], [], []],
    ['times say nothing', '****', SIZES, [], []],
    ['longer than needed', '*...', [15, 5, ABSENT, ABSENT, 1], [], []],
    ['as long as the last verified piece needs', '*...', [10, ABSENT, ABSENT, ABSENT, ABSENT], [], []],
    ['a byte too short', '*...', [9, ABSENT, ABSENT, ABSENT, ABSENT], [], [0]],
    ['one of two files of a piece missing', '.*..', [15, ABSENT, ABSENT, ABSENT, ABSENT], [1], []],
    ['the end missing', '...*', [ABSENT, ABSENT, ABSENT, ABSENT, 0], [], [4]],
  ])('%s', (_what, picture, sizes, gone, changed) => {
    expect(judge(picture, null, sizes, [9, 9, 9, 9, 9])).toMatchObject({ gone, changed });
  });
});
