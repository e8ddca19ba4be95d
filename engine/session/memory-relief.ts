/**
 * What is done when the memory for payload is spent and somebody waits for it. Upload caches go first: they
 * cost no more than reading again. When a torrent has waited for seconds while nothing moved for it, open pieces hold
 * the memory: the emptiest are given up until something moves, first those of torrents to which nothing is on
 * its way, then any that nobody is asked for just now (those of a slow torrent, which would hold them for hours).
 */
import type { Torrent } from '../torrent/torrent.js';

const PATIENCE_MS = 3000;
/** Under a slow limit it is long until somebody can ask again, and be refused: meanwhile it still waits. */
const FORGET_MS = 60_000;
/** Pieces given up at once: with one slab each 512 KiB, so that who waited gets further than to the next refusal. */
const PIECES_AT_ONCE = 2;

/** A torrent that waits for memory. */
interface Waiting {
  readonly sinceMs: number;
  /** When it was last refused. */
  refusedMs: number;
  /** Payload bytes it had sent by then: as long as uploads move they are not stuck. */
  readonly sentBytes: number;
}

export class MemoryRelief {
  private readonly forDownload = new Map<Torrent, Waiting>();
  private readonly forUpload = new Map<Torrent, Waiting>();

  /** Once a tick, after the torrents that are awake had theirs. `everyone`: those that rest as well. */
  run(torrents: readonly Torrent[], everyone: () => Iterable<Torrent>, nowMs: number): void {
    let waiting = false;
    let stuck = false;
    for (const torrent of torrents) {
      const { flow, uploader } = torrent.content?.swarmContent ?? {};
      const download = flow?.takeRefused() ?? false;
      const upload = uploader?.takeRefused() ?? false;
      waiting ||= download || upload;
      if (download && isQuiet(torrent)) stuck = note(this.forDownload, torrent, nowMs) || stuck;
      if (upload) stuck = note(this.forUpload, torrent, nowMs) || stuck;
    }
    forget(this.forDownload, nowMs, isQuiet);
    forget(this.forUpload, nowMs, (torrent, { sentBytes }) => torrent.traffic.up.total === sentBytes);
    // of those at rest too: whose peers have all gone keeps what it read for them
    if (waiting) for (const torrent of everyone()) torrent.content?.swarmContent?.uploader.shrink();
    if (stuck) giveUpSome(everyone);
  }
}

/** Refused once more; true when it has been so for long enough. */
function note(all: Map<Torrent, Waiting>, torrent: Torrent, nowMs: number): boolean {
  const known = all.get(torrent);
  if (known === undefined) {
    all.set(torrent, { sinceMs: nowMs, refusedMs: nowMs, sentBytes: torrent.traffic.up.total });
    return false;
  }
  known.refusedMs = nowMs;
  return nowMs - known.sinceMs >= PATIENCE_MS;
}

/** Who moves again, or has not asked for long, waits no more. */
function forget(all: Map<Torrent, Waiting>, nowMs: number, stillWaits: (torrent: Torrent, waiting: Waiting) => boolean): void {
  for (const [torrent, waiting] of all) {
    const isHere = torrent.content?.swarmContent != null;
    if (!isHere || nowMs - waiting.refusedMs >= FORGET_MS || !stillWaits(torrent, waiting)) all.delete(torrent);
  }
}

/** Nothing was asked for, nothing is arriving or being written. */
function isQuiet({ content, net, webSeeds }: Torrent): boolean {
  if (content?.swarmContent?.flow.isWorking || webSeeds.isBusy) return false;
  for (const peer of net.peers.values()) if (peer.machine.requests.size > 0 || peer.claimedPiece >= 0) return false;
  return true;
}

function giveUpSome(everyone: () => Iterable<Torrent>): void {
  let left = PIECES_AT_ONCE;
  for (const quiet of [true, false]) {
    for (const torrent of everyone()) {
      if (isQuiet(torrent) !== quiet) continue;
      while (left > 0 && torrent.content?.swarmContent?.flow.giveUpEmptiest()) left--;
    }
  }
}
