/** The all-time statistics as sealed bytes. */
import type { AllTime } from '../api/statistics.js';
import type { DecodeError, Result } from '../base/result.js';
import { type SealKind, seal, unseal } from './sealed.js';

/** Its cap is far above what six numbers need. */
export const STATISTICS: SealKind = { magic: 'SHOALSUM', schema: 1, maxBytes: 4096, what: 'statistics' };

/** Encodes; numbers that are none become 0, since it must always be writable. */
export function encodeStatistics(statistics: AllTime): Uint8Array {
  const { activeSeconds, downloadedBytes, sessions, since, uploadedBytes, wastedBytes } = statistics;
  return seal(STATISTICS, {
    activeSeconds: whole(activeSeconds),
    downloadedBytes: whole(downloadedBytes),
    sessions: whole(sessions),
    since: whole(since),
    uploadedBytes: whole(uploadedBytes),
    wastedBytes: whole(wastedBytes),
  });
}

/** Errors: those of `unseal`. */
export const decodeStatistics = (bytes: Uint8Array): Result<AllTime, DecodeError> =>
  unseal(bytes, STATISTICS, (from) => ({
    activeSeconds: from.integer('activeSeconds', 0),
    downloadedBytes: from.integer('downloadedBytes', 0),
    sessions: from.integer('sessions', 0),
    since: from.integer('since', 0),
    uploadedBytes: from.integer('uploadedBytes', 0),
    wastedBytes: from.integer('wastedBytes', 0),
  }));

function whole(value: number): number {
  return Number.isFinite(value) ? Math.min(Number.MAX_SAFE_INTEGER, Math.max(0, Math.round(value))) : 0;
}
