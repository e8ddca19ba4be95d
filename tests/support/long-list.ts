/** A torrent of very many tiny files: only its description, as bytes. Deterministic. */
import { hashInfoV1 } from '../../engine/metainfo/info-hash.js';

export interface LongList {
  /** The .torrent. */
  readonly file: Uint8Array;
  readonly infoBytes: Uint8Array;
  readonly infoHash: string;
  readonly count: number;
}

const PIECE_BYTES = 1024 * 1024;
/** Bytes of each file. */
export const LISTED_FILE_BYTES = 1300;
const FILES_A_FOLDER = 300;

const text = (value: string): string => `${Buffer.byteLength(value)}:${value}`;

/** `path` of the file with this index, below the torrent's name. */
export const listedPath = (index: number): string => `folder ${Math.floor(index / FILES_A_FOLDER)}/some file number ${index}.bin`;

export function longList(count: number, name = 'long list'): LongList {
  const entries: string[] = [];
  for (let index = 0; index < count; index++) {
    entries.push(`d6:lengthi${LISTED_FILE_BYTES}e4:pathl${listedPath(index).split('/').map(text).join('')}ee`);
  }
  const pieceCount = Math.ceil((count * LISTED_FILE_BYTES) / PIECE_BYTES);
  const infoBytes = Buffer.concat([
    Buffer.from(`d5:filesl${entries.join('')}e4:name${text(name)}12:piece lengthi${PIECE_BYTES}e6:pieces${pieceCount * 20}:`),
    Buffer.alloc(pieceCount * 20, 7),
    Buffer.from('e'),
  ]);
  return {
    file: Buffer.concat([Buffer.from('d4:info'), infoBytes, Buffer.from('e')]),
    infoBytes,
    infoHash: hashInfoV1(infoBytes),
    count,
  };
}
