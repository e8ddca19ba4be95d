/** What is told about an open tab: the whole of it, and what changed since. */

import type { LogLine, OverviewView } from '../engine/api/torrent-view.js';
import type { DetailsDelta, DetailsRequest, DetailsView } from '../engine/api/view-messages.js';
import type { TabFeed } from '../engine/view/view-publisher.js';
import { fileRows } from './files.js';
import type { MockTorrent } from './mock-torrent.js';
import { makeBans, makeDht, makePeers, makeTrackers, makeWebSeeds } from './peers.js';
import { bucketsOf, nobodyOf, seeded } from './pieces.js';

/** One open tab of a made-up torrent; time is given by its owner. */
export class MockTab implements TabFeed {
  private rounds = 0;

  constructor(
    private readonly torrent: MockTorrent,
    private readonly request: DetailsRequest,
    private readonly wallNow: () => number,
  ) {}

  snapshot(): DetailsView {
    const { torrent, request } = this;
    const now = this.wallNow();
    torrent.changed = [];
    switch (request.tab) {
      case 'overview':
        return { tab: 'overview', overview: overviewOf(torrent) };
      case 'files': {
        const { first, count } = request.range ?? { first: 0, count: 200 };
        return { tab: 'files', first, total: torrent.files.length, rows: fileRows(torrent, first, count) };
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

  /** Called four times a second: the speed at each, pieces at every second, the rest at every fourth. */
  delta(): DetailsDelta | null {
    const round = ++this.rounds;
    switch (this.request.tab) {
      case 'speed':
        return { tab: 'speed', append: this.torrent.samples.slice(-1) };
      case 'pieces':
        return round % 2 === 0 ? this.piecesDelta() : null;
      case 'overview':
      case 'files':
      case 'peers':
        return round % 4 === 0 ? this.snapshot() : null;
      default:
        return null;
    }
  }

  private piecesDelta(): DetailsDelta | null {
    const { torrent } = this;
    if (torrent.changed.length === 0) return null;
    const { state, availability } = torrent.pieces;
    const changes = Uint32Array.from([...new Set(torrent.changed)].flatMap((i) => [i, state[i] ?? 0, availability[i] ?? 0]));
    torrent.changed = [];
    return { tab: 'pieces', delta: { changes } };
  }
}

function overviewOf(torrent: MockTorrent): OverviewView {
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
    maxDownBps: row.maxDownBps,
    maxUpBps: row.maxUpBps,
    magnet: `magnet:?xt=urn:btih:${row.infoHashV1 ?? ''}`,
    strip: bucketsOf(pieces.state, buckets),
    nobody: nobodyOf(pieces, buckets),
  };
}

function peersOf(torrent: MockTorrent): { rows: ReturnType<typeof makePeers>; known: number } {
  const { row, seed, webSeeds } = torrent;
  const count = Math.min(60, row.connectedSeeds + row.connectedLeeches);
  const web = webSeeds ? makeWebSeeds(seed, row.downBps * 0.2) : [];
  const rows = makePeers(seed, count, webSeeds ? row.downBps * 0.8 : row.downBps, row.upBps);
  return { rows: [...rows, ...web], known: count + web.length + (row.swarmSeeds ?? 0) };
}

function logOf(torrent: MockTorrent, now: number): LogLine[] {
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
