import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { buildInfoDict, choosePieceLength, planV1 } from '../../../../engine/metainfo/create-plan.js';
import { encodeTorrentFile } from '../../../../engine/metainfo/encode-torrent-file.js';
import { parseTorrentFile } from '../../../../engine/metainfo/torrent-file.js';
import { FILE_EXECUTABLE, FILE_PAD } from '../../../../engine/metainfo/torrent-info.js';

const MiB = 1024 * 1024;

describe('choosePieceLength', () => {
  test.each([
    [1, 16_384],
    [16_384 * 2_000, 16_384],
    [16_384 * 2_000 + 1, 32_768],
    [700 * MiB, 512 * 1024],
    [4 * 1024 * MiB, 4 * MiB],
    [100 * 1024 * MiB, 16 * MiB],
    [2 ** 48 - 1, 128 * MiB],
  ])('of %d bytes is %d', (total, length) => expect(choosePieceLength(total)).toBe(length));
  test('gives 1,000 to 2,000 pieces in between, and never too many', () => {
    fc.assert(
      fc.property(fc.integer({ min: 40 * MiB, max: 2 ** 35 - 1 }), (total) => {
        const pieces = Math.ceil(total / choosePieceLength(total));
        expect(pieces).toBeGreaterThanOrEqual(1_000);
        expect(pieces).toBeLessThanOrEqual(total > 2_000 * 16 * MiB ? 2_097_152 : 2_000);
      }),
    );
  });
});

describe('planV1', () => {
  const files = [
    { path: 'b/x', sizeBytes: 3 },
    { path: 'ä', sizeBytes: 4 },
    { path: 'B2', sizeBytes: 20_000, executable: true },
    { path: 'b.txt', sizeBytes: 0 },
  ];

  test('orders files by the bytes of their paths', () => {
    const plan = planV1(files, { name: 'dir', single: false });
    expect(plan.ok && plan.value.files.map(({ path }) => path)).toEqual(['B2', 'b.txt', 'b/x', 'ä']);
    expect(plan).toMatchObject({ ok: true, value: { totalSize: 20_007, pieceLength: 16_384, pieceCount: 2, private: false } });
  });
  test('leads to a torrent that is read back as planned', () => {
    const plan = planV1(files, { name: 'dir', single: false, private: true, source: 'here' });
    if (!plan.ok) throw new Error(plan.error.message);
    const infoBytes = buildInfoDict(plan.value, new Uint8Array(40).fill(7));
    const parsed = parseTorrentFile(encodeTorrentFile({ infoBytes, trackers: [['udp://t:1']] }), { pathRules: 'posix' });
    expect(parsed).toMatchObject({
      ok: true,
      value: { trackers: [['udp://t:1']], info: { name: 'dir', private: true, source: 'here', pieceCount: 2 } },
    });
    if (!parsed.ok) return;
    expect([...parsed.value.info.files.paths]).toEqual(['dir/B2', 'dir/b.txt', 'dir/b/x', 'dir/ä']);
    expect([...parsed.value.info.files.flags]).toEqual([FILE_EXECUTABLE, 0, 0, 0]);
    expect(parsed.value.info.pieceHashes).toEqual(new Uint8Array(40).fill(7));
  });
  test('of a single file needs no folder', () => {
    const plan = planV1([{ path: 'a', sizeBytes: 5 }], { name: 'a', single: true });
    const infoBytes = plan.ok ? buildInfoDict(plan.value, new Uint8Array(20)) : new Uint8Array();
    const parsed = parseTorrentFile(encodeTorrentFile({ infoBytes }));
    expect(parsed.ok && [...parsed.value.info.files.paths]).toEqual(['a']);
  });

  test('of a single file says that it may be run', () => {
    const plan = planV1([{ path: 'a', sizeBytes: 5, executable: true }], { name: 'a', single: true });
    const parsed = parseTorrentFile(
      encodeTorrentFile({ infoBytes: plan.ok ? buildInfoDict(plan.value, new Uint8Array(20)) : new Uint8Array() }),
    );
    expect(parsed.ok && [...parsed.value.info.files.flags]).toEqual([FILE_EXECUTABLE]);
  });
  test('lets every file with bytes begin at a piece when asked for pads', () => {
    const sized = [
      ['a', 16_384],
      ['b', 5],
      ['c', 0],
      ['d', 40_000],
      ['e', 0],
      ['f', 1],
    ] as const;
    const plan = planV1(
      sized.map(([path, sizeBytes]) => ({ path, sizeBytes })),
      { name: 'dir', single: false, padFiles: true },
    );
    if (!plan.ok) throw new Error(plan.error.message);
    const infoBytes = buildInfoDict(plan.value, new Uint8Array(plan.value.pieceCount * 20));
    const parsed = parseTorrentFile(encodeTorrentFile({ infoBytes }));
    if (!parsed.ok) throw new Error(parsed.error.message);
    const { count, flags, offsets, sizes } = parsed.value.info.files;
    const rows = Array.from({ length: count }, (_, file) => [sizes[file], flags[file] === FILE_PAD]);
    expect(rows).toEqual([
      [16_384, false],
      [5, false],
      [0, false],
      [16_379, true],
      [40_000, false],
      [0, false],
      [9_152, true],
      [1, false],
    ]);
    for (let file = 0; file < count; file++) if ((sizes[file] ?? 0) > 0 && !rows[file]?.[1]) expect((offsets[file] ?? 0) % 16_384).toBe(0);
  });

  const one = { path: 'a', sizeBytes: 5 };
  test.each([
    ['no files', [], {}, 'no-files'],
    ['two files as one', [one, one], { single: true }, 'no-files'],
    ['only empty files', [{ path: 'a', sizeBytes: 0 }], {}, 'invalid-length'],
    ['a path that climbs', [{ path: '../a', sizeBytes: 1 }], {}, 'invalid-name'],
    ['a name with a slash', [one], { name: 'a/b' }, 'invalid-name'],
    ['no name', [one], { name: '' }, 'invalid-name'],
    ['pieces of 5 bytes', [one], { pieceLength: 5 }, 'missing-piece-length'],
    ['pieces over the cap', [one], { pieceLength: 2 ** 29 }, 'missing-piece-length'],
    ['too many pieces', [{ path: 'a', sizeBytes: 2 ** 40 }], { pieceLength: 16_384 }, 'too-many-pieces'],
  ])('refuses %s', (_what, sources, options, code) => {
    expect(planV1(sources, { name: 'dir', single: false, ...options })).toMatchObject({ ok: false, error: { code } });
  });
});
