import { describe, expect, test } from 'vitest';
import { parseInfoDict } from '../../../../engine/metainfo/info-dict.js';
import type { MetainfoErrorCode } from '../../../../engine/metainfo/metainfo-error.js';
import { parseTorrentFile } from '../../../../engine/metainfo/torrent-file.js';
import { FILE_EXECUTABLE, FILE_PAD, FILE_SYMLINK } from '../../../../engine/metainfo/torrent-info.js';
import { type ExpectedTorrent, expectedTorrents, fixturesPresent, readFixture, sayWhatIsSkipped } from './fixtures.js';

/** The other engines' names for an error, and ours. */
const errorCodes: Record<string, MetainfoErrorCode> = {
  'errors::torrent_missing_name': 'missing-name',
  'errors::torrent_invalid_length': 'invalid-length',
  'errors::torrent_missing_pieces': 'missing-pieces',
  'errors::too_many_pieces_in_torrent': 'too-many-pieces',
  'errors::torrent_missing_piece_length': 'missing-piece-length',
  'errors::torrent_is_no_dict': 'not-a-dictionary',
  'errors::torrent_invalid_hashes': 'invalid-hashes',
  'errors::torrent_inconsistent_files': 'inconsistent-files',
  'errors::torrent_invalid_piece_layer': 'invalid-piece-layer',
  'errors::torrent_missing_pieces_root': 'missing-pieces-root',
  'errors::invalid_bencoding': 'invalid-bencoding',
  'missing v1 metadata': 'missing-pieces',
  "invalid duplicate 'pieces'": 'duplicate-key',
};

sayWhatIsSkipped('expected torrents');

describe.runIf(fixturesPresent)('torrents of other engines', () => {
  const all = expectedTorrents();

  test('there are as many as ever', () => expect(all.length).toBeGreaterThanOrEqual(70));

  test.each(all.filter(({ expect: outcome }) => outcome === 'error'))('refuses $file as $error', ({ error, file }) => {
    const parsed = parseTorrentFile(readFixture(file), { pathRules: 'posix' });
    expect(parsed.ok ? 'accepted' : parsed.error.code).toBe(errorCodes[error ?? ''] ?? `no code for ${error}`);
    expect(parsed.ok ? '' : parsed.error.message).toMatch(/^[A-Z].*[.)]$/);
  });

  describe.each(all.filter(({ expect: outcome }) => outcome === 'ok'))('reads $file', (expected) => {
    const parsed = parseTorrentFile(readFixture(expected.file), { pathRules: 'posix' });
    if (!parsed.ok) {
      test('is accepted', () => expect(parsed).toMatchObject({ ok: true }));
      return;
    }
    const { info, infoBytes, trackers, webSeeds } = parsed.value;

    test('has its hashes, name and pieces', () => {
      expect(info.infoHashV1).toBe(expected.infohash_v1 ?? null);
      expect(info.infoHashV2).toBe(expected.infohash_v2 ?? null);
      expect(info.name).toBe(expected.name);
      expect(info.pieceLength).toBe(expected.piece_length);
      if (expected.num_pieces !== undefined) expect(info.pieceCount).toBe(expected.num_pieces);
      expect(info.pieceHashes?.length ?? null).toBe(info.infoHashV1 === null ? null : info.pieceCount * 20);
      if (expected.private !== undefined) expect(info.private).toBe(expected.private);
    });

    test('has its files', () => {
      const { files } = info;
      const { files: wanted, tail } = withoutTailPad(expected, info.version === 'v2');
      expect(files.count).toBe((expected.num_files ?? wanted.length) - (tail === null ? 0 : 1));
      if (tail === null) expect(info.totalSize).toBe(expected.total_size);
      else expect(Math.ceil(info.totalSize / info.pieceLength) * info.pieceLength).toBe(expected.total_size);
      let offset = 0;
      for (const [index, file] of wanted.entries()) {
        const flags = files.flags[index] ?? 0;
        expect(files.paths.at(index)).toBe(file.path);
        expect(files.sizes[index]).toBe(file.size);
        expect(files.offsets[index]).toBe(offset);
        expect((flags & FILE_PAD) !== 0).toBe(file.pad ?? /\/\.pad\/\d+$/.test(file.path));
        if (file.executable) expect(flags & FILE_EXECUTABLE).not.toBe(0);
        expect((flags & FILE_SYMLINK) !== 0).toBe(file.symlink !== undefined);
        offset += file.size;
      }
    });

    test('has its trackers and web seeds', () => {
      if (expected.trackers) expect(trackers.flat()).toEqual(expected.trackers);
      if (expected.web_seeds) expect(webSeeds).toEqual(expected.web_seeds);
    });

    test('reads the same from the info dictionary alone, as it comes by magnet', () => {
      const alone = parseInfoDict(infoBytes, { pathRules: 'posix' });
      const noLayers = {
        layers: new Uint8Array(0),
        layerStarts: info.merkle?.layerStarts.slice().fill(0),
        layerBytes: info.merkle?.layerBytes.slice().fill(0),
      };
      expect(alone).toEqual({ ok: true, value: { ...info, merkle: info.merkle === null ? null : { ...info.merkle, ...noLayers } } });
    });
  });
});

/** Others enter a pad after the last file of a v2-only torrent; our byte space ends with the last file. Long lists are given in part. */
function withoutTailPad({ files = [], num_files: count }: ExpectedTorrent, v2Only: boolean) {
  const tail = files.at(-1);
  if (!v2Only || tail === undefined || !/\.pad\/\d+$/.test(tail.path)) return { files, tail: null };
  return { files: files.length === count ? files.slice(0, -1) : files, tail };
}
