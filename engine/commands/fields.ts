/**
 * The building blocks of command arguments. Invariant: a block checks the size of its value before its content,
 * and large lists are walked by a plain loop, so that 300,000 indexes stay within a few milliseconds.
 */
import { z } from 'zod';
import type { PieceDeadline } from '../api/commands.js';
import type { InfoHashV1, InfoHashV2, TorrentId } from '../api/ids.js';
import { type Label, MAX_LABEL_CHARS, MAX_LABELS } from '../api/labels.js';
import type { FilePriority } from '../api/torrent-view.js';
import { parseAddressText } from '../base/address-text.js';
import {
  MAX_DEADLINE_MS,
  MAX_DEADLINES,
  MAX_ENDPOINTS,
  MAX_FILES,
  MAX_IDS,
  MAX_NAME_CHARS,
  MAX_PATH_CHARS,
  MAX_PEER_CHARS,
  MAX_PEERS,
  MAX_TORRENT_BYTES,
} from './limits.js';

const ID = /^[0-9a-f]{16}$/;
const INFO_HASH = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;
/** An absolute path of POSIX, of a Windows drive, or a UNC share. */
const ABSOLUTE = /^(?:\/|[A-Za-z]:[\\/]|\\\\)/;
const PRIORITIES: ReadonlySet<unknown> = new Set<FilePriority>(['skip', 'low', 'normal', 'high']);

const isTorrentId = (value: unknown): value is TorrentId => typeof value === 'string' && ID.test(value);
const isIndex = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;
const isUsablePath = (value: string): boolean => ABSOLUTE.test(value) && !value.includes('\0');

/** A list of at most `max` entries, each accepted by `isEntry`. Holes and extra array types are refused. */
export function listOf<T>(max: number, isEntry: (value: unknown) => value is T, what: string): z.ZodType<readonly T[]> {
  const isList = (value: unknown): boolean => {
    if (!Array.isArray(value) || value.length > max) return false;
    for (let i = 0; i < value.length; i++) if (!isEntry(value[i])) return false;
    return true;
  };
  return z.custom<readonly T[]>(isList, `expected a list of at most ${max} ${what}`);
}

/** Our own name of a torrent: 16 lower-case hex digits. */
export const torrentId = z.custom<TorrentId>(isTorrentId, 'expected a torrent id');
export const torrentIds = listOf(MAX_IDS, isTorrentId, 'torrent ids');

/** A hash that a torrent goes by: 40 or 64 lower-case hex digits. */
export const infoHash = z.custom<InfoHashV1 | InfoHashV2>(
  (value) => typeof value === 'string' && INFO_HASH.test(value),
  'expected an info-hash',
);

/** File index, or row number: a whole number from 0. */
export const index = z.custom<number>(isIndex, 'expected a whole number from 0');
export const fileIndexes = listOf(MAX_FILES, isIndex, 'file indexes');

export const filePriority = z.enum(['skip', 'low', 'normal', 'high']);
export const filePriorities = listOf(
  MAX_FILES,
  (value): value is { readonly index: number; readonly priority: FilePriority } => {
    if (typeof value !== 'object' || value === null) return false;
    const entry = value as { index?: unknown; priority?: unknown };
    return isIndex(entry.index) && PRIORITIES.has(entry.priority);
  },
  'file priorities',
);

/** Pieces and in how many milliseconds each is needed. */
export const pieceDeadlines = listOf(
  MAX_DEADLINES,
  (value): value is PieceDeadline => {
    if (typeof value !== 'object' || value === null) return false;
    const { piece, withinMs } = value as { piece?: unknown; withinMs?: unknown };
    return isIndex(piece) && isIndex(withinMs) && withinMs <= MAX_DEADLINE_MS;
  },
  'pieces with deadlines',
);
export const pieceIndexes = listOf(MAX_DEADLINES, isIndex, 'pieces');

/** `host:port` of peers; whether an address can be used is the engine's to say. */
export const peerAddresses = listOf(
  MAX_PEERS,
  (value): value is string => typeof value === 'string' && value.length > 0 && value.length <= MAX_PEER_CHARS,
  'peer addresses',
);

/** `host:port` of machines that the person knows. */
export const endpoints = listOf(
  MAX_ENDPOINTS,
  (value): value is string => typeof value === 'string' && parseAddressText(value) !== null,
  'addresses with ports',
);

/** An absolute folder path without NUL. */
export const folder = z.string().max(MAX_PATH_CHARS).refine(isUsablePath, 'expected an absolute path');

/** The bytes of a .torrent: size only, the content is the reader's to judge. */
export const torrentBytes = z.custom<Uint8Array>(
  (value) => value instanceof Uint8Array && value.byteLength <= MAX_TORRENT_BYTES,
  `expected at most ${MAX_TORRENT_BYTES} bytes`,
);

/** What a person calls something: not blank, on one line. */
const isName = (text: string): boolean => text.trim() === text && text !== '' && !/[\u0000-\u001f\u007f]/.test(text);
export const labelName = z.string().max(MAX_LABEL_CHARS).refine(isName, 'expected a name');
export const torrentName = z.string().max(MAX_NAME_CHARS).refine(isName, 'expected a name');
export const torrentPriority = z.enum(['low', 'normal', 'high']);

/** Bytes a second, or null for no limit. Zero is refused: it could be read as either. */
export const rateLimit = z.int().min(1).nullable();

/** How many torrents may be active at a time, or null for all. */
export const activeLimit = z.int().min(1).max(100_000).nullable();

/** Seeding goals; null is none. The caps are far beyond a lifetime. */
export const goalRatio = z.number().min(0).max(1_000_000).nullable();
export const goalMinutes = z.int().min(0).max(100_000_000).nullable();
export const goalAction = z.enum(['pause', 'remove']);
export const seedingGoals = z.strictObject({ ratio: goalRatio, seedMinutes: goalMinutes, idleMinutes: goalMinutes, action: goalAction });

/** Labels, no two of one name. */
export const labels: z.ZodType<readonly Label[]> = z
  .array(
    z.strictObject({
      name: labelName,
      colour: z.enum(['blue', 'violet', 'pink', 'green', 'brown']).nullable(),
      savePath: folder.nullable(),
      maxDownBps: rateLimit,
      maxUpBps: rateLimit,
      goals: seedingGoals.nullable(),
    }),
  )
  .max(MAX_LABELS)
  .refine((all) => new Set(all.map(({ name }) => name.toLowerCase())).size === all.length, 'expected names that differ');
