/**
 * Who gets the slots while we only upload: a few for those who take fastest, for they can pass on most; the rest go
 * round, so that everybody who wants something has a turn.
 */
import type { ChokeFacts } from './choke-facts.js';

/** A turn ends with this much payload, though not within a minute; and in any case after three. */
export const TURN_BYTES = 16 * 1024 * 1024;
export const LEAST_TURN_MS = 60_000;
export const MOST_TURN_MS = 180_000;
/** One slot in so many is the fastest's for as long as they are. */
const FASTEST_SHARE = 4;

export function hasHadTurn(peer: ChokeFacts): boolean {
  if (!peer.unchoked) return false;
  return peer.sinceChangeMs >= MOST_TURN_MS || (peer.sinceChangeMs >= LEAST_TURN_MS && peer.takenBytes >= TURN_BYTES);
}

/** At most `slots` keys. */
export function regularWhileSeeding(interested: readonly ChokeFacts[], slots: number): number[] {
  const fastest = interested
    .filter((peer) => peer.unchoked && peer.upBps > 0)
    .sort(byRate)
    .slice(0, Math.floor(slots / FASTEST_SHARE));
  const turn = interested.filter((peer) => peer.unchoked && !fastest.includes(peer) && !hasHadTurn(peer)).sort(byRate);
  const waiting = interested.filter((peer) => !peer.unchoked).sort((a, b) => byWait(a, b));
  const served = interested.filter((peer) => !fastest.includes(peer) && hasHadTurn(peer)).sort(byRate);
  return [...fastest, ...turn, ...waiting, ...served].slice(0, Math.max(0, slots)).map((peer) => peer.key);
}

const byRate = (a: ChokeFacts, b: ChokeFacts): number => b.upBps - a.upBps || b.connectedMs - a.connectedMs;

/** Longest waiting first; infinities (never served) among themselves by how long they are here. */
function byWait(a: ChokeFacts, b: ChokeFacts): number {
  if (a.sinceChangeMs !== b.sinceChangeMs) return a.sinceChangeMs < b.sinceChangeMs ? 1 : -1;
  return b.connectedMs - a.connectedMs;
}
