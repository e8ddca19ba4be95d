/** What is believed of a torrent's data before its files have been looked at: by its record, or from before it was interrupted. */
import type { ResumeRecord } from '../resume/record.js';
import type { FileLooks } from './file-evidence.js';

export interface DataBasis {
  /** Nothing of it is believed: what is here is checked. */
  readonly mustCheck: boolean;
  /** Some data must be somewhere, whatever is known of pieces. */
  readonly hadData: boolean;
  /** How the files looked when all was in order; null: they were being written to. */
  readonly looks: FileLooks | null;
  /** Pieces to verify, the first one first: what came last before an unclean end. */
  readonly recent: readonly number[];
  /** Bit per piece that may be here. */
  readonly unsure: Uint8Array;
}

export function basisOf(record: ResumeRecord): DataBasis {
  const { clean, completedAt, downloadedBytes, fileMtimesMs, fileSizes, mustCheck, recent, unsure } = record;
  return {
    mustCheck,
    hadData: mustCheck && (completedAt !== null || downloadedBytes > 0),
    looks: clean ? { sizes: fileSizes, mtimesMs: fileMtimesMs } : null,
    recent: clean ? [] : Array.from(recent).reverse(),
    unsure,
  };
}

/** Of a torrent that was interrupted in this run: what it has is right, as far as its files are there. */
export const INTERRUPTED: DataBasis = { mustCheck: false, hadData: false, looks: null, recent: [], unsure: new Uint8Array(0) };
