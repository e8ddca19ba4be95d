/**
 * When a peer has nothing left to be asked for, at the end mostly, it does not wait for who is silent: a block that somebody
 * stopped sending half-way, or drips, and blocks that were asked of the silent are wanted anew. A late answer is still
 * welcome where the block has not come by then.
 */
import type { Swarm } from './swarm.js';
import type { SwarmPeer } from './swarm-peer.js';

/** Nothing came for so long in the middle of a block, */
const BROKEN_OFF_MS = 1000;
/** or the block has been under way for so long, */
const DRIPPED_MS = 10_000;
/** or no block that was asked for came for so long. */
const SILENT_MS = 2000;
/** Others are asked before the silent for so long. */
const REST_MS = 10_000;

/** Once a second. */
export function releaseStalled(swarm: Swarm, nowMs: number): void {
  const peers = [...swarm.peers.values()];
  if (!peers.some((peer) => isIdle(peer, nowMs))) return;
  for (const peer of peers) {
    const { requests, stats } = peer.machine;
    const brokenOff = peer.claimedPiece >= 0 && (nowMs - stats.lastReceivedAt > BROKEN_OFF_MS || nowMs - peer.claimedAtMs > DRIPPED_MS);
    const silent = requests.size > 0 && nowMs - Math.max(stats.lastBlockAt, requests.oldestSentAt) > SILENT_MS;
    if (!brokenOff && !silent) continue;
    if (brokenOff) swarm.requester.releaseClaim(peer);
    requests.expire(nowMs - SILENT_MS, (piece, block) => swarm.requester.onDropped(peer.machine, piece, block, true));
    peer.askAfterMs = Math.max(peer.askAfterMs, nowMs + REST_MS);
  }
}

/** Could send at once, wants to be asked, and nothing is left that it may be asked for. */
function isIdle({ askAfterMs, machine, starved }: SwarmPeer, nowMs: number): boolean {
  const { interested, peerChoking } = machine.flags;
  return starved && interested && !peerChoking && machine.requests.size === 0 && nowMs >= askAfterMs;
}
