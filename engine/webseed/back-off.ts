/** How long a web seed is left alone. */

const FIRST_MS = 5_000;
const LONGEST_MS = 30 * 60_000;
/** A server may ask for more patience than that; so much of it is granted. */
const LONGEST_ASKED_MS = 60 * 60_000;
/** Nobody is asked again sooner, whatever he says. */
const SHORTEST_ASKED_MS = 1_000;
/** Seeds of one server shall not come back all at once: up to this share longer. */
const SPREAD = 0.25;

/** After `failures` in a row (at least one): doubling from five seconds to half an hour. `dice` in [0, 1). */
export function backOffMs(failures: number, dice: number): number {
  const doubled = FIRST_MS * 2 ** Math.min(failures - 1, 16);
  return Math.min(doubled, LONGEST_MS) * (1 + SPREAD * dice);
}

/** What the server asked for (Retry-After), within reason. */
export function grantedRestMs(askedMs: number): number {
  return Math.min(Math.max(askedMs, SHORTEST_ASKED_MS), LONGEST_ASKED_MS);
}
