/** Samples as comma-separated values, one line each, times in ISO 8601, rates in bytes a second; a gap is empty. Pure. */
import type { SpeedSample } from '../../../electron/contract/index.js';

export function samplesAsCsv(samples: readonly SpeedSample[]): string {
  const lines = samples.map((s) => `${new Date(s.at).toISOString()},${rate(s.downBps)},${rate(s.upBps)}`);
  return ['time,down_bytes_per_second,up_bytes_per_second', ...lines, ''].join('\n');
}

const rate = (bps: number | null): string => (bps === null ? '' : String(Math.round(bps)));
