/**
 * The pure part of making a v1 torrent (BEP 3): which files in which order, how large the pieces, and the info
 * dictionary once the pieces are hashed. Reading and hashing the files is the storage's.
 */
import type { Result } from '../base/result.js';
import { ok } from '../base/result.js';
import type { BencodeInput } from '../bencode/encode.js';
import { encode } from '../bencode/encode.js';
import { MAX_PATH_DEPTH, MAX_PIECE_LENGTH, MAX_PIECES, MAX_TOTAL_BYTES } from './limits.js';
import { type MetainfoError, refuse } from './metainfo-error.js';
import { isInside } from './safe-path.js';

export interface SourceFile {
  /** Relative to the chosen folder, with `/`; for a single file just its name. */
  readonly path: string;
  readonly sizeBytes: number;
  readonly executable?: boolean;
}

export interface CreateOptions {
  /** The torrent's name: that of the folder, or of the single file. */
  readonly name: string;
  /** One file without a folder. */
  readonly single: boolean;
  /** Default: `choosePieceLength`. */
  readonly pieceLength?: number;
  readonly private?: boolean;
  readonly source?: string | null;
}

export interface CreatePlan {
  readonly name: string;
  readonly single: boolean;
  /** In the order in which they are hashed. */
  readonly files: readonly SourceFile[];
  readonly pieceLength: number;
  readonly pieceCount: number;
  readonly totalSize: number;
  readonly private: boolean;
  readonly source: string | null;
}

const SMALLEST_PIECE = 16 * 1024;
const LARGEST_CHOSEN_PIECE = 16 * 1024 * 1024;
const MOST_CHOSEN_PIECES = 2_000;

/** A power of two from 16 KiB to 16 MiB that gives about 1,000 to 2,000 pieces; larger only where the cap on pieces asks for it. */
export function choosePieceLength(totalSize: number): number {
  let length = SMALLEST_PIECE;
  while (length < LARGEST_CHOSEN_PIECE && totalSize / length > MOST_CHOSEN_PIECES) length *= 2;
  while (totalSize / length > MAX_PIECES) length *= 2;
  return length;
}

/** Orders and checks the files. Errors: no-files, invalid-name, invalid-length, depth-exceeded, missing-piece-length, too-many-pieces. */
export function planV1(files: readonly SourceFile[], options: CreateOptions): Result<CreatePlan, MetainfoError> {
  if (files.length === 0) return refuse('no-files', 'There are no files to make a torrent of.');
  if (!isInside(options.name, 'posix') || options.name.includes('/')) return refuse('invalid-name', 'The torrent needs a name.', 'name');
  if (options.single && files.length !== 1) return refuse('no-files', 'A torrent of a single file needs exactly one.');
  let totalSize = 0;
  for (const { path, sizeBytes } of files) {
    if (!isInside(path, 'posix')) return refuse('invalid-name', `"${path}" cannot be the path of a file in a torrent.`, 'files');
    if (path.split('/').length > MAX_PATH_DEPTH) return refuse('depth-exceeded', `"${path}" lies too deep.`, 'files');
    totalSize += sizeBytes;
  }
  if (totalSize === 0) return refuse('invalid-length', 'All files are empty.');
  if (totalSize > MAX_TOTAL_BYTES) return refuse('invalid-length', 'There is more data than a torrent may hold.');
  const pieceLength = options.pieceLength ?? choosePieceLength(totalSize);
  if (
    !Number.isInteger(pieceLength) ||
    pieceLength < SMALLEST_PIECE ||
    pieceLength > MAX_PIECE_LENGTH ||
    pieceLength % SMALLEST_PIECE > 0
  ) {
    return refuse('missing-piece-length', `A piece length of ${pieceLength} bytes cannot be used.`, 'pieceLength');
  }
  const pieceCount = Math.ceil(totalSize / pieceLength);
  if (pieceCount > MAX_PIECES) return refuse('too-many-pieces', `Pieces of ${pieceLength} bytes would be too many.`, 'pieceLength');
  return ok({
    name: options.name,
    single: options.single,
    files: sortedByBytes(files),
    pieceLength,
    pieceCount,
    totalSize,
    private: options.private ?? false,
    source: options.source ?? null,
  });
}

function sortedByBytes(files: readonly SourceFile[]): SourceFile[] {
  const keyed = files.map((file) => ({ file, key: Buffer.from(file.path) }));
  return keyed.sort((a, b) => Buffer.compare(a.key, b.key)).map(({ file }) => file);
}

/** The info dictionary of a plan. `pieceHashes`: 20 bytes a piece, all of them. */
export function buildInfoDict(plan: CreatePlan, pieceHashes: Uint8Array): Uint8Array {
  const fields: Record<string, BencodeInput | undefined> = {
    name: plan.name,
    'piece length': plan.pieceLength,
    pieces: pieceHashes,
    private: plan.private ? 1 : undefined,
    source: plan.source ?? undefined,
  };
  if (plan.single) fields.length = plan.totalSize;
  else fields.files = plan.files.map(fileEntry);
  return encode(fields);
}

const fileEntry = ({ executable, path, sizeBytes }: SourceFile): BencodeInput => ({
  attr: executable === true ? 'x' : undefined,
  length: sizeBytes,
  path: path.split('/'),
});
