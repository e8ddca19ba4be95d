/** How long a torrent has nothing to do by itself: most of thousands are idle, and an idle one must cost nothing. */
import type { Torrent } from './torrent.js';

/** Looking for somebody to dial. */
const SEEKING_MS = 1000;
/** A seed that knows addresses: those it failed to reach are tried again some time. */
const SEED_MS = 15_000;

/** Milliseconds; 0: it must be ticked at once, Infinity: not before something happens to it. */
export function restMs({ content, net, state, traffic, webSeeds }: Torrent, nowMs: number): number {
  if (!net.isRunning) return Number.POSITIVE_INFINITY;
  if (net.connections > 0 || webSeeds.isBusy || traffic.down.bps(nowMs) > 0 || traffic.up.bps(nowMs) > 0) return 0;
  if (state.kind !== 'running' || content?.isComplete !== true) return SEEKING_MS;
  return net.knownPeers === 0 ? Number.POSITIVE_INFINITY : SEED_MS;
}
