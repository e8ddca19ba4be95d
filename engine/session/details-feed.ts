/** Keeps one open details tab up to date: a snapshot first, then small deltas at the tab's own rate. */
import type { PiecesView } from '../api/torrent-view.js';
import type { DetailsDelta, DetailsRequest, DetailsView } from '../api/view-messages.js';
import { buildBans, buildFiles, buildPeers, buildPieces } from '../torrent/details-builder.js';
import type { Torrent } from '../torrent/torrent.js';
import { buildOverview } from '../torrent/torrent-view-builder.js';
import { sameValue } from '../view/view-diff.js';
import type { TabFeed } from '../view/view-publisher.js';

const SECOND_MS = 1000;
/** How often a tab hears news; the rest once a second. */
const EVERY_MS: Partial<Record<DetailsView['tab'], number>> = { speed: 250, pieces: 500 };
/** Above this many changed pieces the whole map is sent again. */
const MOST_PIECE_CHANGES = 4000;
/** As many as the window shows as a tree (TREE_MAX there); a row takes about 150 bytes. */
const FILES_AT_ONCE = 250;

export class DetailsFeed implements TabFeed {
  private lastSentAt = Number.NEGATIVE_INFINITY;
  private last: DetailsView | null = null;
  private seen = 0;

  constructor(
    readonly torrent: Torrent,
    readonly request: DetailsRequest,
  ) {}

  /** The whole tab. */
  snapshot(nowMs: number): DetailsView {
    this.lastSentAt = nowMs;
    const view = this.build(nowMs);
    this.last = view;
    if (view.tab === 'speed') this.seen = this.torrent.history.taken;
    if (view.tab === 'log') this.seen = this.torrent.log_.written;
    return view;
  }

  /** News since the last message; null when there are none or it is too early. */
  delta(nowMs: number): DetailsDelta | null {
    if (nowMs - this.lastSentAt < (EVERY_MS[this.request.tab] ?? SECOND_MS) - 20) return null;
    this.lastSentAt = nowMs;
    if (this.request.tab === 'speed') {
      this.keepHistory();
      const append = this.torrent.history.since(this.seen);
      this.seen = this.torrent.history.taken;
      return append.length === 0 ? null : { tab: 'speed', append };
    }
    if (this.request.tab === 'log') {
      const append = this.torrent.log_.since(this.seen);
      this.seen = this.torrent.log_.written;
      return append.length === 0 ? null : { tab: 'log', append };
    }
    const view = this.build(nowMs);
    const before = this.last;
    this.last = view;
    if (before !== null && sameValue(before, view)) return null;
    return view.tab === 'pieces' && before?.tab === 'pieces' ? (piecesDelta(before.pieces, view.pieces) ?? view) : view;
  }

  /** What was asked for has come: the next look is not too early. */
  private hurry(): void {
    this.lastSentAt = Number.NEGATIVE_INFINITY;
  }

  /** A torrent that rests takes no samples itself. */
  private keepHistory(): void {
    const { history, net, services } = this.torrent;
    const rate = net.isRunning ? 0 : null;
    history.addIfMissing({ at: services.clock.wallNow(), downBps: rate, upBps: rate });
  }

  private build(nowMs: number): DetailsView {
    const { torrent, request } = this;
    switch (request.tab) {
      case 'overview':
        return { tab: 'overview', overview: buildOverview(torrent) };
      case 'files': {
        if (!torrent.details.areHere) torrent.details.need(() => this.hurry());
        else torrent.details.need(() => undefined); // for as long as somebody looks
        const first = request.range?.first ?? 0;
        const { total, rows } = buildFiles(torrent, first, Math.min(request.range?.count ?? FILES_AT_ONCE, FILES_AT_ONCE));
        return { tab: 'files', first, total, rows };
      }
      case 'peers':
        return { tab: 'peers', rows: buildPeers(torrent, nowMs), known: torrent.net.knownPeers, bans: buildBans(torrent) };
      case 'pieces':
        return { tab: 'pieces', pieces: buildPieces(torrent) };
      case 'trackers':
        torrent.net.refreshFigures();
        return { tab: 'trackers', rows: torrent.net.trackerRows(), dht: torrent.net.dhtRow(), exchanged: torrent.net.exchangedPeers };
      case 'speed':
        return { tab: 'speed', samples: torrent.history.since(0) };
      case 'log':
        return { tab: 'log', lines: torrent.log_.since(0) };
    }
  }
}

/** Changed pieces as triples; null when the whole map is the better message. */
function piecesDelta(before: PiecesView, now: PiecesView): DetailsDelta | null {
  if (before.pieceCount !== now.pieceCount) return null;
  const changes: number[] = [];
  for (let piece = 0; piece < now.pieceCount; piece++) {
    const state = now.state[piece] ?? 0;
    const availability = now.availability[piece] ?? 0;
    if (before.state[piece] === state && before.availability[piece] === availability) continue;
    changes.push(piece, state, availability);
    if (changes.length > MOST_PIECE_CHANGES * 3) return null;
  }
  return { tab: 'pieces', delta: { changes: Uint32Array.from(changes) } };
}
