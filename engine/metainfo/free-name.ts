/** A name beside one that is taken: `name (2).ext`, `name (3).ext`, and so on. */
import { MAX_ELEMENT_BYTES } from './safe-path.js';

const NUMBERED = /^(.*) \((\d{1,6})\)$/s;

/** The path with the next number that is free, in its last element. */
export function freeName(path: string, isTaken: (candidate: string) => boolean): string {
  const slash = path.lastIndexOf('/') + 1;
  const dot = path.lastIndexOf('.');
  const cut = dot > slash ? dot : path.length;
  const stem = path.slice(slash, cut);
  const before = NUMBERED.exec(stem);
  const name = before?.[1] ?? stem;
  for (let number = before === null ? 2 : Number(before[2]) + 1; ; number++) {
    const end = ` (${number})${path.slice(cut)}`;
    const candidate = path.slice(0, slash) + shortened(name, MAX_ELEMENT_BYTES - Buffer.byteLength(end)) + end;
    if (!isTaken(candidate)) return candidate;
  }
}

/** At most so many bytes, cut between characters. */
function shortened(name: string, mostBytes: number): string {
  let kept = name;
  while (kept !== '' && Buffer.byteLength(kept) > mostBytes) kept = [...kept].slice(0, -1).join('');
  return kept;
}
