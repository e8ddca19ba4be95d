/** A torrent as a window sees it: its row, and the facts of its Overview tab. Reads only. */
import { type OverviewView, STRIP_BUCKETS, type TorrentRow, type TorrentStatus, type Why } from '../api/torrent-view.js';
import { formatMagnet } from '../metainfo/magnet.js';
import { fullStrip, strip } from './strip.js';
import type { Torrent } from './torrent.js';
import type { TorrentContent } from './torrent-content.js';
import { trackerHosts } from './tracker-hosts.js';

const OVERVIEW_BUCKETS = 512;
const NOTHING = new Uint8Array(0);

export function buildRow(torrent: Torrent, nowMs: number): TorrentRow {
  const { content, init, net, standing, traffic } = torrent;
  const { known } = torrent.details;
  const downBps = Math.round(traffic.down.bps(nowMs));
  const left = content === null ? 0 : content.wanted.totalBytes - content.doneBytes;
  let connectedSeeds = 0;
  for (const peer of net.peers.values()) if (peer.machine.pieces.size > 0 && peer.machine.pieces.isFull) connectedSeeds++;
  const swarm = swarmSize(torrent);
  const status = statusOf(torrent);
  return {
    id: torrent.id,
    name: torrent.shownName,
    infoHashV1: init.infoHashV1,
    infoHashV2: known?.infoHashV2 ?? null,
    status,
    why: torrent.why.read(torrent, status, nowMs),
    sizeBytes: content?.shownBytes ?? null,
    wantedBytes: content?.wanted.totalBytes ?? 0,
    doneBytes: content?.doneBytes ?? 0,
    downBps,
    upBps: Math.round(traffic.up.bps(nowMs)),
    etaSeconds: downBps > 0 && left > 0 ? Math.ceil(left / downBps) : null,
    connectedSeeds,
    connectedLeeches: net.peers.size - connectedSeeds,
    swarmSeeds: swarm.seeds,
    swarmLeeches: swarm.leeches,
    downloadedBytes: traffic.downloadedBytes,
    uploadedBytes: traffic.uploadedBytes,
    wastedBytes: torrent.allWastedBytes,
    savePath: torrent.savePath,
    private: known?.private ?? false,
    forced: standing.forced,
    ...torrent.order,
    superSeed: torrent.superSeed,
    label: standing.label,
    priority: standing.priority,
    queuePosition: standing.position === 0 ? null : standing.position,
    sessionDownloadedBytes: traffic.down.total,
    sessionUploadedBytes: traffic.up.total,
    availability: net.peers.size === 0 ? null : copiesAmongPeers(torrent),
    trackers: trackerHosts(torrent.trackers),
    maxDownBps: traffic.downLimit.rateBps,
    maxUpBps: traffic.upLimit.rateBps,
    activeAt: traffic.activeAt === null ? null : torrent.services.clock.wallNow() - (nowMs - traffic.activeAt),
    seedingSeconds: Math.floor(standing.seeding.seconds(nowMs)),
    createdAt: known?.creationDate == null ? null : known.creationDate * 1000,
    addedAt: init.addedAt,
    completedAt: torrent.completedAt,
    strip: content === null ? NOTHING : haveStrip(content, STRIP_BUCKETS),
  };
}

const haveStrip = ({ have, pieceCount }: TorrentContent, buckets: number): Uint8Array =>
  have.isFull ? fullStrip(pieceCount, buckets) : strip(pieceCount, buckets, (piece) => (have.has(piece) ? 1 : 0));

/** Why it is not going faster. */
export const buildWhy = (torrent: Torrent, nowMs: number): Why => torrent.why.read(torrent, statusOf(torrent), nowMs);

export function buildOverview(torrent: Torrent): OverviewView {
  const { content, init, net } = torrent;
  const { known } = torrent.details;
  const picker = content?.swarmContent?.picker;
  const missing = (piece: number) => content !== null && !content.have.has(piece) && (content.wanted.pieces[piece] ?? 0) > 0;
  const nobodyHas = (piece: number) => (picker !== undefined && missing(piece) && picker.availability(piece) === 0 ? 1 : 0);
  const count = content?.pieceCount ?? 0;
  let nobodyHasPieces = 0;
  for (let piece = 0; piece < count; piece++) nobodyHasPieces += nobodyHas(piece);
  return {
    pieceCount: count,
    pieceLength: known?.pieceLength ?? 0,
    fileCount: content?.shownCount ?? 0,
    wantedFileCount: content?.wanted.fileCount ?? 0,
    version: known?.version ?? null,
    comment: known?.comment ?? null,
    createdBy: known?.createdBy ?? null,
    createdAt: known?.creationDate == null ? null : known.creationDate * 1000,
    source: known?.source ?? null,
    havePieces: content?.have.count ?? 0,
    nobodyHasPieces,
    availability: net.peers.size === 0 ? null : copiesAmongPeers(torrent),
    knownPeers: net.knownPeers,
    connectedPeers: net.peers.size,
    maxDownBps: torrent.traffic.downLimit.rateBps,
    maxUpBps: torrent.traffic.upLimit.rateBps,
    magnet: formatMagnet({ infoHashV1: init.infoHashV1, infoHashV2: null, name: torrent.name, trackers: torrent.trackers.flat() }),
    strip: content === null ? NOTHING : haveStrip(content, OVERVIEW_BUCKETS),
    nobody: strip(count, OVERVIEW_BUCKETS, nobodyHas).map((share) => (share > 0 ? 1 : 0)),
  };
}

/** Null where nobody counts: the torrent is complete, or has not begun. */
function copiesAmongPeers({ content }: Torrent): number | null {
  const picker = content?.swarmContent?.picker;
  return content === null || picker === undefined ? null : distributedCopies(content.pieceCount, (piece) => picker.availability(piece));
}

/** Whole copies among the peers, and the share of pieces beyond them: 2.31 is two full copies and 31 % of a third. */
function distributedCopies(count: number, availability: (piece: number) => number): number {
  if (count === 0) return 0;
  let least = Number.POSITIVE_INFINITY;
  for (let piece = 0; piece < count; piece++) least = Math.min(least, availability(piece));
  let above = 0;
  for (let piece = 0; piece < count; piece++) if (availability(piece) > least) above++;
  return least + Math.floor((above / count) * 100) / 100;
}

function swarmSize(torrent: Torrent): { seeds: number | null; leeches: number | null } {
  let seeds: number | null = null;
  let leeches: number | null = null;
  for (const row of torrent.net.trackerRows()) {
    if (row.seeds !== null) seeds = Math.max(seeds ?? 0, row.seeds);
    if (row.leeches !== null) leeches = Math.max(leeches ?? 0, row.leeches);
  }
  return { seeds, leeches };
}

function statusOf(torrent: Torrent): TorrentStatus {
  const { content, state } = torrent;
  switch (state.kind) {
    case 'metadata':
      return { kind: 'fetching-details' };
    case 'held':
      return { kind: 'awaiting-choice' };
    case 'opening': // a look at the files, over in an instant: shown as what is about to be
      if (torrent.init.seedOnly) return { kind: 'checking', progress: 0 };
      if (state.intent === 'pause') return { kind: content?.isComplete ? 'finished' : 'paused' };
      return { kind: content?.isComplete ? 'seeding' : 'waiting-for-peers' };
    case 'checking':
      return { kind: 'checking', progress: state.total === 0 ? 1 : state.done / state.total };
    case 'queued':
    case 'check-queued':
      return { kind: 'queued', position: Math.max(1, torrent.standing.place) };
    case 'running':
      if (content?.isComplete) return { kind: 'seeding' };
      return { kind: torrent.net.peers.size + torrent.webSeeds.readyCount === 0 ? 'waiting-for-peers' : 'downloading' };
    case 'failed':
      return { kind: 'needs-attention', error: state.error };
    default:
      return { kind: content?.isComplete ? 'finished' : 'paused' };
  }
}
