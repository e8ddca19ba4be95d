/** The values of options, read strictly: what cannot be meant is wrong usage, not a guess. */
import { UsageError } from './failure.js';

/** A whole number in [least, most]. */
export function wholeNumber(name: string, text: string, least: number, most: number): number {
  const value = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
  if (!(value >= least && value <= most)) {
    const range = most === Number.MAX_SAFE_INTEGER ? `of at least ${least}` : `from ${least} to ${most}`;
    throw new UsageError(`--${name} takes a whole number ${range}, not "${text}"`);
  }
  return value;
}

/** A number in [0, most] that may have decimals. */
export function decimal(name: string, text: string, most: number): number {
  const value = /^\d{1,12}(?:\.\d{1,6})?$/.test(text) ? Number(text) : Number.NaN;
  if (!(value <= most)) throw new UsageError(`--${name} takes a number such as 1.5, not "${text}"`);
  return value;
}

/** One of a few words. */
export function oneOf<T extends string>(name: string, text: string, words: readonly T[]): T {
  const word = words.find((candidate) => candidate === text);
  if (word === undefined) throw new UsageError(`--${name} takes ${words.join(', ')}, not "${text}"`);
  return word;
}

/** `host:port` or `[v6]:port`, as it was written. */
export function hostAndPort(name: string, text: string): string {
  const match = /^(\[[0-9a-fA-F:.]+\]|[^\s:[\]]{1,253}):(\d{1,5})$/.exec(text);
  const port = Number(match?.[2]);
  if (match === null || port < 1 || port > 65_535) throw new UsageError(`--${name} takes HOST:PORT, not "${text}"`);
  return text;
}

/** Absolute URL of one of the given schemes. */
export function urlOf(name: string, text: string, schemes: readonly string[]): string {
  let scheme = '';
  try {
    scheme = new URL(text).protocol;
  } catch {
    // Said below, with the same words as for a wrong scheme.
  }
  if (!schemes.includes(scheme)) throw new UsageError(`--${name} takes a URL (${schemes.map((s) => `${s}//`).join(', ')}), not "${text}"`);
  return text;
}

/** Inclusive ranges of file indexes, e.g. `0,3-5`. */
export type FileRanges = readonly (readonly [first: number, last: number])[];

export function fileRanges(text: string): FileRanges {
  return text.split(',').map((part) => {
    const match = /^\s*(\d{1,9})(?:-(\d{1,9}))?\s*$/.exec(part);
    const first = Number(match?.[1]);
    const last = match?.[2] === undefined ? first : Number(match[2]);
    if (match === null || last < first) throw new UsageError(`--select takes file numbers such as 0,3-5, not "${text}"`);
    return [first, last] as const;
  });
}

/** Files a torrent may have; a magnet's selection is held against it before the real number is known. */
const MAX_FILES = 1_000_000;

/** The chosen indexes, ascending and each once. `fileCount` is null while it is not known (a magnet). */
export function chosenFiles(ranges: FileRanges, fileCount: number | null): readonly number[] {
  const limit = fileCount ?? MAX_FILES;
  const chosen = new Set<number>();
  for (const [first, last] of ranges) {
    if (last >= limit) {
      const there =
        fileCount === null ? '' : fileCount === 1 ? ': the torrent has one file, 0' : `: the torrent has files 0 to ${fileCount - 1}`;
      throw new UsageError(`--select names file ${last}${there === '' ? ', which no torrent can have' : there}`);
    }
    for (let index = first; index <= last; index++) chosen.add(index);
  }
  return [...chosen].sort((a, b) => a - b);
}
