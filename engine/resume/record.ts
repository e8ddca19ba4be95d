/**
 * One torrent's saved state. `have` holds only pieces whose data was made durable before the record was written.
 * Versioned: resume-migrations bring older records up to date; unknown newer fields are refused, not guessed.
 */
import type { InfoHashV1, InfoHashV2, TorrentId } from '../api/ids.js';
import type { SeedingGoals } from '../api/seeding-goals.js';
import type { TorrentPriority } from '../api/torrent-view.js';
import type { TorrentInfo } from '../metainfo/torrent-info.js';

export const RESUME_SCHEMA = 4;

/** What of an info dictionary is asked for all the time, so that a torrent at rest can do without the rest of it. */
export interface SavedSummary {
  readonly name: string;
  readonly infoHashV1: InfoHashV1;
  readonly infoHashV2: InfoHashV2 | null;
  readonly version: TorrentInfo['version'];
  readonly pieceLength: number;
  /** Of the byte space, pads included. */
  readonly totalSize: number;
  readonly private: boolean;
  readonly source: string | null;
  /** URLs of its web seeds lead to a folder. */
  readonly isFolder: boolean;
  /** Files a person sees, and the bytes of all of them. */
  readonly shownCount: number;
  readonly shownBytes: number;
}

/** What is needed to rebuild the torrent without its .torrent file; null until a magnet's metadata has come. */
export interface SavedMetainfo {
  /** Raw info dictionary. Empty where a torrent at rest is started from the record (see at-rest). */
  readonly infoBytes: Uint8Array;
  /** SHA-256 of an info dictionary that lies in a file of its own; `infoBytes` is empty then. Only the store sees it. */
  readonly infoDigest?: Uint8Array;
  /** Null in records of earlier versions. */
  readonly summary: SavedSummary | null;
  /** v2 piece layers as in the .torrent (`root -> layer`), or null. */
  readonly pieceLayers: readonly (readonly [Uint8Array, Uint8Array])[] | null;
  readonly webSeeds: readonly string[];
  readonly comment: string | null;
  readonly createdBy: string | null;
  readonly creationDate: number | null;
}

/** An unfinished piece of which blocks are on the disk, written and not verified. */
export interface SavedPartial {
  readonly piece: number;
  /** Bit per 16 KiB block, most significant first: written. */
  readonly blocks: Uint8Array;
}

/** A web seed that sent damaged data: it is not asked again. */
export interface SavedWebSeedBan {
  readonly url: string;
  /** Why, in words for a person. */
  readonly why: string;
}

/** Is given records one after the other; who gives them waits for what it returns. */
export type TakeRecord = (record: ResumeRecord) => Promise<void> | undefined;

/** What a person made of it besides how it runs. */
export interface SavedWishes {
  readonly label: string | null;
  readonly priority: TorrentPriority;
  /** What the list calls it; null: what its description says. */
  readonly name: string | null;
}

/**
 * Work on files that was under way: begun before its first file was touched, so that a crash leaves the old or the new.
 * `copy`: the files are being copied aside to `to`; until that is done they are whole where they were. `arrive`: every file is
 * at `to`, aside or in its place, and what is left at `from` goes. `rename`: files go from one to the other one by one.
 */
export interface SavedMove {
  readonly step: 'copy' | 'arrive' | 'rename';
  readonly from: string;
  readonly to: string;
  /** Names after it, where they change too; null: they stay. */
  readonly paths: readonly string[] | null;
}

export interface ResumeRecord {
  readonly id: TorrentId;
  /** Counts up with every save: of two records the later one. Given by the store. */
  readonly generation: number;
  /** Hex; '' where it was not known. What is needed to tell a damaged description, and to find the torrent without one. */
  readonly infoHashV1: string;
  readonly name: string;
  /** BEP 27. */
  readonly private: boolean;
  readonly magnet: string | null;
  readonly metainfo: SavedMetainfo | null;
  readonly trackers: readonly (readonly string[])[];
  readonly savePath: string;
  /** Where it goes once it is complete, when it is fetched in another folder; null: it stays. */
  readonly finalPath: string | null;
  /** Id in the marker of the volume that `savePath` is on; null: a volume without one. */
  readonly volume: string | null;
  /** Work on its files that was under way. */
  readonly moving: SavedMove | null;
  /** File paths, of long lists only where they differ from those that reading the metadata gives; null: they do not, or are not known yet. */
  readonly paths: readonly string[] | null;
  readonly intent: 'run' | 'pause' | 'hold';
  /** Bit per piece, most significant first (as on the wire). */
  readonly have: Uint8Array;
  /** Of `have`: those that came since the record before, the last one last. After an unclean end they are verified again. */
  readonly recent: ArrayLike<number>;
  /** Bit per piece that may be on the disk and has to be verified before it is had; empty: there are none. */
  readonly unsure: Uint8Array;
  /** The record was rebuilt, or is an older one: everything is checked before it is believed. */
  readonly mustCheck: boolean;
  readonly partial: readonly SavedPartial[];
  /** Byte per file: 0 skip, 1 low, 2 normal, 3 high; empty = all normal. */
  readonly priorities: Uint8Array;
  /** Bit per file: made by us. */
  readonly created: Uint8Array;
  /** Bit per file that was there before us, and of which a piece was found good (or that was blank): it may be completed. */
  readonly adopted: Uint8Array;
  /** Bit per file without a place of its own: what is here of it lies in the part file. Empty: there are none. */
  readonly parted: Uint8Array;
  /** Piece in each slot of the part file; -1 where one is free. */
  readonly partSlots: ArrayLike<number>;
  /** Per file at a clean end, -1 where absent; a difference at start means the data changed behind our back. Else empty. */
  readonly fileSizes: ArrayLike<number>;
  readonly fileMtimesMs: ArrayLike<number>;
  readonly downloadedBytes: number;
  readonly uploadedBytes: number;
  readonly wastedBytes: number;
  readonly addedAt: number;
  readonly completedAt: number | null;
  readonly seedingSeconds: number;
  readonly maxDownBps: number | null;
  readonly maxUpBps: number | null;
  /** Its place in the queue: lower comes first; null = behind all. */
  readonly queueRank: number | null;
  /** Started by the person whatever the queue says. */
  readonly forced: boolean;
  /** Asked to super-seed (BEP 16). */
  readonly superSeed: boolean;
  /** Pieces in order, and the ends of files first. */
  readonly sequential: boolean;
  readonly firstLast: boolean;
  /** Its own seeding goals; null = those of the settings. */
  readonly goals: SeedingGoals | null;
  readonly wishes: SavedWishes;
  /** A few good peers, `host:port`, to start with. */
  readonly peers: readonly string[];
  readonly bannedWebSeeds: readonly SavedWebSeedBan[];
  /** Written at a clean shutdown: everything in `have` is as we left it. */
  readonly clean: boolean;
}
