/** The time that dates and waits are told by. It stands still where pictures are to come out alike. */

let stoppedAt: number | null = null;

/** Unix milliseconds. */
export const wallNow = (): number => stoppedAt ?? Date.now();

/** From now on it is always this time. */
export function stopWallClock(at: number): void {
  stoppedAt = at;
}
