/** What the command uses of the engine: the parts of engine/index.ts, named once, so that tests can stand in for them. */
import type { EngineApi, EngineOptions } from '../engine/api/engine.js';
import type { DecodeError, Result } from '../engine/base/result.js';
import type { Magnet, Metainfo } from '../engine/metainfo/torrent-info.js';

/** Pieces of a whole check. `missing` pieces touch an absent or short file, `bad` ones are there but wrong; the three add up to `pieces`. */
export interface VerifyFigures {
  readonly pieces: number;
  readonly good: number;
  readonly bad: number;
  readonly missing: number;
}
export interface CreateRequest {
  readonly path: string;
  /** null: chosen by the size of the payload. */
  readonly pieceLength: number | null;
  readonly trackers: readonly (readonly string[])[];
  readonly webSeeds: readonly string[];
  readonly private: boolean;
  readonly comment: string | null;
  readonly source: string | null;
  readonly createdBy: string | null;
  /** Unix seconds; null leaves it out. */
  readonly creationDate: number | null;
  readonly onProgress?: (hashedBytes: number, totalBytes: number) => void;
}

export interface EngineDoor {
  openEngine(options: EngineOptions): Promise<EngineApi>;
  parseTorrentFile(bytes: Uint8Array): Result<Metainfo, DecodeError>;
  /** A magnet link or a bare info-hash. */
  parseMagnetOrHash(text: string): Result<Magnet, DecodeError>;
  /** The bytes of a new .torrent. */
  createTorrent(request: CreateRequest): Promise<Uint8Array>;
  verifyTorrent(request: {
    readonly metainfo: Metainfo;
    readonly dataDir: string;
    readonly workerUrl: string;
    readonly onProgress?: (checkedPieces: number, pieces: number) => void;
  }): Promise<VerifyFigures>;
}
