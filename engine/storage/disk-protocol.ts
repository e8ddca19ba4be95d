/**
 * What the main thread and a disk worker say to each other. Payload never travels: slabs are shared memory, made
 * known to a worker once by id, and so are torrents. A payload job is then a handful of numbers in one flat list,
 * and both orders and answers go in batches, since a round trip costs more than the copying of many numbers.
 */
import type { ErrorView } from '../api/errors.js';
import type { FilePathTable } from '../metainfo/file-paths.js';
import type { FileTable } from '../metainfo/torrent-info.js';
import type { FilePlaces } from './file-places.js';

/**
 * Payload jobs. Verify, check and hash are worked off in steps, so that short jobs pass between them. A store hashes the pieces
 * of a run and writes those that are right.
 */
export const OP_STORE = 1;
export const OP_WRITE = 2;
export const OP_READ = 3;
export const OP_VERIFY = 4;
/** Outcome (0 missing, 1 bad, 2 good) of each piece of a run. */
export const OP_CHECK = 5;
/** SHA-1 of each piece of a run: for making a torrent. */
export const OP_HASH = 6;
/** As verify, and a good piece is written again. */
export const OP_REWRITE = 7;

/** Numbers before the slab ranges of a job: id, op, torrent, piece, offset in it (of a store: pieces), length (of a check: pieces), ranges. */
export const JOB_HEAD = 7;
/** Numbers of a slab range: slab id, start, length. */
export const RANGE_WORDS = 3;

export const ANSWER_DONE = 0;
export const ANSWER_BAD = 1;
export const ANSWER_MISSING = 2;
export const ANSWER_FAILED = 3;
/** Numbers of an answer: job id, code, index into the extras or -1. */
export const ANSWER_WORDS = 3;

/** A file table on its way to a worker: plain columns, shared memory where they are long. */
export interface WorkerFiles extends Omit<FileTable, 'paths'> {
  readonly paths: FilePathTable;
}

/** A torrent as a worker knows it. */
export interface TorrentSetup {
  readonly id: number;
  readonly root: string;
  readonly files: WorkerFiles;
  readonly pieceLength: number;
  readonly totalSize: number;
  /** 20 bytes a piece; empty where nothing is compared. */
  readonly hashes: SharedArrayBuffer;
  readonly places: FilePlaces;
  /** Name of the part file in the root. */
  readonly partName: string;
  /** Byte per file, shared by all workers: whether it may be written to (see file-places). */
  readonly ours: SharedArrayBuffer;
}

/** Rare jobs, about names rather than payload. */
export type FileJob =
  | { readonly kind: 'stat'; readonly torrent: number }
  /** `wanted`: byte per file. `mayMakeRoot`: nothing of this torrent was ever written, so a missing root is no missing drive. */
  | { readonly kind: 'prepare'; readonly torrent: number; readonly wanted: Uint8Array; readonly mayMakeRoot: boolean }
  | { readonly kind: 'sync'; readonly torrent: number; readonly files: readonly number[]; readonly created: readonly number[] }
  /** Copies what lies in the part file of these files to places of their own, and makes it durable. */
  | { readonly kind: 'bring'; readonly torrent: number; readonly files: readonly number[] }
  | { readonly kind: 'drop-parts'; readonly torrent: number }
  /** Which of these files are there and hold nothing but zeros. */
  | { readonly kind: 'blank'; readonly torrent: number; readonly files: readonly number[] }
  /** `files`: bit per file, most significant first. */
  | { readonly kind: 'delete'; readonly torrent: number; readonly files: Uint8Array }
  /** Device number of the nearest existing ancestor. */
  | { readonly kind: 'volume'; readonly path: string }
  | { readonly kind: 'free'; readonly path: string }
  /**
   * Whether the files of several torrents below one root are as they were left; `counts`: how many files each has; `paths`: one
   * after the other, a zero character between them: many strings take long to send.
   */
  | {
      readonly kind: 'compare';
      readonly path: string;
      readonly counts: readonly number[];
      readonly paths: string;
      readonly sizes: Float64Array;
      readonly mtimesMs: Float64Array;
    }
  | { readonly kind: 'walk'; readonly path: string; readonly skipHidden: boolean };

export interface FoundFiles {
  /** The path itself is a file; then it is the only one and its name stands in `paths`. */
  readonly single: boolean;
  /** The folder, links resolved, that `paths` are relative to. */
  readonly base: string;
  /** Relative, with `/`, in byte order. */
  readonly paths: readonly string[];
  readonly sizes: Float64Array;
  readonly mtimesMs: Float64Array;
  /** 1 where the owner may run the file; nothing is known of that on Windows. */
  readonly executable: Uint8Array;
}

export type FileAnswer =
  | { readonly kind: 'stat'; readonly sizes: Float64Array; readonly mtimesMs: Float64Array; readonly partBytes: number }
  | { readonly kind: 'number'; readonly value: number }
  /** Byte per torrent: 1 where every file is as it was left. */
  | { readonly kind: 'compare'; readonly same: Uint8Array }
  | { readonly kind: 'files'; readonly files: readonly number[] }
  | { readonly kind: 'walk'; readonly found: FoundFiles };

/** Things happen in the order of the fields. */
export interface WorkerOrder {
  readonly forgetSlabs?: readonly number[];
  /** Closes the files of these torrents and forgets them. */
  readonly dropTorrents?: readonly number[];
  /** Only closes their files: names may lead elsewhere now. */
  readonly closeFiles?: readonly number[];
  readonly slabs?: readonly { readonly id: number; readonly memory: SharedArrayBuffer }[];
  readonly torrents?: readonly TorrentSetup[];
  readonly jobs?: readonly number[];
  readonly fileJobs?: readonly { readonly id: number; readonly job: FileJob }[];
}

/** A piece that failed its hash, with the SHA-1 of each of its 16 KiB blocks. */
export interface BadPiece {
  readonly piece: number;
  readonly blockHashes: Uint8Array;
}

export type AnswerExtra = Uint8Array | ErrorView | FileAnswer | readonly BadPiece[];

export interface WorkerReport {
  readonly answers: readonly number[];
  readonly extras: readonly AnswerExtra[];
  /** Files that did not exist before: pairs of torrent and file. */
  readonly created: readonly number[];
}

/** Shared words by which a worker shows that it lives, even where it cannot post. */
export const PULSE_WORDS = 2;
/** Counts up before every system call. */
export const PULSE_COUNT = 0;
/** One of the three below. */
export const PULSE_STATE = 1;
export const STATE_IDLE = 0;
export const STATE_BUSY = 1;
/** In an fdatasync, which may take long on a healthy disk. */
export const STATE_SYNCING = 2;

export interface WorkerSetup {
  readonly pulse: SharedArrayBuffer;
}
