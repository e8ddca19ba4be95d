/**
 * `shoal state ...`: the saved state of a profile as a whole, while no program runs over it: its backups, and one file to
 * take it elsewhere.
 */

import { EngineError } from '../engine/api/errors.js';
import type { BackupReason, BackupView, NewStateView } from '../engine/api/state-backups.js';
import type { CommandHost } from './command-host.js';
import type { StateTool } from './engine-door.js';
import { EXIT_DONE } from './failure.js';
import { countWords, sizeWords } from './measure-words.js';
import type { GivenWords, OptionSpec } from './parse-words.js';
import { JSON_OPTION, type SubCommand } from './sub-command.js';

const STATE_OPTION: OptionSpec = {
  name: 'state',
  kind: 'value',
  value: 'DIR',
  help: 'the folder of the state: a profile of the app, or what --state named (one folder a torrent)',
};
const COMMON = { required: ['state'], options: [STATE_OPTION, JSON_OPTION] } as const;

const REASONS: Readonly<Record<BackupReason, string>> = {
  daily: 'of the day',
  version: 'before a new version',
  restore: 'before another state took its place',
  asked: 'asked for',
};

const list: SubCommand = {
  ...COMMON,
  name: 'state list',
  summary: 'List the backups of a saved state.',
  positionals: [],
  notes: [],
  run: (given, host) =>
    over(given, host, async (state) => {
      const backups = await state.backups();
      if (given.has('json')) return print(host, { backups });
      if (backups.length === 0) host.write('There are no backups.\n');
      for (const backup of backups) host.write(`${backupLine(backup)}\n`);
      return EXIT_DONE;
    }),
};

const backup: SubCommand = {
  ...COMMON,
  name: 'state backup',
  summary: 'Back up a saved state beside itself.',
  positionals: [],
  notes: ['Shoal does this by itself once a day, and before a new version touches the state.'],
  run: (given, host) =>
    over(given, host, async (state) => {
      const name = await state.backUp();
      return given.has('json') ? print(host, { name }) : say(host, `Backed up as ${name}.`);
    }),
};

const restore: SubCommand = {
  ...COMMON,
  name: 'state restore',
  summary: 'Bring a backup of a saved state back.',
  positionals: ['NAME'],
  notes: ['The state as it is now is backed up before. Torrents that were not left in order are checked at the next start.'],
  run: (given, host) =>
    over(given, host, async (state) => {
      const made = await state.restore(given.positionals[0] ?? '');
      await state.take();
      return tellNewState(given, host, made);
    }),
};

const exportState: SubCommand = {
  ...COMMON,
  name: 'state export',
  summary: 'Write a whole saved state into one file.',
  positionals: ['FILE'],
  notes: [],
  run: (given, host) =>
    over(given, host, async (state) => {
      const file = host.resolvePath(given.positionals[0] ?? '');
      const torrents = await state.exportTo(file);
      return given.has('json') ? print(host, { file, torrents }) : say(host, `Wrote ${countWords(torrents, 'torrent')} to ${file}.`);
    }),
};

const importState: SubCommand = {
  ...COMMON,
  name: 'state import',
  summary: 'Take a saved state out of a file that was exported.',
  positionals: ['FILE'],
  notes: ['The state as it is now is backed up before. All data is checked at the next start.'],
  run: async (given, host) => {
    await host.makeFolder(host.resolvePath(given.required('state')));
    return over(given, host, async (state) => {
      const made = await state.importFrom(host.resolvePath(given.positionals[0] ?? ''));
      await state.take();
      return tellNewState(given, host, made);
    });
  },
};

const dump: SubCommand = {
  ...COMMON,
  name: 'state dump',
  summary: 'Print a saved state as JSON: what each torrent has, and where.',
  positionals: [],
  notes: ['Reads only, also while Shoal runs. Sets of pieces and files are hex, a bit each, the highest first.'],
  run: async (given, host) => print(host, await host.engine.dumpState(await stateFolder(given, host))),
};

export const STATE_COMMANDS: readonly SubCommand[] = [list, backup, restore, exportState, importState, dump];

async function over(given: GivenWords, host: CommandHost, work: (state: StateTool) => Promise<number>): Promise<number> {
  return host.engine.withSavedState(await stateFolder(given, host), `Shoal ${host.version}`, work);
}

/** The folder itself, or the one inside a profile of the app. */
async function stateFolder(given: GivenWords, host: CommandHost): Promise<string> {
  const dir = host.resolvePath(given.required('state'));
  const inProfile = host.joinPath(dir, 'engine');
  const folder = (await host.isFolder(host.joinPath(inProfile, 'torrents'))) ? inProfile : dir;
  if (!(await host.isFolder(folder))) throw new EngineError('path-unusable', `There is no folder ${folder}.`, { path: folder });
  return folder;
}

function backupLine({ createdAt, name, reason, torrents, bytes, version }: BackupView): string {
  const when = new Date(createdAt).toISOString().slice(0, 16).replace('T', ' ');
  return `${name}  ${when}  ${countWords(torrents, 'torrent')}, ${sizeWords(bytes)}  ${version}, ${REASONS[reason]}`;
}

function tellNewState(given: GivenWords, host: CommandHost, made: NewStateView): number {
  if (given.has('json')) return print(host, made);
  const left = made.unreadable === 0 ? '' : ` ${countWords(made.unreadable, 'record')} could not be read.`;
  return say(host, `Brought back ${countWords(made.torrents, 'torrent')}.${left}`);
}

function print(host: CommandHost, value: object): number {
  host.write(`${JSON.stringify(value)}\n`);
  return EXIT_DONE;
}
function say(host: CommandHost, sentence: string): number {
  host.write(`${sentence}\n`);
  return EXIT_DONE;
}
