/**
 * What a torrent asks of its storage. All answers are callbacks on the main thread; the work is done by disk
 * workers, synchronously and off libuv's pool. The main thread never touches a payload path.
 */
import type { ErrorView } from '../api/errors.js';
import type { Slab } from '../base/slab.js';
import type { FileLayout } from '../metainfo/file-layout.js';
import type { FilePaths } from '../metainfo/file-paths.js';
import type { LeftFiles } from '../metainfo/left-files.js';
import type { FileTable } from '../metainfo/torrent-info.js';
import type { FilePlaces } from './file-places.js';

/** Bytes [start, start + length) of a slab. */
export interface SlabRange {
  readonly slab: Slab;
  readonly start: number;
  readonly length: number;
}

/** `bad` carries the SHA-1 of every 16 KiB block (20 bytes each, in order), so that the culprit can be found (smart ban). */
export type StoreAnswer =
  | { readonly kind: 'stored' }
  | { readonly kind: 'bad'; readonly blockHashes: Uint8Array }
  | { readonly kind: 'failed'; readonly error: ErrorView };
export type VerifyAnswer =
  | { readonly kind: 'good' }
  | { readonly kind: 'bad'; readonly blockHashes: Uint8Array }
  | { readonly kind: 'missing' }
  | { readonly kind: 'failed'; readonly error: ErrorView };
export type DoneAnswer = { readonly kind: 'done' } | { readonly kind: 'failed'; readonly error: ErrorView };

export interface StorageSpec {
  /** Absolute folder that contains the torrent's name. */
  readonly root: string;
  readonly files: FileTable;
  readonly pieceLength: number;
  readonly pieceCount: number;
  readonly totalSize: number;
  /** 20 bytes a piece. */
  readonly pieceHashes: Uint8Array;
  /** Name that the part file gets, should there be one: nobody else's. */
  readonly partName?: string;
  readonly places?: FilePlaces;
  /** Of `files`, where the caller has one already. */
  readonly layout?: FileLayout;
}

export interface SeenFiles {
  readonly sizes: Float64Array;
  readonly mtimesMs: Float64Array;
  /** Of the part file; -1 where there is none. */
  readonly partBytes: number;
}

/** One piece's outcome of a recheck: 0 missing (absent or short file), 1 bad, 2 good. */
export type CheckOutcome = 0 | 1 | 2;

/** Asked when nothing is under way. */
export interface Rearrangement {
  /** Files to bring out of the part file, to places of their own. */
  bring(): readonly number[];
  /** They are there, and durable: where files lie now. */
  places(): FilePlaces;
}

export interface TorrentStorage {
  /** Hashes the whole piece and, when it is right, writes it at its file spans (pads skipped). Slabs may be reused once answered. */
  storePiece(piece: number, data: readonly SlabRange[], answer: (answer: StoreAnswer) => void): void;
  /** Writes part of a piece without verifying it (large pieces, spilled blocks). */
  writeRange(piece: number, offsetBytes: number, data: readonly SlabRange[], answer: (answer: DoneAnswer) => void): void;
  /** Reads the piece back and hashes it. */
  verifyPiece(piece: number, answer: (answer: VerifyAnswer) => void): void;
  /** The same when nothing else is to be done. `rewrite`: a good piece is written once more, for the disk may have lost it. */
  reverify(piece: number, rewrite: boolean, answer: (answer: VerifyAnswer) => void): void;
  /** Reads part of a piece into slabs; pads read as zeros. */
  readRange(piece: number, offsetBytes: number, into: readonly SlabRange[], answer: (answer: DoneAnswer) => void): void;
  /** Checks pieces [first, end) (all when left out), reporting in batches; the returned function cancels. `finished` comes last, also after a cancel. */
  check(
    range: { readonly first: number; readonly end: number } | null,
    onBatch: (first: number, outcomes: Uint8Array) => void,
    finished: (answer: DoneAnswer) => void,
  ): () => void;
  /** Cheap look at the files, for start-up: sizes and mtimes (ms), -1 where absent. */
  stat(answer: (files: SeenFiles | { readonly failed: ErrorView }) => void): void;
  /** Makes the folders and the empty files that are wanted (byte per file, not 0), so that zero-length files exist. Never truncates or overwrites. */
  prepare(wanted: Uint8Array, answer: (answer: DoneAnswer) => void): void;
  /** fdatasync of every file written since the last sync. */
  sync(answer: (answer: DoneAnswer) => void): void;
  /** Nothing lies in the part file any more: it goes. */
  dropParts(answer: (answer: DoneAnswer) => void): void;
  /** Deletes the files this torrent created (as given by the caller's record) and folders left empty by that. */
  deleteFiles(created: Uint8Array, answer: (answer: DoneAnswer) => void): void;
  /** Bit per file: created by us since open or said so by `markCreated`. */
  createdFiles(): Uint8Array;
  markCreated(created: Uint8Array): void;
  /**
   * Bit per file: files that were there before, and may be completed all the same. All others that were are never written to: a write that
   * would change one fails with `file-in-the-way`.
   */
  adoptedFiles(): Uint8Array;
  adopt(files: Uint8Array): void;
  /** Of the files that are said to be made by us only these are. */
  keepCreated(files: Uint8Array): void;
  /** Which of these files hold nothing but zeros. */
  findBlank(
    files: readonly number[],
    answer: (found: { readonly blank: readonly number[] } | { readonly failed: ErrorView }) => void,
  ): void;
  /** Names of the files from now on; what is under way is done as it was asked for. */
  setPaths(paths: FilePaths): void;
  /** Gives files their places anew when nothing is under way; what is asked for meanwhile waits. */
  rearrange(work: Rearrangement, answer: (answer: DoneAnswer) => void): void;
  /** Closes handles; answers still under way are dropped. */
  close(): void;
}

export interface StorageFactory {
  open(spec: StorageSpec): TorrentStorage;
  /** Whether all these files lie below the root as they were left, as far as that can be found out. For torrents that are not open. */
  compare(root: string, files: LeftFiles, answer: (same: boolean) => void): void;
  /** Free bytes on the volume of a path (nearest existing ancestor); null when unknown. */
  freeSpace(path: string): Promise<number | null>;
  /** Stops the workers; a stuck one is not waited for. */
  close(): Promise<void>;
}
