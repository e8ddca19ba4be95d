/** What a window or the command line sees of a torrent: plain data, structured-cloneable, never a live object. */
import type { ErrorView } from './errors.js';
import type { InfoHashV1, InfoHashV2, TorrentId } from './ids.js';
import type { Why } from './why.js';

export type { Why } from './why.js';

/** The one vocabulary of states. A union, so that a percentage exists only where it means something. */
export type TorrentStatus =
  | { readonly kind: 'fetching-details' }
  | { readonly kind: 'awaiting-choice' } // details are here; nothing is downloaded until the person accepts
  | { readonly kind: 'checking'; readonly progress: number } // 0..1
  | { readonly kind: 'queued'; readonly position: number } // 1-based
  | { readonly kind: 'downloading' }
  | { readonly kind: 'waiting-for-peers' }
  | { readonly kind: 'seeding' }
  | { readonly kind: 'finished' } // complete and not seeding
  | { readonly kind: 'paused' }
  | { readonly kind: 'moving'; readonly progress: number }
  | { readonly kind: 'needs-attention'; readonly error: ErrorView };

/** Number of buckets in a row's progress strip. */
export const STRIP_BUCKETS = 64;

/** Among torrents, not files: how much of a limit each gets. */
export type TorrentPriority = 'low' | 'normal' | 'high';

/** One row of the torrent list. Rates are bytes a second, smoothed; sizes are bytes; times are Unix milliseconds. */
export interface TorrentRow {
  readonly id: TorrentId;
  readonly name: string;
  readonly infoHashV1: InfoHashV1 | null;
  readonly infoHashV2: InfoHashV2 | null;
  readonly status: TorrentStatus;
  readonly why: Why;
  /** Payload bytes of all files, pads left out; null until the metadata is known. */
  readonly sizeBytes: number | null;
  /** Payload bytes of the wanted files. */
  readonly wantedBytes: number;
  /** Verified payload bytes of the wanted files. */
  readonly doneBytes: number;
  readonly downBps: number;
  readonly upBps: number;
  /** Seconds to completion at the present rate; null when there is none. */
  readonly etaSeconds: number | null;
  readonly connectedSeeds: number;
  readonly connectedLeeches: number;
  /** From the trackers' scrape; null when no tracker has said. */
  readonly swarmSeeds: number | null;
  readonly swarmLeeches: number | null;
  readonly downloadedBytes: number;
  readonly uploadedBytes: number;
  /** Bytes that were received and thrown away (duplicates, failed pieces). */
  readonly wastedBytes: number;
  readonly savePath: string;
  readonly private: boolean;
  /** It runs whatever the queue says. */
  readonly forced: boolean;
  /** Pieces are fetched in order, */
  readonly sequential: boolean;
  /** and the ends of files first. */
  readonly firstLast: boolean;
  /** Asked to super-seed (BEP 16). */
  readonly superSeed: boolean;
  /** Its label's name; null for none. */
  readonly label: string | null;
  /** Its share of the session's limits against others. */
  readonly priority: TorrentPriority;
  /** Its place among all torrents in the queue's order, 1-based; null while it has none. */
  readonly queuePosition: number | null;
  /** In this run; payload. */
  readonly sessionDownloadedBytes: number;
  readonly sessionUploadedBytes: number;
  /** Distributed copies among connected peers, e.g. 2.31; null without peers. */
  readonly availability: number | null;
  /** Hosts of its trackers, each once, in the order of their tiers. */
  readonly trackers: readonly string[];
  /** Its own limits; null for none. */
  readonly maxDownBps: number | null;
  readonly maxUpBps: number | null;
  /** When payload last came or went, in this run; null for never. */
  readonly activeAt: number | null;
  /** Time spent seeding, over all runs. */
  readonly seedingSeconds: number;
  /** When its description was made, as that says. */
  readonly createdAt: number | null;
  readonly addedAt: number;
  readonly completedAt: number | null;
  /** STRIP_BUCKETS bytes, share held 0..255 of each bucket; empty until the metadata is known. */
  readonly strip: Uint8Array;
}

/** The tabs of the details pane. */
export type DetailsTab = 'overview' | 'files' | 'peers' | 'pieces' | 'trackers' | 'speed' | 'log';

export type FilePriority = 'skip' | 'low' | 'normal' | 'high';

/** One file of a torrent; pads are never shown. */
export interface FileRow {
  readonly index: number;
  /** Safe relative path with `/`, the torrent's name first for multi-file torrents. */
  readonly path: string;
  readonly sizeBytes: number;
  readonly doneBytes: number;
  readonly priority: FilePriority;
  readonly firstPiece: number;
  readonly lastPiece: number;
}

export type TrackerStatus =
  | { readonly kind: 'idle' }
  | { readonly kind: 'announcing' }
  | { readonly kind: 'working'; readonly lastAnnounceAt: number }
  /** `refused`: it answered, and said no; `text` is then its own. */
  | { readonly kind: 'failed'; readonly text: string; readonly retryAt: number; readonly refused: boolean }
  | { readonly kind: 'disabled' };

export interface TrackerRow {
  readonly tier: number; // 1-based
  readonly url: string;
  readonly status: TrackerStatus;
  readonly seeds: number | null;
  readonly leeches: number | null;
  readonly peersReceived: number;
  readonly nextAnnounceAt: number | null;
  /** The tracker's `warning message`, verbatim. */
  readonly warning: string | null;
}

export interface LogLine {
  readonly at: number;
  readonly level: 'info' | 'warn' | 'error';
  readonly text: string;
}

/** Static facts of the Overview tab; what moves is in the row. */
export interface OverviewView {
  readonly pieceCount: number;
  readonly pieceLength: number;
  readonly fileCount: number;
  readonly wantedFileCount: number;
  readonly version: 'v1' | 'v2' | 'hybrid' | null;
  readonly comment: string | null;
  readonly createdBy: string | null;
  readonly createdAt: number | null;
  readonly source: string | null;
  readonly havePieces: number;
  /** Wanted pieces that neither we nor any connected peer have. */
  readonly nobodyHasPieces: number;
  /** Distributed copies among connected peers, e.g. 2.31; null without peers. */
  readonly availability: number | null;
  readonly knownPeers: number;
  readonly connectedPeers: number;
  readonly maxDownBps: number | null;
  readonly maxUpBps: number | null;
  readonly magnet: string;
  /** One byte a bucket, 512 buckets or pieceCount if that is less; share held 0..255. */
  readonly strip: Uint8Array;
  /** Parallel to strip: 1 where the bucket holds a missing piece nobody connected has. */
  readonly nobody: Uint8Array;
}

/** Piece map data. state: 0 missing, 1-14 blocks-done fraction, 15 have. availability: connected peers having it, clamped to 255. */
export interface PiecesView {
  readonly pieceCount: number;
  readonly pieceLength: number;
  readonly state: Uint8Array;
  readonly availability: Uint8Array;
}
/** Changes since the last PiecesView or PiecesDelta: triples index, state, availability. */
export interface PiecesDelta {
  readonly changes: Uint32Array;
}

/** One column of speed history per sample; rates in bytes a second. `null` rates mark a gap (paused or app closed). */
export interface SpeedSample {
  readonly at: number;
  readonly downBps: number | null;
  readonly upBps: number | null;
}
