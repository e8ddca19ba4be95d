/**
 * The validated content of a torrent, as plain data. Made only by the readers in this folder; everything here
 * is within the caps and safe to use as paths. BEP 3, 47 (pads, attributes), 52 (v2).
 */
import type { InfoHashV1, InfoHashV2 } from '../api/ids.js';
import type { FilePaths } from './file-paths.js';
import type { MerkleTable } from './merkle-table.js';

/** File attribute bits (BEP 47). */
export const FILE_PAD = 1;
export const FILE_EXECUTABLE = 2;
export const FILE_HIDDEN = 4;
export const FILE_SYMLINK = 8;

/** All files as parallel columns: 300,000 files stay cheap. Offsets are in the torrent's one byte space (pads included). */
export interface FileTable {
  readonly count: number;
  /** Safe relative paths with `/`; a multi-file torrent's begin with its (safe) name. Decided once and stored. */
  readonly paths: FilePaths;
  readonly offsets: Float64Array;
  readonly sizes: Float64Array;
  readonly flags: Uint8Array;
}

export interface TorrentInfo {
  readonly version: 'v1' | 'v2' | 'hybrid';
  readonly infoHashV1: InfoHashV1 | null;
  readonly infoHashV2: InfoHashV2 | null;
  /** Safe name. */
  readonly name: string;
  readonly pieceLength: number;
  readonly pieceCount: number;
  /** Length of the byte space, explicit pads included; for v2-only the aligned space without the last file's padding. */
  readonly totalSize: number;
  readonly private: boolean;
  readonly source: string | null;
  readonly files: FileTable;
  /** 20 bytes a piece; null for v2-only. */
  readonly pieceHashes: Uint8Array | null;
  /** v2 and hybrid: per non-empty file its root and, when larger than a piece, its piece layer. */
  readonly merkle: MerkleTable | null;
}

export interface Metainfo {
  readonly info: TorrentInfo;
  /** The raw bytes of the info dictionary: what is hashed, and what ut_metadata serves. */
  readonly infoBytes: Uint8Array;
  /** Tiers of announce URLs (BEP 12). */
  readonly trackers: readonly (readonly string[])[];
  readonly webSeeds: readonly string[];
  readonly comment: string | null;
  readonly createdBy: string | null;
  /** Unix seconds. */
  readonly creationDate: number | null;
  /** DHT nodes (BEP 5), `host:port`. */
  readonly nodes: readonly string[];
}

export interface Magnet {
  readonly infoHashV1: InfoHashV1 | null;
  readonly infoHashV2: InfoHashV2 | null;
  readonly name: string | null;
  readonly trackers: readonly string[];
  readonly webSeeds: readonly string[];
  /** `x.pe` peers, `host:port`. */
  readonly peers: readonly string[];
  /** BEP 53 `so=`: wanted file indexes as inclusive ranges; null = all. */
  readonly select: readonly (readonly [number, number])[] | null;
}
