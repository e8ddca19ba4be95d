/** Who gets the regular slots while we download (BEP 3): those who give, most generous first. */
import type { ChokeFacts } from './choke-facts.js';

/** At most `slots` keys. A peer that gives nothing, or snubs us, gets none: its slot goes to chance. */
export function regularWhileLeeching(interested: readonly ChokeFacts[], slots: number): number[] {
  return interested
    .filter((peer) => !peer.snubbed && peer.downBps > 0)
    .sort((a, b) => b.downBps - a.downBps || b.upBps - a.upBps)
    .slice(0, Math.max(0, slots))
    .map((peer) => peer.key);
}
