/** Torrents: what is accepted is within every cap, tiles its byte space, stays in its folder, and survives rewriting. */
import { isDeepStrictEqual } from 'node:util';
import { encode } from '../../engine/bencode/encode.js';
import { encodeTorrentFile } from '../../engine/metainfo/encode-torrent-file.js';
import { FileLayout } from '../../engine/metainfo/file-layout.js';
import { Geometry } from '../../engine/metainfo/geometry.js';
import { MAX_PIECE_LENGTH, MAX_PIECES, MAX_TOTAL_BYTES } from '../../engine/metainfo/limits.js';
import { pieceLayersOf } from '../../engine/metainfo/piece-layers.js';
import { isInside } from '../../engine/metainfo/safe-path.js';
import { parseTorrentFile } from '../../engine/metainfo/torrent-file.js';
import type { Metainfo } from '../../engine/metainfo/torrent-info.js';

const root = new Uint8Array(32).fill(1);
const v1 = { name: 'dir', 'piece length': 16_384, pieces: new Uint8Array(40) };
const tree = { a: { '': { length: 16_384, 'pieces root': root } }, b: { '': { length: 9, 'pieces root': root } } };

export const seeds: readonly Uint8Array[] = [
  encode({ announce: 'http://a/', info: { ...v1, length: 20_000 } }),
  encode({
    info: {
      ...v1,
      files: [
        { length: 10_000, path: ['a', '..'] },
        { attr: 'p', length: 6_384, path: ['.pad', '6384'] },
        { length: 9, path: ['b'], 'path.utf-8': ['B'] },
        { attr: 'l', path: ['c'], 'symlink path': ['b'] },
      ],
    },
    nodes: [['h', 1]],
    'url-list': ['http://s/ x'],
  }),
  encode({ info: { 'file tree': tree, 'meta version': 2, name: 'dir', 'piece length': 16_384 }, 'piece layers': {} }),
  encode({
    info: {
      ...v1,
      'file tree': tree,
      files: [
        { length: 16_384, path: ['a'] },
        { length: 9, path: ['b'] },
      ],
      'meta version': 2,
    },
  }),
  new Uint8Array(Buffer.from('<!doctype html>')),
];

export function fuzz(data: Uint8Array): void {
  for (const pathRules of ['posix', 'windows'] as const) {
    const parsed = parseTorrentFile(data, { pathRules });
    if (!parsed.ok) {
      if (!/^[A-Z].*\.?\)?$/s.test(parsed.error.message)) throw new Error(`no sentence: ${parsed.error.message}`);
      continue;
    }
    checkInfo(parsed.value, pathRules);
    const rewritten = encodeTorrentFile({ ...parsed.value, pieceLayers: pieceLayersOf(parsed.value.info) });
    const again = parseTorrentFile(rewritten, { pathRules });
    if (!again.ok || !isDeepStrictEqual(again.value.infoBytes, parsed.value.infoBytes)) throw new Error('rewriting changes the torrent');
    if (!isDeepStrictEqual(again.value.trackers, parsed.value.trackers)) throw new Error('rewriting changes the trackers');
  }
}

function checkInfo({ info }: Metainfo, rules: 'posix' | 'windows'): void {
  const { files, pieceCount, pieceHashes, pieceLength, totalSize } = info;
  if (pieceLength > MAX_PIECE_LENGTH || pieceCount > MAX_PIECES || totalSize > MAX_TOTAL_BYTES) throw new Error('over a cap');
  if (pieceHashes !== null && pieceHashes.length !== pieceCount * 20) throw new Error('hashes and pieces differ in number');
  if (info.infoHashV1 === null && info.infoHashV2 === null) throw new Error('no info-hash');
  let at = 0;
  for (let file = 0; file < files.count; file++) {
    if (files.offsets[file] !== at) throw new Error('a gap between files');
    at += files.sizes[file] ?? 0;
    if (!isInside(files.paths.at(file), rules)) throw new Error(`a path that leads out: ${files.paths.at(file)}`);
  }
  if (at !== totalSize) throw new Error('the files do not fill the byte space');
  const geometry = new Geometry(pieceLength, totalSize);
  if (geometry.pieceCount !== pieceCount) throw new Error('another number of pieces');
  const layout = new FileLayout(files, geometry);
  const last = pieceCount - 1;
  const covered = layout.spans(geometry.pieceOffset(last), geometry.pieceBytes(last)).reduce((sum, { length }) => sum + length, 0);
  if (covered !== geometry.pieceBytes(last)) throw new Error('the last piece is not covered');
  if (layout.payloadBytes(last) > geometry.pieceBytes(last)) throw new Error('more payload than bytes');
}
