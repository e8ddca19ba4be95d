/**
 * The run-time parser of every engine command, checked against the table in api/commands.ts by the compiler.
 * Unknown fields are refused: a misspelt optional field would otherwise be ignored in silence.
 */
import { z } from 'zod';
import type { ArgsOf, CommandName, TorrentSource } from '../api/commands.js';
import {
  fileIndexes,
  filePriorities,
  folder,
  index,
  infoHash,
  labelName,
  peerAddresses,
  pieceDeadlines,
  pieceIndexes,
  rateLimit,
  seedingGoals,
  torrentBytes,
  torrentId,
  torrentIds,
  torrentName,
  torrentPriority,
} from './fields.js';
import { MAX_FILE_ROWS, MAX_MAGNET_CHARS, MAX_SEARCH_CHARS } from './limits.js';
import { settingsChanges } from './settings-parsers.js';

const source: z.ZodType<TorrentSource> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('file'), bytes: torrentBytes }),
  z.strictObject({ kind: z.literal('magnet'), uri: z.string().min(1).max(MAX_MAGNET_CHARS) }),
]);

const someTorrents = z.strictObject({ ids: torrentIds });
const pieceOrder = { sequential: z.exactOptional(z.boolean()), firstLast: z.exactOptional(z.boolean()) };

/** One parser a command. */
export const commandParsers: { readonly [N in CommandName]: z.ZodType<ArgsOf<N>> } = {
  'torrents.preview': z.strictObject({ source }),
  'torrents.previewFiles': z.strictObject({ infoHash, first: index, count: z.int().min(1).max(MAX_FILE_ROWS) }),
  'torrents.add': z.strictObject({
    source,
    savePath: z.union([z.literal(''), folder]),
    label: z.exactOptional(labelName.nullable()),
    wanted: z.exactOptional(fileIndexes.nullable()),
    paused: z.exactOptional(z.boolean()),
    hold: z.exactOptional(z.boolean()),
    peers: z.exactOptional(peerAddresses),
    seed: z.exactOptional(z.boolean()),
    ...pieceOrder,
  }),
  'torrents.accept': z.strictObject({ id: torrentId, savePath: folder, wanted: fileIndexes.nullable(), paused: z.boolean() }),
  'torrents.pause': someTorrents,
  'torrents.resume': someTorrents,
  'torrents.forceStart': someTorrents,
  'torrents.moveInQueue': z.strictObject({ ids: torrentIds, to: z.enum(['up', 'down', 'top', 'bottom']) }),
  'torrents.recheck': someTorrents,
  'torrents.remove': z.strictObject({ ids: torrentIds, deleteData: z.boolean() }),
  'torrents.restore': someTorrents,
  'torrents.setPriorities': z.strictObject({ id: torrentId, files: filePriorities }),
  'torrents.setPieceDeadlines': z.strictObject({ id: torrentId, pieces: pieceDeadlines }),
  'torrents.clearPieceDeadlines': z.strictObject({ id: torrentId, pieces: pieceIndexes.nullable() }),
  'torrents.addPeers': z.strictObject({ id: torrentId, peers: peerAddresses }),
  'torrents.announce': someTorrents,
  'torrents.setLimits': z.strictObject({
    ids: torrentIds,
    maxDownBps: z.exactOptional(rateLimit),
    maxUpBps: z.exactOptional(rateLimit),
  }),
  'torrents.setGoals': z.strictObject({
    ids: torrentIds,
    goals: seedingGoals.nullable(),
  }),
  'torrents.setLabel': z.strictObject({ ids: torrentIds, label: labelName.nullable() }),
  'torrents.setPriority': z.strictObject({ ids: torrentIds, priority: torrentPriority }),
  'torrents.rename': z.strictObject({ id: torrentId, name: torrentName.nullable() }),
  'labels.rename': z.strictObject({ from: labelName, to: labelName }),
  'labels.delete': z.strictObject({ name: labelName }),
  'torrents.setOptions': z.strictObject({ ids: torrentIds, superSeed: z.exactOptional(z.boolean()), ...pieceOrder }),
  'torrents.files': z.strictObject({ id: torrentId, first: index, count: z.int().min(1).max(MAX_FILE_ROWS) }),
  'torrents.filesOfPiece': z.strictObject({ id: torrentId, piece: index }),
  'torrents.search': z.strictObject({ text: z.string().max(MAX_SEARCH_CHARS) }),
  'settings.get': z.strictObject({}),
  'settings.set': z.strictObject({ changes: settingsChanges }),
  'state.backups': z.strictObject({}),
  'state.backup': z.strictObject({}),
  'state.restore': z.strictObject({ name: z.string().regex(/^[\w-]{1,64}$/) }),
  'state.export': z.strictObject({ file: folder }),
  'state.import': z.strictObject({ file: folder }),
  'session.freeSpace': z.strictObject({ path: folder }),
};
