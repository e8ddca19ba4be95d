/** How long to leave a candidate alone after it failed: 10 s doubling to an hour, with a fifth of jitter. */
import type { Random } from '../base/ports.js';

const FIRST_MS = 10_000;
const MOST_MS = 3_600_000;

export function backoffMs(failures: number, random: Random): number {
  const base = Math.min(MOST_MS, FIRST_MS * 2 ** Math.max(0, failures - 1));
  return base * (0.9 + 0.2 * random.next());
}
