/** The files of made-up torrents: one, a tree, or a list too long to send at once. Pure. */

import type { FileRow, TorrentRow } from '../engine/api/torrent-view.js';
import type { MockPieces } from './pieces.js';

const K = 1e3;
const M = 1e6;
const G = 1e9;

/** How many files the torrent with the long list has. */
const LONG = 30_000;

/** Paths and weights of the files of the showpiece; any other torrent is one file, or twelve parts. */
const TREE: readonly (readonly [string, number, FileRow['priority']])[] = [
  ['bbb_sunflower_2160p_60fps.mp4', 6.4 * G, 'high'],
  ['bbb_sunflower_1080p_30fps.mp4', 2.8 * G, 'normal'],
  ...Array.from({ length: 12 }, (_, i): readonly [string, number, FileRow['priority']] => [
    `Stems/${String(i + 1).padStart(2, '0')} ${['Opening, strings', 'Butterflies, woodwind', 'Meadow, full', 'Chase, brass'][i % 4]}.flac`,
    (241 + i * 5) * M,
    'normal',
  ]),
  ...Array.from({ length: 9 }, (_, i): readonly [string, number, FileRow['priority']] => [
    `Blender sources/scene_${i + 1}.blend`,
    255 * M,
    'skip',
  ]),
  ['Subtitles/English.srt', 92 * K, 'normal'],
  ['Subtitles/Nederlands.srt', 92 * K, 'normal'],
  ['readme.txt', 3 * K, 'normal'],
];

export interface MockFile {
  readonly index: number;
  readonly path: string;
  readonly sizeBytes: number;
  priority: FileRow['priority'];
}

/** `plain`: one file, whatever the name says. */
export function makeFiles(name: string, size: number, plain: boolean): MockFile[] {
  if (plain) return [{ index: 0, path: name, sizeBytes: size, priority: 'normal' }];
  if (/NASA/.test(name)) return longFiles(name, size);
  if (!/Bunny|Chopin|Gutenberg|Méliès/.test(name)) return [{ index: 0, path: name, sizeBytes: size, priority: 'normal' }];
  const total = TREE.reduce((sum, [, weight]) => sum + weight, 0);
  return TREE.map(([path, weight, priority], index) => ({
    index,
    path: `${name}/${path}`,
    sizeBytes: Math.round((weight / total) * size),
    priority,
  }));
}

function longFiles(name: string, size: number): MockFile[] {
  return Array.from({ length: LONG }, (_, index) => ({
    index,
    path: `${name}/Magazine ${String(Math.floor(index / 1000) + 1).padStart(2, '0')}/AS11-${36 + (index % 9)}-${5000 + index}.tif`,
    sizeBytes: Math.floor(size / LONG),
    priority: 'normal',
  }));
}

interface WithFiles {
  readonly row: TorrentRow;
  readonly pieces: MockPieces;
  readonly files: readonly MockFile[];
}

/** Rows [first, first + count) of the file list. */
export function fileRows({ files, pieces: { state }, row }: WithFiles, first = 0, count = files.length): FileRow[] {
  const total = row.sizeBytes ?? 1;
  const pieceAt = (byte: number): number => Math.min(state.length - 1, Math.floor((byte / total) * state.length));
  let at = files.slice(0, first).reduce((sum, file) => sum + file.sizeBytes, 0);
  return files.slice(first, first + count).map((file) => {
    const firstPiece = pieceAt(at);
    const lastPiece = Math.max(firstPiece, pieceAt(at + file.sizeBytes - 1));
    at += file.sizeBytes;
    let held = 0;
    for (let i = firstPiece; i <= lastPiece; i++) held += state[i] ?? 0;
    const share = held / (15 * (lastPiece - firstPiece + 1));
    return { ...file, doneBytes: file.priority === 'skip' ? 0 : Math.round(file.sizeBytes * share), firstPiece, lastPiece };
  });
}
