/** Filter lists for tests, and what they come to. */

import type { FilterOutcome } from '../../engine/ip-filter/filter-reader.js';
import { FilterReader } from '../../engine/ip-filter/filter-reader.js';

/** All slices of the work at once. */
export function finished(reader: FilterReader): FilterOutcome {
  const work = reader.finish();
  for (let step = work.next(); ; step = work.next()) if (step.done === true) return step.value;
}

/** Read in parts of so many bytes. */
export function readList(list: string | Uint8Array, partBytes = 1 << 16): FilterOutcome {
  const bytes = typeof list === 'string' ? Buffer.from(list) : list;
  const reader = new FilterReader();
  for (let at = 0; at < bytes.length; at += partBytes) if (!reader.push(bytes.slice(at, at + partBytes))) break;
  return finished(reader);
}
