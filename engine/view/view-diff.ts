/** What changed between two rows (or two session lines): only those fields travel. */

/** Equal by value: primitives, small plain objects, byte arrays. */
export function sameValue(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (a instanceof Uint8Array || b instanceof Uint8Array) return sameBytes(a, b);
  const keys = Object.keys(a);
  if (keys.length !== Object.keys(b).length) return false;
  return keys.every((key) => sameValue((a as Record<string, unknown>)[key], (b as Record<string, unknown>)[key]));
}

function sameBytes(a: object, b: object): boolean {
  if (!(a instanceof Uint8Array) || !(b instanceof Uint8Array) || a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

/** The fields of `now` that differ from `before`; null when none do. */
export function changedFields<T extends object>(before: T, now: T): Partial<T> | null {
  let changes: Partial<T> | null = null;
  for (const key of Object.keys(now) as (keyof T)[]) {
    if (sameValue(before[key], now[key])) continue;
    changes ??= {};
    changes[key] = now[key];
  }
  return changes;
}
