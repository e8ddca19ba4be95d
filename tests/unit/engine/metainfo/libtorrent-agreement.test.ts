/** Our reading against python3-libtorrent's, where it is installed: hashes, files and piece counts of torrents made at random. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { encode } from '../../../../engine/bencode/encode.js';
import { parseTorrentFile } from '../../../../engine/metainfo/torrent-file.js';
import { FILE_PAD } from '../../../../engine/metainfo/torrent-info.js';

const PYTHON = '/usr/bin/python3';
const present = existsSync(PYTHON) && spawnSync(PYTHON, ['-c', 'import libtorrent']).status === 0;
if (!present) console.log('skipped: agreement with libtorrent (1 test; python3-libtorrent is not there)');

const SCRIPT = `
import json, sys, libtorrent
out = []
for path in sys.argv[1:]:
    try:
        info = libtorrent.torrent_info(path)
        files = info.files()
        out.append({
            'v1': str(info.info_hashes().v1), 'pieces': info.num_pieces(), 'name': info.name(), 'total': info.total_size(),
            'files': [[files.file_path(i), files.file_size(i), files.file_offset(i), bool(files.file_flags(i) & 1)] for i in range(files.num_files())],
        })
    except Exception as problem:
        out.append(None)
print(json.dumps(out))
`;

/** Names that both clean in the same way: what differs on purpose between versions is left to the vectors. */
const name = fc.oneof(
  fc
    .string({ unit: fc.constantFrom('a', 'B', '.', ' ', '-', 'é', '別', '/', '\\', '\u202e', '\x07'), minLength: 1, maxLength: 12 })
    .map((text) => `n${text}`),
  fc.constantFrom('a.txt', 'A.TXT', 'dir', 'readme', 'x'.repeat(260), `${'y'.repeat(250)}.mkv`),
);
const torrent = fc.record({
  name,
  pieceLength: fc.constantFrom(16_384, 32_768, 65_536),
  files: fc.array(
    fc.record({
      path: fc.array(name, { minLength: 1, maxLength: 3 }),
      length: fc.oneof(fc.constant(0), fc.nat(200_000)),
      attr: fc.constantFrom(undefined, 'x', 'h'),
    }),
    { minLength: 1, maxLength: 8 },
  ),
});

describe.runIf(present)('libtorrent', () => {
  test('agrees about hashes, files and pieces', () => {
    const folder = mkdtempSync(join(tmpdir(), 'shoal-agreement-'));
    try {
      const seed = Date.now() & 0x7fffffff;
      const torrents = fc.sample(torrent, { numRuns: 150, seed }).flatMap(({ files, name: torrentName, pieceLength }) => {
        const total = files.reduce((sum, { length }) => sum + length, 0);
        if (total === 0) return [];
        const info = { name: torrentName, 'piece length': pieceLength, files, pieces: new Uint8Array(20 * Math.ceil(total / pieceLength)) };
        return [encode({ info })];
      });
      const paths = torrents.map((bytes, index) => {
        const path = join(folder, `${index}.torrent`);
        writeFileSync(path, bytes);
        return path;
      });
      const run = spawnSync(PYTHON, ['-c', SCRIPT, ...paths], { encoding: 'utf8', timeout: 60_000, maxBuffer: 2 ** 28 });
      const theirs: unknown[] = JSON.parse(run.stdout);
      expect(theirs.length).toBe(torrents.length);
      for (const [index, bytes] of torrents.entries()) {
        const parsed = parseTorrentFile(bytes, { pathRules: 'posix' });
        if (!parsed.ok) throw new Error(`${parsed.error.message} (seed ${seed}, torrent ${index})`);
        const { files, infoHashV1, name: ourName, pieceCount, totalSize } = parsed.value.info;
        const rows = [...files.paths].map((path, file) => [
          path,
          files.sizes[file],
          files.offsets[file],
          ((files.flags[file] ?? 0) & FILE_PAD) !== 0,
        ]);
        expect({ seed, index, v1: infoHashV1, pieces: pieceCount, name: ourName, total: totalSize, files: rows }).toEqual({
          seed,
          index,
          ...Object(theirs[index]),
        });
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  }, 90_000);
});
