/** What others are told of a torrent in numbers: announces, and what was wasted. */
import type { TorrentContent } from './torrent-content.js';
import type { TorrentNet } from './torrent-net.js';
import type { Traffic } from './traffic.js';

interface Parts {
  readonly content: TorrentContent | null;
  readonly net: TorrentNet;
  readonly traffic: Traffic;
}

/** A magnet's size is not known: trackers are told that something is left. */
const UNKNOWN_BYTES = 16_384;

/** For announces: this run's bytes, and what is left. `paused` is a partial seed (BEP 21). */
export function announceAmounts({ content, traffic }: Parts) {
  const paused = content?.isComplete === true && !content.isWhole;
  const leftBytes = content === null ? UNKNOWN_BYTES : paused ? missingBytes(content) : content.wanted.totalBytes - content.doneBytes;
  return { uploadedBytes: traffic.up.total, downloadedBytes: traffic.down.total, leftBytes, paused };
}

/** Those of connected peers included. */
export function allWastedBytes({ net, traffic }: Parts): number {
  let bytes = traffic.wastedBytes;
  for (const peer of net.peers.values()) bytes += peer.machine.stats.wastedBytes;
  return bytes;
}

/** Bytes of pieces that are not here, wanted or not. */
function missingBytes({ geometry, have, pieceCount }: TorrentContent): number {
  let bytes = 0;
  for (let piece = 0; piece < pieceCount; piece++) if (!have.has(piece)) bytes += geometry.pieceBytes(piece);
  return bytes;
}
