/** The moving tabs of the details pane: files, peers, pieces. Reads only. */
import type { BanRow, PeerRow } from '../api/peer-view.js';
import type { FileRow, PiecesView } from '../api/torrent-view.js';
import { addressText } from '../base/address-text.js';
import { isSnubbed } from './choke-rounds.js';
import { strip } from './strip.js';
import type { Torrent } from './torrent.js';
import { priorityName } from './wanted.js';
import { webSeedRow } from './web-seed-rows.js';

const PEER_BUCKETS = 32;
const MOST_BANS = 100;
/** Codes of a piece under way (PiecesView.state): 1..14, and 15 when it is had. */
const HAVE = 15;
const MOST_FILLING = 14;

/** Files without pads, [first, first + count); no rows while they are on the disk alone. */
export function buildFiles(torrent: Torrent, first: number, count: number): { total: number; rows: FileRow[] } {
  const { content } = torrent;
  if (content === null) return { total: 0, rows: [] };
  if (content.body === null) return { total: content.shownCount, rows: [] };
  const { files, layout, shown } = content.body;
  const rows: FileRow[] = [];
  const end = Math.min(shown.count, first + count);
  for (let row = first; row < end; row++) {
    const file = shown.indexOf(row);
    const pieces = layout.piecesOfFile(file);
    rows.push({
      index: file,
      path: files.paths.at(file),
      sizeBytes: files.sizes[file] ?? 0,
      doneBytes: content.fileDone(file),
      priority: priorityName(content.priorities[file] ?? 2),
      firstPiece: pieces.first,
      lastPiece: Math.max(pieces.first, pieces.end - 1),
    });
  }
  return { total: shown.count, rows };
}

export function buildPeers(torrent: Torrent, nowMs: number): PeerRow[] {
  const peers = [...torrent.net.peers.values()].map((peer): PeerRow => {
    const { flags, identity, pieces, requests, stats, uploads } = peer.machine;
    return {
      key: peer.key,
      address: addressText(identity.endpoint),
      client: peer.client,
      transport: peer.stream.kind.transport,
      incoming: identity.incoming,
      encryption: peer.stream.kind.encryption,
      source: peer.source,
      progress: pieces.size === 0 ? 0 : pieces.count / pieces.size,
      strip: strip(pieces.size, PEER_BUCKETS, (piece) => (pieces.has(piece) ? 1 : 0)),
      downBps: Math.round(stats.down.bps(nowMs)),
      upBps: Math.round(stats.up.bps(nowMs)),
      downloadedBytes: stats.down.total,
      uploadedBytes: stats.up.total,
      requestsOut: requests.size,
      requestsIn: uploads.size,
      weInterested: flags.interested,
      theyInterested: flags.peerInterested,
      weChoked: flags.peerChoking,
      theyChoked: flags.choking,
      snubbed: isSnubbed(peer, nowMs),
      optimistic: torrent.net.tick.rounds.isOptimistic(peer.key),
    };
  });
  return [...peers, ...torrent.webSeeds.all().map((slot) => webSeedRow(slot, nowMs))];
}

/** One row for each banned address, the latest first. */
export function buildBans(torrent: Torrent): BanRow[] {
  const bans = torrent.net.candidates.banned.list().slice(-MOST_BANS).reverse();
  return bans.map(({ at, host, port, reason }) => ({ address: port === null ? host : addressText({ host, port }), reason, at }));
}

export function buildPieces(torrent: Torrent): PiecesView {
  const { content } = torrent;
  const pieceCount = content?.pieceCount ?? 0;
  const state = new Uint8Array(pieceCount);
  const availability = new Uint8Array(pieceCount);
  const picker = content?.swarmContent?.picker;
  for (let piece = 0; piece < pieceCount; piece++) {
    if (content?.have.has(piece)) state[piece] = HAVE;
    availability[piece] = Math.min(255, picker?.availability(piece) ?? 0);
  }
  if (picker !== undefined) {
    for (const open of picker.openPieces()) {
      if (open.hereCount > 0)
        state[open.piece] = Math.max(1, Math.min(MOST_FILLING, Math.floor((open.hereCount * HAVE) / open.blockCount)));
    }
  }
  return { pieceCount, pieceLength: content?.geometry.pieceLength ?? 0, state, availability };
}
