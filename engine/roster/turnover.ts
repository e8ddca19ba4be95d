/**
 * Slot turnover: when there is no room for more connections and candidates wait, which peers make room. Facts in,
 * keys out. Nobody is blamed: who is let go here may come back.
 */

/** A share of the connections at a time, at least one. */
const SHARE = 0.05;
/** Nobody is judged before: choking goes by rounds of 10 s and optimistic ones of 30 s. */
const GRACE_MS = 120_000;
/** No payload either way for so long is idle. */
const IDLE_MS = 120_000;
/** Judged as slow only after so long, and only against others that give much more. */
const SLOW_AFTER_MS = 300_000;
const SLOW_SHARE = 0.02;

export interface TurnoverFacts {
  readonly key: number;
  readonly connectedMs: number;
  /** Since payload last moved either way. */
  readonly idleMs: number;
  /** Both ways together. */
  readonly bps: number;
  readonly weInterested: boolean;
  readonly theyInterested: boolean;
  /** Canonical priority (BEP 40): between equals the lowest goes. */
  readonly rank: number;
}

/** Keys of the peers to let go, the least useful first. */
export function leastUseful(peers: readonly TurnoverFacts[]): number[] {
  const meanBps = peers.length === 0 ? 0 : peers.reduce((sum, { bps }) => sum + bps, 0) / peers.length;
  const judged = peers.flatMap((peer) => {
    const grade = gradeOf(peer, meanBps);
    return grade === null ? [] : [{ peer, grade }];
  });
  judged.sort((a, b) => a.grade - b.grade || a.peer.bps - b.peer.bps || a.peer.rank - b.peer.rank || a.peer.key - b.peer.key);
  return judged.slice(0, Math.max(1, Math.floor(peers.length * SHARE))).map(({ peer }) => peer.key);
}

/** 0 nothing to do with each other, 1 one of us waits in vain, 2 slow beside the others; null useful or too new to tell. */
function gradeOf(peer: TurnoverFacts, meanBps: number): 0 | 1 | 2 | null {
  if (peer.connectedMs < GRACE_MS) return null;
  if (peer.idleMs >= IDLE_MS) return peer.weInterested || peer.theyInterested ? 1 : 0;
  return peer.connectedMs >= SLOW_AFTER_MS && peer.bps < meanBps * SLOW_SHARE ? 2 : null;
}
