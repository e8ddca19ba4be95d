/** The run-time parser of every shell command, checked against the contract by the compiler. */
import { z } from 'zod';
import { MAX_LABELS } from '../../../engine/api/labels.js';
import { filePriority, index, labelName, listOf, MAX_PATH_CHARS, torrentId, torrentPriority } from '../../../engine/commands/index.js';
import type { ShellCommands } from '../../contract/shell.js';
import { preferencesChanges } from '../preferences/preferences-shape.js';

/** Paths in one drop, texts in one drop. */
export const MAX_DROPPED_PATHS = 1_000;
export const MAX_DROPPED_TEXTS = 20;
const MAX_TEXT_CHARS = 1024 * 1024;

const stringUpTo =
  (max: number) =>
  (value: unknown): value is string =>
    typeof value === 'string' && value.length <= max;
const nothing = z.strictObject({});
const count = z.int().min(0);

/** One parser a command. */
export const shellParsers: { readonly [N in keyof ShellCommands]: z.ZodType<ShellCommands[N]['args']> } = {
  'shell.openTorrentDialog': nothing,
  'shell.chooseFolder': z.strictObject({ current: z.string().max(MAX_PATH_CHARS) }),
  'shell.openDropped': z.strictObject({
    paths: listOf(MAX_DROPPED_PATHS, stringUpTo(MAX_PATH_CHARS), 'paths'),
    texts: listOf(MAX_DROPPED_TEXTS, stringUpTo(MAX_TEXT_CHARS), 'texts'),
  }),
  'shell.pasteLink': nothing,
  'shell.copyText': z.strictObject({ text: z.string().max(MAX_TEXT_CHARS) }),
  'shell.showInFolder': z.strictObject({ id: torrentId, fileIndex: z.exactOptional(index) }),
  'shell.torrentMenu': z.strictObject({
    count: z.int().min(1),
    canPause: z.boolean(),
    canResume: z.boolean(),
    forced: z.boolean(),
    sequential: z.boolean(),
    firstLast: z.boolean(),
    superSeed: z.boolean(),
    priority: torrentPriority.nullable(),
    label: z.exactOptional(labelName.nullable()),
    labels: z.array(labelName).max(MAX_LABELS),
  }),
  'shell.columnsMenu': z.strictObject({
    columns: z.array(z.strictObject({ id: z.string().max(64), label: z.string().max(200), on: z.boolean(), fixed: z.boolean() })).max(200),
  }),
  'shell.entryMenu': z.strictObject({ kind: z.enum(['label', 'collection']) }),
  'shell.fileMenu': z.strictObject({ priority: filePriority.nullable() }),
  'shell.confirmRemoveData': z.strictObject({
    names: listOf(100_000, stringUpTo(4_096), 'names'),
    fileCount: count,
    bytes: count,
    folder: z.string().max(MAX_PATH_CHARS),
  }),
  'shell.setMini': z.strictObject({ on: z.boolean() }),
  'preferences.get': nothing,
  'preferences.set': z.strictObject({ changes: preferencesChanges }),
  'shell.info': nothing,
};

/** Whether this is the name of a shell command. */
export function isShellCommandName(name: string): name is keyof ShellCommands {
  return Object.hasOwn(shellParsers, name);
}
