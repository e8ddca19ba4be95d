/**
 * Every command of the engine: name, arguments, result. The run-time parsers in engine/commands/ are checked
 * against this table by the compiler; nothing else repeats it.
 */
import type { InfoHashV1, InfoHashV2, TorrentId } from './ids.js';
import type { Settings } from './settings.js';
import type { FilePriority } from './torrent-view.js';

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
  /** null for a magnet; pads left out. */
  readonly files: readonly PreviewFile[] | null;
  readonly trackers: readonly (readonly string[])[];
  readonly comment: string | null;
  /** The torrent is already in the list. */
  readonly duplicateOf: TorrentId | null;
}

export interface AddArgs {
  readonly source: TorrentSource;
  /** The folder that will contain the torrent's name. */
  readonly savePath: string;
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
  'torrents.add': { args: AddArgs; result: { readonly id: TorrentId; readonly duplicate: boolean } };
  'torrents.accept': {
    args: { readonly id: TorrentId; readonly savePath: string; readonly wanted: readonly number[] | null; readonly paused: boolean };
    result: null;
  };
  'torrents.pause': { args: { readonly ids: readonly TorrentId[] }; result: null };
  'torrents.resume': { args: { readonly ids: readonly TorrentId[] }; result: null };
  'torrents.recheck': { args: { readonly ids: readonly TorrentId[] }; result: null };
  /** deleteData: also removes the files this torrent created. Without it the removal can be undone by `torrents.restore`. */
  'torrents.remove': { args: { readonly ids: readonly TorrentId[]; readonly deleteData: boolean }; result: null };
  'torrents.restore': { args: { readonly ids: readonly TorrentId[] }; result: null };
  'torrents.setPriorities': {
    args: { readonly id: TorrentId; readonly files: readonly { readonly index: number; readonly priority: FilePriority }[] };
    result: null;
  };
  'torrents.addPeers': { args: { readonly id: TorrentId; readonly peers: readonly string[] }; result: null };
  'torrents.announce': { args: { readonly ids: readonly TorrentId[] }; result: null };
  'torrents.setLimits': {
    args: { readonly ids: readonly TorrentId[]; readonly maxDownBps: number | null; readonly maxUpBps: number | null };
    result: null;
  };
  /** The file list in one go, for the Add window; at most 5,000 rows, `total` says how many there are. */
  'torrents.files': {
    args: { readonly id: TorrentId; readonly first: number; readonly count: number };
    result: { readonly total: number; readonly files: readonly PreviewFile[] };
  };
  'settings.get': { args: Record<string, never>; result: Settings };
  'settings.set': { args: { readonly changes: Partial<Settings> }; result: Settings };
  'session.freeSpace': { args: { readonly path: string }; result: { readonly freeBytes: number | null } };
}

export type CommandName = keyof EngineCommands;
export type ArgsOf<N extends CommandName> = EngineCommands[N]['args'];
export type ResultOf<N extends CommandName> = EngineCommands[N]['result'];
