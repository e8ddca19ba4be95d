/** How long a tracker is left alone after it failed: 15 s at first, twice as long each time, half an hour at most. */
import type { Random } from '../base/ports.js';

const FIRST_MS = 15_000;
const LONGEST_MS = 30 * 60_000;
/** Share by which a delay varies, so that thousands of torrents do not come back at once. */
const JITTER = 0.1;

/** Milliseconds to wait after the given number of failures in a row (1 or more). */
export function retryDelayMs(failures: number, random: Random): number {
  const plain = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(failures - 1, 20));
  return Math.round(plain * (1 - JITTER + 2 * JITTER * random.next()));
}
