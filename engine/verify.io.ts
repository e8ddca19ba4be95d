/** Checks data against a torrent without a session: for `shoal verify`. */
import { resolve } from 'node:path';
import { EngineError } from './api/errors.js';
import { systemClock } from './base/system.io.js';
import type { Metainfo } from './metainfo/torrent-info.js';
import { DiskStorageFactory } from './storage/disk-storage.io.js';

/** `missing`: pieces touching an absent or short file; `bad`: there but wrong. They and `good` add up to `pieces`. */
export interface VerifyFigures {
  readonly pieces: number;
  readonly good: number;
  readonly bad: number;
  readonly missing: number;
}

export interface VerifyRequest {
  readonly metainfo: Metainfo;
  /** The folder that contains the torrent's name. */
  readonly dataDir: string;
  /** `file:` URL of the bundled disk worker. */
  readonly workerUrl: string;
  readonly onProgress?: (checkedPieces: number, pieces: number) => void;
}

/** Hashes every piece. Rejects with EngineError when the data cannot be read at all, or for a v2-only torrent. */
export async function verifyTorrent(request: VerifyRequest): Promise<VerifyFigures> {
  const { files, pieceCount, pieceHashes, pieceLength, totalSize } = request.metainfo.info;
  if (pieceHashes === null) throw new EngineError('torrent-v2-only', 'This torrent is v2 only, which Shoal cannot check yet.');
  const factory = new DiskStorageFactory({ workerUrl: request.workerUrl, clock: systemClock });
  const storage = factory.open({ root: resolve(request.dataDir), files, pieceLength, pieceCount, totalSize, pieceHashes });
  const counts = [0, 0, 0];
  let checked = 0;
  try {
    await new Promise<void>((done, fail) => {
      storage.check(
        null,
        (_first, outcomes) => {
          for (const outcome of outcomes) counts[outcome] = (counts[outcome] ?? 0) + 1;
          checked += outcomes.length;
          request.onProgress?.(checked, pieceCount);
        },
        (answer) =>
          answer.kind === 'failed' ? fail(new EngineError(answer.error.code, answer.error.message, answer.error.facts)) : done(),
      );
    });
  } finally {
    storage.close();
    await factory.close();
  }
  return { pieces: pieceCount, missing: counts[0] ?? 0, bad: counts[1] ?? 0, good: counts[2] ?? 0 };
}
