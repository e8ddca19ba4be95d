/** Ranges of slabs in a row: the bytes of a job. */
import type { SlabRange } from './storage.js';

export function rangeBytes(ranges: readonly SlabRange[]): number {
  let bytes = 0;
  for (const { length } of ranges) bytes += length;
  return bytes;
}

/** Adds a range; one that lies right behind the last becomes one with it. */
export function appendRange(ranges: SlabRange[], next: SlabRange): void {
  const last = ranges.at(-1);
  if (last === undefined || last.slab !== next.slab || last.start + last.length !== next.start) ranges.push(next);
  else ranges[ranges.length - 1] = { slab: last.slab, start: last.start, length: last.length + next.length };
}
