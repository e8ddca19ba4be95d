/**
 * How many upload slots, when the setting leaves it to us: as many as the line can fill. The nth slot has to bring n
 * times 4 KiB a second: a line of 500 kB/s ends near 12, one of 100 MB/s near 180. Slots are opened while all of them
 * bring their share, and closed one by one when some do not: a few well-fed peers pass pieces on sooner than many starved ones.
 */

/** Never fewer: one of them goes by chance. */
export const LEAST_SLOTS = 4;
/** Never more: beyond it the cost of a round and of the sockets' buffers is not worth it. */
export const MOST_SLOTS = 200;
export const FIRST_SLOTS = 8;
const STEP_BPS = 4096;
/** Fills the system's buffers at once, however slow the line is. */
const BUFFERED_BYTES = 256 * 1024;
/** A peer that has had its slot for less than this has not failed yet. */
const TRIAL_MS = 20_000;

/** One slot in use. */
export interface SlotUse {
  /** Since when the peer has it. */
  readonly sinceMs: number;
  /** Payload it took since then. */
  readonly takenBytes: number;
}

/** The number of slots from now on, out of the number till now and how they are used. Call only while peers wait for one. */
export function nextSlotCount(slots: number, uses: readonly SlotUse[]): number {
  const byRate = uses.map((use) => ({ bps: rateOf(use), onTrial: use.sinceMs < TRIAL_MS })).sort((a, b) => b.bps - a.bps);
  let failing = 0;
  let unsure = 0;
  for (const [rank, { bps, onTrial }] of byRate.entries()) {
    if (bps >= STEP_BPS * (rank + 1)) continue;
    if (onTrial) unsure++;
    else failing++;
  }
  if (failing * 4 > slots) return Math.max(LEAST_SLOTS, slots - 1);
  const full = uses.length >= slots && failing === 0 && unsure === 0;
  return full ? Math.min(MOST_SLOTS, slots + Math.max(1, slots >> 1)) : slots;
}

function rateOf({ sinceMs, takenBytes }: SlotUse): number {
  return (Math.max(0, takenBytes - BUFFERED_BYTES) * 1000) / Math.max(1, sinceMs);
}
