/** The all-time statistics on disk. */
import type { AllTime } from '../api/statistics.js';
import { StateFile } from './state-file.io.js';
import { decodeStatistics, encodeStatistics, STATISTICS } from './statistics-codec.js';

export class StatisticsStore extends StateFile<AllTime> {
  constructor(file: string) {
    super(file, { kind: STATISTICS, encode: encodeStatistics, decode: decodeStatistics });
  }
}
