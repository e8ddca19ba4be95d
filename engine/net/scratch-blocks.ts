/**
 * Memory that encrypted bytes lie in until the system has taken them. A connection has as many blocks as it has written
 * and not yet got rid of; the others lie here for whoever is next, so a thousand quiet connections need none.
 */

export const SCRATCH_BYTES = 64 * 1024;
/** Kept for reuse: 1 MiB. */
const MOST_IDLE = 16;

const idle: Buffer[] = [];

export function takeScratch(): Buffer {
  return idle.pop() ?? Buffer.alloc(SCRATCH_BYTES);
}

/** Gives a block back; nobody reads it any more. */
export function giveScratch(block: Buffer): void {
  if (idle.length < MOST_IDLE) idle.push(block);
}
