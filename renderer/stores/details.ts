/** What the details pane shows: one torrent, one tab. Data of another torrent or tab is never kept or shown. */
import { createStore } from 'zustand/vanilla';
import type {
  BanRow,
  DetailsRequest,
  DetailsTab,
  DhtRow,
  FileRow,
  LogLine,
  OverviewView,
  PeerRow,
  PiecesView,
  SpeedSample,
  TrackerRow,
  ViewMessage,
} from '../../electron/contract/index.js';
import { client } from '../bridge/client.js';
import { applyPieces, type PiecesData } from './pieces-data.js';

export const DETAILS_TABS: readonly DetailsTab[] = ['overview', 'files', 'peers', 'pieces', 'trackers', 'speed', 'log'];
const MAX_SAMPLES = 240;
const MAX_LOG_LINES = 2000;

export interface FilesRange {
  readonly first: number;
  readonly total: number;
  readonly rows: readonly FileRow[];
}
export interface DetailsState {
  readonly request: DetailsRequest | null;
  readonly overview: OverviewView | null;
  readonly files: FilesRange | null;
  readonly peers: { readonly rows: readonly PeerRow[]; readonly known: number; readonly bans: readonly BanRow[] } | null;
  readonly pieces: PiecesData | null;
  readonly trackers: readonly TrackerRow[] | null;
  /** Null where the torrent takes no part in the DHT. */
  readonly dht: DhtRow | null;
  /** Addresses that peers told us of; null where none are exchanged. */
  readonly exchanged: number | null;
  readonly samples: readonly SpeedSample[] | null;
  readonly log: readonly LogLine[] | null;
}

const NOTHING = {
  overview: null,
  files: null,
  peers: null,
  pieces: null,
  trackers: null,
  dht: null,
  exchanged: null,
  samples: null,
  log: null,
};

export const details = createStore<DetailsState>(() => ({ request: null, ...NOTHING }));

/** Asks for a torrent's tab; null closes. The same wish twice is one message. A new range keeps the rows on show. */
export function requestDetails(request: DetailsRequest | null): void {
  const old = details.getState().request;
  if (sameRequest(old, request)) return;
  const keeps = old !== null && request !== null && old.id === request.id && old.tab === request.tab;
  details.setState(keeps ? { request } : { request, ...NOTHING });
  client().send({ kind: 'details', request });
}

/** Applies a details message if it is for what is open. */
export function applyDetailsMessage(message: ViewMessage): void {
  if (message.kind !== 'details-snapshot' && message.kind !== 'details-delta') return;
  const { request } = details.getState();
  const news = message.kind === 'details-snapshot' ? message.details : message.delta;
  if (request === null || message.id !== request.id || news.tab !== request.tab) return;
  details.setState((state) => changesFrom(state, news));
}

type News = Extract<ViewMessage, { kind: 'details-delta' }>['delta'];

function changesFrom(state: DetailsState, news: News): Partial<DetailsState> {
  switch (news.tab) {
    case 'overview':
      return { overview: news.overview };
    case 'files':
      return { files: { first: news.first, total: news.total, rows: news.rows } };
    case 'peers':
      return { peers: { rows: news.rows, known: news.known, bans: news.bans } };
    case 'pieces':
      if ('pieces' in news) return { pieces: freshPieces(news.pieces) };
      return state.pieces === null ? {} : { pieces: applyPieces(state.pieces, news.delta.changes) };
    case 'trackers':
      return { trackers: news.rows, dht: news.dht, exchanged: news.exchanged };
    case 'speed':
      if ('samples' in news) return { samples: news.samples.slice(-MAX_SAMPLES) };
      return { samples: [...(state.samples ?? []), ...news.append].slice(-MAX_SAMPLES) };
    case 'log':
      if ('lines' in news) return { log: news.lines.slice(-MAX_LOG_LINES) };
      return { log: [...(state.log ?? []), ...news.append].slice(-MAX_LOG_LINES) };
  }
}

function freshPieces(view: PiecesView): PiecesData {
  return { ...view, state: view.state.slice(), availability: view.availability.slice(), version: 0, dirty: null };
}

function sameRequest(a: DetailsRequest | null, b: DetailsRequest | null): boolean {
  if (a === null || b === null) return a === b;
  return a.id === b.id && a.tab === b.tab && a.range?.first === b.range?.first && a.range?.count === b.range?.count;
}
