/**
 * Every command of the engine: name, arguments, result. The run-time parsers in engine/commands/ are checked
 * against this table by the compiler; nothing else repeats it.
 */
import type { InfoHashV1, InfoHashV2, TorrentId } from './ids.js';
import type { SeedingGoals } from './seeding-goals.js';
import type { Settings } from './settings.js';
import type { BackupView, NewStateView } from './state-backups.js';
import type { FilePriority, TorrentPriority } from './torrent-view.js';

/** Where a torrent comes from: the bytes of a .torrent, or a magnet link. */
export type TorrentSource = { readonly kind: 'file'; readonly bytes: Uint8Array } | { readonly kind: 'magnet'; readonly uri: string };

export interface PreviewFile {
  readonly index: number;
  readonly path: string;
  readonly sizeBytes: number;
}
/** What an Add window shows before anything is added. Unknown things are null (a magnet knows little). */
export interface TorrentPreview {
  readonly name: string;
  readonly version: 'v1' | 'v2' | 'hybrid' | null;
  readonly infoHashV1: InfoHashV1 | null;
  readonly infoHashV2: InfoHashV2 | null;
  readonly totalBytes: number | null;
  readonly pieceLength: number | null;
  readonly pieceCount: number | null;
  readonly private: boolean | null;
  /** null for a magnet; pads left out. Of more than 5,000 only the first ones: the rest by `torrents.previewFiles`. */
  readonly files: readonly PreviewFile[] | null;
  /** How many files there are; null for a magnet. */
  readonly fileCount: number | null;
  readonly trackers: readonly (readonly string[])[];
  readonly comment: string | null;
  /** The torrent is already in the list. */
  readonly duplicateOf: TorrentId | null;
}

/** In which order pieces are fetched; both off: the rarest first. */
export interface PieceOrder {
  /** From the first to the last. */
  readonly sequential: boolean;
  /** The first and the last piece of each file before all others: many players and viewers need them. */
  readonly firstLast: boolean;
}

/** A piece, and in how many milliseconds it is needed. */
export interface PieceDeadline {
  readonly piece: number;
  readonly withinMs: number;
}

export interface AddArgs extends Partial<PieceOrder> {
  readonly source: TorrentSource;
  /** The folder that will contain the torrent's name; '' = that of its label, or of the settings. */
  readonly savePath: string;
  /** The name of a label; a new one is made. */
  readonly label?: string | null;
  /** Indexes of the wanted files; null = all. */
  readonly wanted?: readonly number[] | null;
  /** true: added but not started. */
  readonly paused?: boolean;
  /** Magnet only: fetch the details, then wait for `torrents.accept`. */
  readonly hold?: boolean;
  /** `host:port` of peers to try at once. */
  readonly peers?: readonly string[];
  /** The caller vouches for the data: it is checked before anything is written, and nothing is downloaded if it is whole. */
  readonly seed?: boolean;
}

export interface EngineCommands {
  'torrents.preview': { args: { readonly source: TorrentSource }; result: TorrentPreview };
  /** Rows of a long file list that was looked at before, by v1 (or v2) hash; null: it is forgotten, preview it again. */
  'torrents.previewFiles': {
    args: { readonly infoHash: InfoHashV1 | InfoHashV2; readonly first: number; readonly count: number };
    result: { readonly files: readonly PreviewFile[] } | null;
  };
  /** One that is in the list takes trackers and web seeds from it, and where it is a magnet without details, from a file those too. */
  'torrents.add': { args: AddArgs; result: { readonly id: TorrentId; readonly duplicate: boolean } };
  'torrents.accept': {
    args: { readonly id: TorrentId; readonly savePath: string; readonly wanted: readonly number[] | null; readonly paused: boolean };
    result: null;
  };
  'torrents.pause': { args: { readonly ids: readonly TorrentId[] }; result: null };
  'torrents.resume': { args: { readonly ids: readonly TorrentId[] }; result: null };
  /** Runs it whatever the queue says, until it is paused or resumed. */
  'torrents.forceStart': { args: { readonly ids: readonly TorrentId[] }; result: null };
  'torrents.moveInQueue': { args: { readonly ids: readonly TorrentId[]; readonly to: 'up' | 'down' | 'top' | 'bottom' }; result: null };
  'torrents.recheck': { args: { readonly ids: readonly TorrentId[] }; result: null };
  /** deleteData: also removes the files this torrent created. Without it the removal can be undone by `torrents.restore`. */
  'torrents.remove': { args: { readonly ids: readonly TorrentId[]; readonly deleteData: boolean }; result: null };
  'torrents.restore': { args: { readonly ids: readonly TorrentId[] }; result: null };
  'torrents.setPriorities': {
    args: { readonly id: TorrentId; readonly files: readonly { readonly index: number; readonly priority: FilePriority }[] };
    result: null;
  };
  /**
   * Pieces that are needed soon (to be played, say): they come before all others, from the fastest peers, whatever the order.
   * `withinMs` counts from now. Of files that are skipped nothing is fetched. Not remembered over a restart; nothing
   * happens while the details of a magnet are missing.
   */
  'torrents.setPieceDeadlines': { args: { readonly id: TorrentId; readonly pieces: readonly PieceDeadline[] }; result: null };
  /** These pieces, or with null all, are fetched in their turn again. */
  'torrents.clearPieceDeadlines': { args: { readonly id: TorrentId; readonly pieces: readonly number[] | null }; result: null };
  'torrents.addPeers': { args: { readonly id: TorrentId; readonly peers: readonly string[] }; result: null };
  'torrents.announce': { args: { readonly ids: readonly TorrentId[] }; result: null };
  /** What is left out stays as it is. superSeed: show each peer single pieces while we are the only seed (BEP 16). */
  'torrents.setOptions': {
    args: { readonly ids: readonly TorrentId[]; readonly superSeed?: boolean } & Partial<PieceOrder>;
    result: null;
  };
  /** Limits of these torrents, beside those of the session; null lifts one, a field left out stays as it is. */
  'torrents.setLimits': {
    args: { readonly ids: readonly TorrentId[]; readonly maxDownBps?: number | null; readonly maxUpBps?: number | null };
    result: null;
  };
  /** Files torrents under a label (null: under none). A name that is new makes a label that only files. */
  'torrents.setLabel': { args: { readonly ids: readonly TorrentId[]; readonly label: string | null }; result: null };
  /** Their share of the session's limits against others. */
  'torrents.setPriority': { args: { readonly ids: readonly TorrentId[]; readonly priority: TorrentPriority }; result: null };
  /** What the list calls it; null: what its description says. Nothing on the disk is renamed. */
  'torrents.rename': { args: { readonly id: TorrentId; readonly name: string | null }; result: null };
  /** Another name for a label; that of another one makes one of the two. */
  'labels.rename': { args: { readonly from: string; readonly to: string }; result: null };
  /** The label goes; its torrents stay, with none. */
  'labels.delete': { args: { readonly name: string }; result: null };
  /** Own seeding goals of these torrents; null: those of the settings. */
  'torrents.setGoals': { args: { readonly ids: readonly TorrentId[]; readonly goals: SeedingGoals | null }; result: null };
  /** Part of the file list, pads left out; at most 5,000 rows, `total` says how many there are. */
  'torrents.files': {
    args: { readonly id: TorrentId; readonly first: number; readonly count: number };
    result: { readonly total: number; readonly files: readonly PreviewFile[] };
  };
  /** The files that hold bytes of a piece: how many, and the first few. */
  'torrents.filesOfPiece': {
    args: { readonly id: TorrentId; readonly piece: number };
    result: { readonly total: number; readonly files: readonly PreviewFile[] };
  };
  /** Torrents with a file whose path has all the words of the text; null: a newer search has taken the place of this one. */
  'torrents.search': { args: { readonly text: string }; result: { readonly ids: readonly TorrentId[] | null } };
  'settings.get': { args: Record<string, never>; result: Settings };
  'settings.set': { args: { readonly changes: Partial<Settings> }; result: Settings };
  /** Backups of the whole state, the newest first. */
  'state.backups': { args: Record<string, never>; result: { readonly backups: readonly BackupView[] } };
  'state.backup': { args: Record<string, never>; result: { readonly name: string } };
  /** Gets a backup ready: it takes the place of the present state when Shoal is started next. What is there now is backed up before. */
  'state.restore': { args: { readonly name: string }; result: NewStateView };
  /** Writes the whole state into one file. */
  'state.export': { args: { readonly file: string }; result: { readonly torrents: number } };
  /** As `state.restore`, out of a file that was exported. All of its torrents are checked. */
  'state.import': { args: { readonly file: string }; result: NewStateView };
  'session.freeSpace': { args: { readonly path: string }; result: { readonly freeBytes: number | null } };
}

export type CommandName = keyof EngineCommands;
export type ArgsOf<N extends CommandName> = EngineCommands[N]['args'];
export type ResultOf<N extends CommandName> = EngineCommands[N]['result'];
