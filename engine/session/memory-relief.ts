/**
 * What is done when the memory for payload is spent and somebody waits for it. Upload caches go first: they
 * cost no more than reading again. When a torrent has waited for seconds while nothing was on its way to it, open pieces
 * hold the memory that nobody can finish now: they are given up one by one, the emptiest first, until something moves.
 */
import type { Torrent } from '../torrent/torrent.js';

const PATIENCE_MS = 3000;

export class MemoryRelief {
  /** Torrents that wait for memory while nothing moves, and since when. */
  private stuckSince = new Map<Torrent, number>();

  /** Once a tick, after the torrents that are awake had theirs. `everyone`: those that rest as well. */
  run(torrents: readonly Torrent[], everyone: () => Iterable<Torrent>, nowMs: number): void {
    let waiting = false;
    let stuck = false;
    const stuckSince = new Map<Torrent, number>();
    for (const torrent of torrents) {
      const { flow, uploader } = torrent.content?.swarmContent ?? {};
      const download = flow?.takeRefused() ?? false;
      const upload = uploader?.takeRefused() ?? false;
      waiting ||= download || upload;
      if (!(download && isQuiet(torrent)) && !(upload && torrents.every(isQuiet))) continue;
      const since = this.stuckSince.get(torrent) ?? nowMs;
      stuckSince.set(torrent, since);
      stuck ||= nowMs - since >= PATIENCE_MS;
    }
    this.stuckSince = stuckSince;
    if (waiting) for (const torrent of torrents) torrent.content?.swarmContent?.uploader.shrink();
    if (stuck) giveUpOne(everyone());
  }
}

/** Nothing was asked for, nothing is arriving or being written. */
function isQuiet({ content, net, webSeeds }: Torrent): boolean {
  if (content?.swarmContent?.flow.isWorking || webSeeds.isBusy) return false;
  for (const peer of net.peers.values()) if (peer.machine.requests.size > 0 || peer.claimedPiece >= 0) return false;
  return true;
}

function giveUpOne(torrents: Iterable<Torrent>): void {
  for (const torrent of torrents) {
    if (isQuiet(torrent) && torrent.content?.swarmContent?.flow.giveUpEmptiest()) return;
  }
}
