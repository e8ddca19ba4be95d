/**
 * Slots that nobody wants are lent to peers that want nothing yet: whoever comes to want something may then ask at once,
 * a round trip sooner, and first asked is often most asked. Whoever wants a slot now goes first.
 */
import type { ChokeFacts } from './choke-facts.js';

/** At most `free` keys: those who hold a slot keep it, then those who give most, then those who have nothing yet. */
export function borrowers(peers: readonly ChokeFacts[], free: number): number[] {
  return peers
    .filter((peer) => !peer.interested && !peer.uploadOnly)
    .sort((a, b) => Number(b.unchoked) - Number(a.unchoked) || b.downBps - a.downBps || Number(b.hasNothing) - Number(a.hasNothing))
    .slice(0, Math.max(0, free))
    .map((peer) => peer.key);
}
