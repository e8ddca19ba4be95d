/** Torrents for the simulation: seeded payload of any shape, its .torrent, its magnet, and its files as a disk holds them. */
import { createHash } from 'node:crypto';
import { encode } from '../../../engine/bencode/encode.js';
import { encodeTorrentFile } from '../../../engine/metainfo/encode-torrent-file.js';
import { seededBytes } from '../payload.js';

/** `name/path` (or just `name`) and size; `pad` files are zeros that nobody stores (BEP 47). */
export interface SimFile {
  readonly path: string;
  readonly size: number;
  readonly pad?: boolean;
}

export interface SimTorrent {
  readonly name: string;
  readonly pieceLength: number;
  readonly pieceCount: number;
  readonly totalSize: number;
  /** Bytes without pads. */
  readonly payloadBytes: number;
  /** In the order of the torrent, pads included. `path` begins with the torrent's name. */
  readonly files: readonly (SimFile & { readonly bytes: Uint8Array })[];
  /** The whole byte space. */
  readonly bytes: Uint8Array;
  readonly infoBytes: Uint8Array;
  /** 20 bytes. */
  readonly infoHash: Uint8Array;
  readonly file: Uint8Array;
  readonly magnet: string;
}

export interface SimTorrentOptions {
  readonly name?: string;
  readonly pieceLength?: number;
  /** Bytes of a single file. */
  readonly size?: number;
  /** Paths below the name. */
  readonly files?: readonly SimFile[];
  readonly tracker?: string | null;
  readonly webSeeds?: readonly string[];
  /** BEP 27. */
  readonly private?: boolean;
}

export function makeSimTorrent(options: SimTorrentOptions): SimTorrent {
  const { name = 'payload', pieceLength = 64 * 1024, size = 1024 * 1024, tracker = null } = options;
  const shapes = options.files ?? [{ path: '', size }];
  const files = shapes.map((shape) => ({
    ...shape,
    path: shape.path === '' ? name : `${name}/${shape.path}`,
    bytes: shape.pad ? new Uint8Array(shape.size) : new Uint8Array(seededBytes(`${name} ${shape.path}`, shape.size)),
  }));
  const bytes = new Uint8Array(Buffer.concat(files.map((file) => file.bytes)));
  const pieceCount = Math.ceil(bytes.length / pieceLength);
  const pieces = new Uint8Array(pieceCount * 20);
  for (let piece = 0; piece < pieceCount; piece++) {
    const part = bytes.subarray(piece * pieceLength, (piece + 1) * pieceLength);
    pieces.set(createHash('sha1').update(part).digest(), piece * 20);
  }
  const tree =
    options.files === undefined
      ? { length: bytes.length }
      : { files: shapes.map(({ path, size: length, pad }) => ({ length, path: path.split('/'), attr: pad ? 'p' : undefined })) };
  const infoBytes = encode({ ...tree, name, 'piece length': pieceLength, pieces, private: options.private ? 1 : undefined });
  const infoHash = new Uint8Array(createHash('sha1').update(infoBytes).digest());
  const hex = Buffer.from(infoHash).toString('hex');
  return {
    name,
    pieceLength,
    pieceCount,
    totalSize: bytes.length,
    payloadBytes: files.reduce((sum, file) => sum + (file.pad ? 0 : file.size), 0),
    files,
    bytes,
    infoBytes,
    infoHash,
    file: encodeTorrentFile({ infoBytes, trackers: tracker === null ? [] : [[tracker]], webSeeds: options.webSeeds ?? [] }),
    magnet: `magnet:?xt=urn:btih:${hex}${tracker === null ? '' : `&tr=${encodeURIComponent(tracker)}`}`,
  };
}
