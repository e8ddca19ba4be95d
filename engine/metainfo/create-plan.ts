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
  /** Zeros that no disk holds (BEP 47). */
  readonly pad?: boolean;
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
  /** Every file with bytes begins at a piece; pads fill the space between (BEP 47). */
  readonly padFiles?: boolean;
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
  let payloadBytes = 0;
  for (const { path, sizeBytes } of files) {
    if (!isInside(path, 'posix')) return refuse('invalid-name', `"${path}" cannot be the path of a file in a torrent.`, 'files');
    if (path.split('/').length > MAX_PATH_DEPTH) return refuse('depth-exceeded', `"${path}" lies too deep.`, 'files');
    payloadBytes += sizeBytes;
  }
  if (payloadBytes === 0) return refuse('invalid-length', 'All files are empty.');
  if (payloadBytes > MAX_TOTAL_BYTES) return refuse('invalid-length', 'There is more data than a torrent may hold.');
  const pieceLength = options.pieceLength ?? choosePieceLength(payloadBytes);
  if (
    !Number.isInteger(pieceLength) ||
    pieceLength < SMALLEST_PIECE ||
    pieceLength > MAX_PIECE_LENGTH ||
    pieceLength % SMALLEST_PIECE > 0
  ) {
    return refuse('missing-piece-length', `A piece length of ${pieceLength} bytes cannot be used.`, 'pieceLength');
  }
  const sorted = sortedByBytes(files);
  const laidOut = options.padFiles === true ? withPads(sorted, pieceLength) : sorted;
  const totalSize = laidOut.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  if (totalSize > MAX_TOTAL_BYTES) return refuse('invalid-length', 'With pads there is more data than a torrent may hold.');
  const pieceCount = Math.ceil(totalSize / pieceLength);
  if (pieceCount > MAX_PIECES) return refuse('too-many-pieces', `Pieces of ${pieceLength} bytes would be too many.`, 'pieceLength');
  return ok({
    name: options.name,
    single: options.single,
    files: laidOut,
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
  if (plan.single) Object.assign(fields, { length: plan.totalSize, attr: attributes(plan.files[0]) });
  else fields.files = plan.files.map(fileEntry);
  return encode(fields);
}

const fileEntry = (file: SourceFile): BencodeInput => ({
  attr: attributes(file),
  length: file.sizeBytes,
  path: file.path.split('/'),
});

/** Letters of BEP 47. */
function attributes(file: SourceFile | undefined): string | undefined {
  if (file?.pad === true) return 'p';
  return file?.executable === true ? 'x' : undefined;
}

/** A pad before every file with bytes that would not begin at a piece, under the name that BEP 47 suggests. */
function withPads(files: readonly SourceFile[], pieceLength: number): SourceFile[] {
  const laidOut: SourceFile[] = [];
  let offset = 0;
  for (const file of files) {
    const overhang = file.sizeBytes > 0 ? offset % pieceLength : 0;
    if (overhang > 0) {
      const sizeBytes = pieceLength - overhang;
      laidOut.push({ path: `.pad/${sizeBytes}`, sizeBytes, pad: true });
      offset += sizeBytes;
    }
    laidOut.push(file);
    offset += file.sizeBytes;
  }
  return laidOut;
}
