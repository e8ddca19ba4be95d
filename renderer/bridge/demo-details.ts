/** What the demo tells about an open tab: the whole of it, and what changed since. */
import { fileRows } from './demo-files.js';
import { makeBans, makeDht, makePeers, makeTrackers, makeWebSeeds } from './demo-peers.js';
import { bucketsOf, nobodyOf, seeded } from './demo-pieces.js';
import type { DemoTorrent } from './demo-swarm.js';
import type { DetailsDelta, DetailsRequest, DetailsView, LogLine, OverviewView } from './demo-types.js';

export function detailsSnapshot(torrent: DemoTorrent, request: DetailsRequest, now: number): DetailsView {
  torrent.changed = [];
  switch (request.tab) {
    case 'overview':
      return { tab: 'overview', overview: overviewOf(torrent) };
    case 'files': {
      const range = request.range ?? { first: 0, count: 200 };
      return {
        tab: 'files',
        first: range.first,
        total: torrent.files.length,
        rows: fileRows(torrent, range.first, range.count),
      };
    }
    case 'peers':
      return { tab: 'peers', ...peersOf(torrent), bans: torrent.webSeeds ? makeBans(now) : [] };
    case 'pieces':
      return { tab: 'pieces', pieces: { pieceCount: torrent.pieces.state.length, pieceLength: torrent.pieceLength, ...torrent.pieces } };
    case 'trackers':
      return { tab: 'trackers', rows: makeTrackers(now), dht: makeDht(now), exchanged: 12 };
    case 'speed':
      return { tab: 'speed', samples: torrent.samples };
    case 'log':
      return { tab: 'log', lines: logOf(torrent, now) };
  }
}

/** The news of a quarter second (`tick` counts them); null for none. */
export function detailsDelta(torrent: DemoTorrent, request: DetailsRequest, now: number, tick: number): DetailsDelta | null {
  switch (request.tab) {
    case 'speed':
      return { tab: 'speed', append: torrent.samples.slice(-1) };
    case 'pieces': {
      if (tick % 2 !== 0 || torrent.changed.length === 0) return null;
      const { state, availability } = torrent.pieces;
      const changes = Uint32Array.from([...new Set(torrent.changed)].flatMap((i) => [i, state[i] ?? 0, availability[i] ?? 0]));
      torrent.changed = [];
      return { tab: 'pieces', delta: { changes } };
    }
    case 'overview':
    case 'files':
    case 'peers':
      return tick % 4 === 0 ? detailsSnapshot(torrent, request, now) : null;
    default:
      return null;
  }
}

function overviewOf(torrent: DemoTorrent): OverviewView {
  const { row, pieces } = torrent;
  const buckets = Math.max(1, Math.min(512, pieces.state.length));
  return {
    pieceCount: pieces.state.length,
    pieceLength: torrent.pieceLength,
    fileCount: torrent.files.length,
    wantedFileCount: torrent.files.filter((file) => file.priority !== 'skip').length,
    version: row.sizeBytes === null ? null : 'v1',
    comment: 'Free to share',
    createdBy: 'Shoal',
    createdAt: Date.UTC(2024, 7, 31),
    source: null,
    havePieces: pieces.state.filter((state) => state === 15).length,
    nobodyHasPieces: pieces.state.reduce((sum, state, i) => sum + (state < 15 && pieces.availability[i] === 0 ? 1 : 0), 0),
    availability: row.connectedSeeds > 0 ? row.connectedSeeds + 0.41 : null,
    knownPeers: row.connectedSeeds + row.connectedLeeches + (row.swarmSeeds ?? 0),
    connectedPeers: row.connectedSeeds + row.connectedLeeches,
    maxDownBps: 10e6,
    maxUpBps: null,
    magnet: `magnet:?xt=urn:btih:${row.infoHashV1 ?? ''}`,
    strip: bucketsOf(pieces.state, buckets),
    nobody: nobodyOf(pieces, buckets),
  };
}

function peersOf(torrent: DemoTorrent): { rows: ReturnType<typeof makePeers>; known: number } {
  const { row, seed, webSeeds } = torrent;
  const count = Math.min(60, row.connectedSeeds + row.connectedLeeches);
  const web = webSeeds ? makeWebSeeds(seed, row.downBps * 0.2) : [];
  const rows = makePeers(seed, count, webSeeds ? row.downBps * 0.8 : row.downBps, row.upBps);
  return { rows: [...rows, ...web], known: count + web.length + (row.swarmSeeds ?? 0) };
}

function logOf(torrent: DemoTorrent, now: number): LogLine[] {
  const random = seeded(torrent.seed);
  const line = (minutes: number, level: LogLine['level'], text: string): LogLine => ({
    at: now - (minutes + random()) * 60_000,
    level,
    text,
  });
  return [
    line(40, 'info', 'Added from a torrent file'),
    line(40, 'info', `Checked ${torrent.pieces.state.length} pieces, none on the disk`),
    line(24, 'info', 'Network went away; transfers are waiting'),
    line(23, 'info', 'Network is back; 27 peers connected'),
    line(6, 'warn', 'Tracker backup.example.com is not answering. Trying again in 4 min.'),
  ];
}
