/**
 * The order of names in the person's language, as a rank for each torrent, so that sorting by name compares numbers.
 * New names are sorted among themselves and merged in: a snapshot that arrives in chunks never costs a long task.
 */

import type { TorrentId } from '../../electron/contract/index.js';
import { compareNames } from '../../i18n/format/number.js';

interface Named {
  readonly id: TorrentId;
  readonly name: string;
}

let sorted: Named[] = [];
let names = new Map<TorrentId, string>();
let ranks = new Map<TorrentId, number>();
let pending = new Map<TorrentId, Named>();
let gone = false;

const byName = (a: Named, b: Named): number => compareNames(a.name, b.name) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);

/** A torrent has this name now. Cheap; the ranks are worked out when they are next asked for. */
export function noteName(id: TorrentId, name: string): void {
  const before = names.get(id);
  if (before === name) return;
  if (before !== undefined) gone = true;
  names.set(id, name);
  pending.set(id, { id, name });
}

/** A torrent has gone. */
export function forgetName(id: TorrentId): void {
  if (names.delete(id)) gone = true;
  pending.delete(id);
}

/** Its place among all names. */
export function nameRank(id: TorrentId): number {
  if (pending.size > 0 || gone) settle();
  return ranks.get(id) ?? Number.MAX_SAFE_INTEGER;
}

/** The order of names is another one: another language. */
export function reorderNames(): void {
  pending = new Map(sorted.map((each) => [each.id, each]));
  sorted = [];
}

/** Forgets everything. */
export function resetNames(): void {
  sorted = [];
  names = new Map();
  ranks = new Map();
  pending = new Map();
  gone = false;
}

function settle(): void {
  const kept = gone ? sorted.filter(({ id, name }) => names.get(id) === name) : sorted;
  const fresh = [...pending.values()].sort(byName);
  pending = new Map();
  gone = false;
  sorted = merge(kept, fresh);
  ranks = new Map();
  for (let i = 0; i < sorted.length; i++) ranks.set((sorted[i] as Named).id, i);
}

function merge(a: readonly Named[], b: readonly Named[]): Named[] {
  const out: Named[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length && j < b.length) {
    const left = a[i] as Named;
    const right = b[j] as Named;
    if (byName(left, right) <= 0) {
      out.push(left);
      i++;
    } else {
      out.push(right);
      j++;
    }
  }
  while (i < a.length) out.push(a[i++] as Named);
  while (j < b.length) out.push(b[j++] as Named);
  return out;
}
