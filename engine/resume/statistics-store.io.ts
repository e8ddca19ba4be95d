/** The all-time statistics on disk: one small file, replaced atomically, with the generation before as a net. */
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { AllTime } from '../api/statistics.js';
import { PREVIOUS, quarantine, readWhole, replaceFile } from './atomic-file.io.js';
import { LatestSave } from './latest-save.js';
import type { QuarantinedFile } from './resume-store.io.js';
import { decodeStatistics, encodeStatistics, MAX_STATISTICS_BYTES } from './statistics-codec.js';

export interface LoadedStatistics {
  /** Null when there is nothing readable. */
  readonly value: AllTime | null;
  readonly quarantined: readonly QuarantinedFile[];
}

export class StatisticsStore {
  private readonly saves: LatestSave<AllTime>;

  constructor(readonly file: string) {
    this.saves = new LatestSave(async (value) => {
      await mkdir(dirname(file), { recursive: true });
      await replaceFile(file, encodeStatistics(value));
    });
  }

  /** Reads the file, or the generation before where it is unreadable. */
  async load(): Promise<LoadedStatistics> {
    const quarantined: QuarantinedFile[] = [];
    for (const path of [this.file, this.file + PREVIOUS]) {
      const read = await readStatistics(path);
      if (read === null) continue;
      if (typeof read !== 'string') return { value: read, quarantined };
      quarantined.push({ file: await quarantine(path), reason: `The statistics cannot be read: ${read}` });
    }
    return { value: null, quarantined };
  }

  /** Writes durably. Of saves that wait only the newest is done. */
  save(value: AllTime): Promise<void> {
    return this.saves.save(value);
  }
}

/** null where there is no file, or a sentence about what is wrong. */
async function readStatistics(path: string): Promise<AllTime | string | null> {
  try {
    const bytes = await readWhole(path, MAX_STATISTICS_BYTES);
    if (bytes === null) return null;
    const decoded = decodeStatistics(bytes);
    return decoded.ok ? decoded.value : decoded.error.message;
  } catch (thrown) {
    return thrown instanceof Error ? thrown.message : String(thrown);
  }
}
