/** What the floor and its worker have to know of the one file of a torrent. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { infoHashBytes } from '../../../engine/metainfo/info-hash.js';
import { parseTorrentFile } from '../../../engine/metainfo/torrent-file.js';

export interface FloorTorrent {
  readonly infoHash: Uint8Array;
  readonly path: string;
  readonly totalBytes: number;
  readonly pieceLength: number;
  readonly pieceCount: number;
  /** 20 bytes a piece. */
  readonly hashes: Uint8Array;
}

export function readFloorTorrent(torrent: string, dir: string): FloorTorrent {
  const parsed = parseTorrentFile(readFileSync(torrent));
  if (!parsed.ok) throw new Error(parsed.error.message);
  const { files, infoHashV1, name, pieceCount, pieceHashes, pieceLength, totalSize } = parsed.value.info;
  if (infoHashV1 === null || pieceHashes === null || files.count !== 1) throw new Error('the floor takes v1 torrents of one file');
  return {
    infoHash: infoHashBytes(infoHashV1),
    path: join(dir, name),
    totalBytes: totalSize,
    pieceLength,
    pieceCount,
    hashes: pieceHashes,
  };
}

export const pieceBytesOf = ({ pieceLength, totalBytes }: FloorTorrent, piece: number): number =>
  Math.min(pieceLength, totalBytes - piece * pieceLength);
