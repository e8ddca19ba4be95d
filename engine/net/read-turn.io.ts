/**
 * How much all sockets together may deliver in one turn of the event loop. Left to itself a fast socket is read until it
 * is empty, up to 8 MiB at a time; with several of them a turn took 70 ms, in which windows and menus stood still.
 */

/** About 2 ms of work. */
const TURN_BYTES = 2 * 1024 * 1024;

let delivered = 0;
let planned = false;
let waiting: (() => void)[] = [];

/** Counts what a socket delivered; false when this turn's share is used up: it then stops reading until `resume` is called. */
export function mayReadOn(bytes: number, resume: () => void): boolean {
  delivered += bytes;
  if (!planned) {
    planned = true;
    setImmediate(nextTurn);
  }
  if (delivered < TURN_BYTES) return true;
  waiting.push(resume);
  return false;
}

function nextTurn(): void {
  planned = false;
  delivered = 0;
  const resumed = waiting;
  waiting = [];
  for (const resume of resumed) resume();
}
