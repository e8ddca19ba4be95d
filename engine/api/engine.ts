/** The engine's face: what engine/index.ts returns and everything outside talks to. */
import type { ArgsOf, CommandName, ResultOf } from './commands.js';
import type { TorrentId } from './ids.js';
import type { Settings } from './settings.js';
import type { EngineEvent, EngineView, ViewMessage } from './view-messages.js';
import type { Why } from './why.js';

export interface EngineOptions {
  /** Folder for resume records, settings and statistics; made if absent. */
  readonly stateDir: string;
  /** `file:` URL of the bundled disk worker (engine/storage/disk-worker.io.ts). */
  readonly diskWorker: string;
  /** false: no backups of the state are made by themselves. */
  readonly backups?: boolean;
  /** Overrides of the saved settings, for this run only. */
  readonly settings?: Partial<Settings>;
  /** Called for every EngineEvent, before any view sees it. */
  readonly onEvent?: (event: EngineEvent) => void;
  /** Client name and version for the extension handshake and the user agent, e.g. `Shoal 0.1.0`. */
  readonly clientName: string;
}

/** Exact figures of one torrent at this instant, for callers that poll (the command line). */
export interface TorrentStats {
  /** Payload bytes received so far in this run, wasted ones included. */
  readonly receivedBytes: number;
  readonly uploadedBytes: number;
  readonly wastedBytes: number;
  /** Verified payload bytes of the wanted files, and their total (null before the metadata). */
  readonly doneBytes: number;
  readonly wantedBytes: number | null;
  readonly verifiedPieces: number;
  readonly downBps: number;
  readonly upBps: number;
  readonly peers: number;
  /** Why it is not going faster; at most a second old. */
  readonly why: Why;
}

export interface EngineApi {
  /** Cheap and synchronous; null when there is no such torrent. */
  stats(id: TorrentId): TorrentStats | null;
  /** Runs a command. Arguments are trusted here: parse them with engine/commands first. Rejects with EngineError. */
  execute<N extends CommandName>(name: N, args: ArgsOf<N>): Promise<ResultOf<N>>;
  /** Opens a view; the first message is a rows-snapshot. `paced`: its further chunks come when `more` asks for them. */
  openView(send: (message: ViewMessage) => void, options?: { readonly paced?: boolean }): EngineView;
  /** Saves everything and closes every socket and file; idempotent. Resolves within 5 s. */
  close(): Promise<void>;
}
