/**
 * Whether a record fits its torrent. Records lie on a disk that others can write to, so every index and length is
 * checked before anything is built on it; of a record that does not fit only the torrent is taken, and the data rechecked.
 */
import type { DecodeError, Result } from '../base/result.js';
import { err, ok } from '../base/result.js';
import { Geometry } from '../metainfo/geometry.js';
import { isInside } from '../metainfo/safe-path.js';
import { FILE_PAD, type TorrentInfo } from '../metainfo/torrent-info.js';
import type { ResumeRecord } from './record.js';

const MAX_PRIORITY = 3;

/** The sizes a record has to fit. */
export type RecordInfo = Pick<TorrentInfo, 'pieceLength' | 'pieceCount' | 'totalSize' | 'files'>;

/** The record itself, or what is wrong with it (`does-not-fit`, with the field). */
export function validateRecord(record: ResumeRecord, info: RecordInfo): Result<ResumeRecord, DecodeError> {
  const field = misfit(record, info);
  if (field === null) return ok(record);
  return err({ code: 'does-not-fit', message: `The saved state does not fit the torrent: "${field}" is wrong.`, field });
}

/** What is left of a record that does not fit: the torrent, and that all of its data has to be checked. */
export function withoutMisfits(record: ResumeRecord): ResumeRecord {
  return { ...record, ...NOTHING_KNOWN };
}

const NONE = new Uint8Array(0);
const NOTHING_KNOWN = {
  moving: null,
  paths: null,
  have: NONE,
  recent: [],
  unsure: NONE,
  mustCheck: true,
  partial: [],
  priorities: NONE,
  created: NONE,
  adopted: NONE,
  parted: NONE,
  partSlots: [],
  fileSizes: [],
  fileMtimesMs: [],
  clean: false,
} satisfies Partial<ResumeRecord>;

function misfit(record: ResumeRecord, info: RecordInfo): string | null {
  const fileCount = info.files.count;
  if (record.have.length > 0 && !isBitSet(record.have, info.pieceCount)) return 'have';
  if (record.unsure.length > 0 && !isBitSet(record.unsure, info.pieceCount)) return 'unsure';
  if (!allBelow(record.recent, 0, info.pieceCount)) return 'recent';
  if (!partialFits(record, info)) return 'partial';
  if (record.priorities.length > 0 && record.priorities.length !== fileCount) return 'priorities';
  if (record.priorities.some((priority) => priority > MAX_PRIORITY)) return 'priorities';
  for (const field of ['created', 'adopted', 'parted'] as const) {
    if (record[field].length > 0 && !isBitSet(record[field], fileCount)) return field;
  }
  if (!slotsFit(record, info)) return 'partSlots';
  if (record.moving?.paths != null && !pathsFit(record.moving.paths, info)) return 'moving';
  if (record.fileSizes.length > 0 && record.fileSizes.length !== fileCount) return 'fileSizes';
  if (record.fileMtimesMs.length > 0 && record.fileMtimesMs.length !== fileCount) return 'fileMtimesMs';
  if (record.paths !== null && !pathsFit(record.paths, info)) return 'paths';
  return null;
}

const allBelow = (numbers: ArrayLike<number>, least: number, end: number): boolean => {
  for (let at = 0; at < numbers.length; at++) if (!((numbers[at] ?? -1) >= least && (numbers[at] ?? -1) < end)) return false;
  return true;
};

/** No piece lies in two slots, and there are no more slots than pieces. */
function slotsFit({ partSlots }: ResumeRecord, { pieceCount }: RecordInfo): boolean {
  if (partSlots.length > pieceCount || !allBelow(partSlots, -1, pieceCount)) return false;
  const taken = Array.from(partSlots).filter((piece) => piece >= 0);
  return new Set(taken).size === taken.length;
}

function partialFits({ have, partial }: ResumeRecord, info: RecordInfo): boolean {
  const geometry = new Geometry(info.pieceLength, info.totalSize);
  const seen = new Set<number>();
  return partial.every(({ blocks, piece }) => {
    if (piece >= info.pieceCount || seen.has(piece)) return false;
    seen.add(piece);
    const had = ((have[piece >> 3] ?? 0) & (0x80 >> (piece & 7))) !== 0;
    return !had && isBitSet(blocks, geometry.blocksIn(piece));
  });
}

/** As many paths as files, each below the folder, and no two files with bytes of their own at one place. */
function pathsFit(paths: readonly string[], { files }: RecordInfo): boolean {
  if (paths.length !== files.count) return false;
  const seen = new Set<string>();
  return paths.every((path, file) => {
    if (!isInside(path)) return false;
    if (((files.flags[file] ?? 0) & FILE_PAD) !== 0) return true;
    if (seen.has(path)) return false;
    seen.add(path);
    return true;
  });
}

/** The right number of bytes, and no spare bit set. */
function isBitSet(bits: Uint8Array, size: number): boolean {
  if (bits.length !== (size + 7) >> 3) return false;
  const spare = bits.length * 8 - size;
  return spare === 0 || ((bits[bits.length - 1] ?? 0) & ((1 << spare) - 1)) === 0;
}
