/**
 * At the end of a download nobody waits for who is silent: a block that somebody stopped sending half-way, or drips,
 * and blocks of pieces kept for one silent peer are given to another who could send them now. The silent one may still
 * be in time; what it sends too late is thrown away.
 */
import type { OpenPiece } from '../picker/open-piece.js';
import type { Swarm } from './swarm.js';
import type { SwarmPeer } from './swarm-peer.js';

/** Silence that is long enough where somebody else has nothing to do. */
const SILENT_MS = 1000;
/** A block under way for longer is dripped. */
const DRIPPED_MS = 10_000;

/** Once a second. */
export function releaseStalled(swarm: Swarm, nowMs: number): void {
  const picker = swarm.content?.picker;
  if (picker === undefined || !picker.isEndgame) return;
  const idle = [...swarm.peers.values()].filter(isIdle);
  if (idle.length === 0) return;
  for (const peer of swarm.peers.values()) {
    if (peer.claimedPiece < 0 || !isStalled(peer, nowMs)) continue;
    if (idle.some((other) => other !== peer && other.has.has(peer.claimedPiece))) swarm.releaseClaim(peer);
  }
  for (const open of [...picker.openPieces()]) {
    if (open.alone && !open.frozen && open.askedCount > 0) releaseOwner(swarm, open, idle, nowMs);
  }
}

function releaseOwner(swarm: Swarm, open: OpenPiece, idle: readonly SwarmPeer[], nowMs: number): void {
  const taker = idle.find((peer) => peer.has.has(open.piece));
  if (taker === undefined || open.admits(taker.key)) return;
  for (const peer of swarm.peers.values()) {
    if (peer === taker || nowMs - peer.machine.stats.lastBlockAt < SILENT_MS) continue;
    peer.machine.requests.dropPiece(open.piece, (block) => swarm.onRequestDropped(peer.machine, open.piece, block));
  }
}

/** Could be asked for something at once. */
function isIdle({ machine }: SwarmPeer): boolean {
  return machine.flags.interested && !machine.flags.peerChoking && machine.requests.size === 0;
}

function isStalled(peer: SwarmPeer, nowMs: number): boolean {
  return nowMs - peer.machine.stats.lastReceivedAt > SILENT_MS || nowMs - peer.claimedAtMs > DRIPPED_MS;
}
