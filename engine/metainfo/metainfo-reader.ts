/**
 * Who reads descriptions of torrents. Little ones are read where they are asked for; big ones by a worker, since a list
 * of 300,000 files takes about a second. Invariant: a question is answered exactly once, unless the reader is closed.
 */
import type { InfoHashV1 } from '../api/ids.js';
import type { Result } from '../base/result.js';
import { parseInfoDict } from './info-dict.js';
import { hashInfoV1 } from './info-hash.js';
import { type MetainfoError, refuse } from './metainfo-error.js';
import { parseTorrentFile } from './torrent-file.js';
import type { Metainfo, TorrentInfo } from './torrent-info.js';

/** Above this a worker reads. A list of files this long takes a few milliseconds. */
export const BIG_METAINFO_BYTES = 256 * 1024;

export type FileAnswer = (read: Result<Metainfo, MetainfoError>) => void;
export type InfoAnswer = (read: Result<TorrentInfo, MetainfoError>) => void;

export interface MetainfoReader {
  /** Reads a .torrent. May answer before it returns. `bytes` may be reused once answered. */
  readFile(bytes: Uint8Array, answer: FileAnswer): void;
  /**
   * Reads an info dictionary; with a hash, only if it is that of the bytes (error `wrong-hash`). May answer before it
   * returns. The result keeps views of the bytes, which must not change any more.
   */
  readInfo(infoBytes: Uint8Array, expected: InfoHashV1 | null, answer: InfoAnswer): void;
  /** What is under way is not answered any more. */
  close(): Promise<void>;
}

/** Reads an info dictionary; with a hash, only if it is that of the bytes. */
export function readInfoOf(infoBytes: Uint8Array, expected: InfoHashV1 | null): Result<TorrentInfo, MetainfoError> {
  if (expected !== null && hashInfoV1(infoBytes) !== expected) return refuse('wrong-hash', 'The description belongs to another torrent.');
  return parseInfoDict(infoBytes);
}

/** Reads everything at once and on the spot: for simulations and for the command line. */
export const directReader: MetainfoReader = {
  readFile: (bytes, answer) => answer(parseTorrentFile(bytes)),
  readInfo: (infoBytes, expected, answer) => answer(readInfoOf(infoBytes, expected)),
  close: () => Promise.resolve(),
};
