/**
 * What the engine sends to a view (a window, or the command line). Two kinds of message:
 * snapshots come in chunks and are exempt from the rate; deltas are at most 4 a second and 64 kB each.
 */
import type { DhtRow } from './dht.js';
import type { ErrorView } from './errors.js';
import type { TorrentId } from './ids.js';
import type { BanRow, PeerRow } from './peer-view.js';
import type { SessionView } from './session-view.js';
import type {
  DetailsTab,
  FileRow,
  LogLine,
  OverviewView,
  PiecesDelta,
  PiecesView,
  SpeedSample,
  TorrentRow,
  TrackerRow,
} from './torrent-view.js';

/** A changed row: its id and only the fields that changed. */
export type RowChange = { readonly id: TorrentId } & Partial<Omit<TorrentRow, 'id'>>;

/** What the open tab holds. `files` carries the asked-for range only. */
export type DetailsView =
  | { readonly tab: 'overview'; readonly overview: OverviewView }
  | { readonly tab: 'files'; readonly first: number; readonly total: number; readonly rows: readonly FileRow[] }
  | { readonly tab: 'peers'; readonly rows: readonly PeerRow[]; readonly known: number; readonly bans: readonly BanRow[] }
  | { readonly tab: 'pieces'; readonly pieces: PiecesView }
  /** `dht` is null where the torrent takes no part in it; `exchanged`: addresses that peers told us of (BEP 11), null where none are exchanged. */
  | { readonly tab: 'trackers'; readonly rows: readonly TrackerRow[]; readonly dht: DhtRow | null; readonly exchanged: number | null }
  | { readonly tab: 'speed'; readonly samples: readonly SpeedSample[] } // 4 Hz, up to 240, oldest first
  | { readonly tab: 'log'; readonly lines: readonly LogLine[] };

/** Later news for the open tab: a whole small view again, or what was appended or changed. */
export type DetailsDelta =
  | DetailsView
  | { readonly tab: 'pieces'; readonly delta: PiecesDelta }
  | { readonly tab: 'speed'; readonly append: readonly SpeedSample[] }
  | { readonly tab: 'log'; readonly append: readonly LogLine[] };

/** Things that happen once and are worth a toast, a notification, or a line of --json. */
export type EngineEvent =
  | { readonly kind: 'torrent-added'; readonly id: TorrentId; readonly name: string }
  | { readonly kind: 'metadata-received'; readonly id: TorrentId; readonly name: string }
  /** A torrent was added over data that was there: so many of its pieces are good, and so many that are wanted have to be fetched. */
  | {
      readonly kind: 'existing-data';
      readonly id: TorrentId;
      readonly name: string;
      readonly goodPieces: number;
      readonly pieces: number;
      readonly toFetch: number;
    }
  | { readonly kind: 'torrent-complete'; readonly id: TorrentId; readonly name: string }
  | { readonly kind: 'torrent-error'; readonly id: TorrentId; readonly name: string; readonly error: ErrorView }
  | { readonly kind: 'torrent-removed'; readonly id: TorrentId; readonly name: string }
  | { readonly kind: 'session-error'; readonly error: ErrorView };

export type ViewMessage =
  | {
      readonly kind: 'rows-snapshot';
      readonly start: boolean;
      readonly end: boolean;
      readonly rows: readonly TorrentRow[];
      readonly session: SessionView;
    }
  | {
      readonly kind: 'rows-delta';
      readonly added: readonly TorrentRow[];
      readonly changed: readonly RowChange[];
      readonly removed: readonly TorrentId[];
      /** Only the fields that changed; null when none did. */
      readonly session: Partial<SessionView> | null;
    }
  | { readonly kind: 'details-snapshot'; readonly id: TorrentId; readonly details: DetailsView }
  | { readonly kind: 'details-delta'; readonly id: TorrentId; readonly delta: DetailsDelta }
  | { readonly kind: 'event'; readonly event: EngineEvent };

/** Which details a view wants; `range` matters for `files` only. */
export interface DetailsRequest {
  readonly id: TorrentId;
  readonly tab: DetailsTab;
  readonly range?: { readonly first: number; readonly count: number };
}

/** A view's handle: one a window. All calls are cheap and synchronous. */
export interface EngineView {
  /** false: nothing is sent until true again, which starts with a fresh snapshot. */
  setVisible(visible: boolean): void;
  /** Rows on screen, sent first and at full rate; others follow more slowly. */
  setVisibleRows(ids: readonly TorrentId[]): void;
  /** Opens, changes or (null) closes the details; the answer is a `details-snapshot`. */
  setDetails(request: DetailsRequest | null): void;
  /** The next chunk of a snapshot, for a view that asked to take them one by one. */
  more(): void;
  /** What the view has been told last, whole; null while a snapshot is under way. */
  known(): { readonly rows: readonly TorrentRow[]; readonly session: SessionView } | null;
  close(): void;
}
