/** The `so=` field of a magnet: file indexes and ranges, `0,2,4-6` (BEP 53). */

type Ranges = readonly (readonly [number, number])[];

/** More files than any torrent may have. */
const MAX_INDEX = 5_000_000;
const MAX_RANGES = 10_000;

/** Inclusive ranges, sorted and merged; null when nothing usable is there. Malformed parts are left out. */
export function readSelection(values: readonly string[]): Ranges | null {
  const ranges: [number, number][] = [];
  for (const part of values.join(',').split(',')) {
    const match = /^(\d{1,7})(?:-(\d{1,7}))?$/.exec(part.trim());
    if (match === null || ranges.length >= MAX_RANGES) continue;
    const first = Number(match[1]);
    const last = match[2] === undefined ? first : Number(match[2]);
    if (first <= last && last <= MAX_INDEX) ranges.push([first, last]);
  }
  ranges.sort((a, b) => a[0] - b[0]);
  const merged: [number, number][] = [];
  for (const [first, last] of ranges) {
    const before = merged.at(-1);
    if (before !== undefined && first <= before[1] + 1) before[1] = Math.max(before[1], last);
    else merged.push([first, last]);
  }
  return merged.length > 0 ? merged : null;
}

export const formatSelection = (ranges: Ranges): string =>
  ranges.map(([first, last]) => (first === last ? `${first}` : `${first}-${last}`)).join(',');
