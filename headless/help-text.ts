/** The help texts, made from the tables of the sub-commands so that they cannot fall behind. */
import type { OptionSpec } from './parse-words.js';
import type { SubCommand } from './sub-command.js';

const HELP_LINE: readonly [string, string] = ['--help', 'print this and exit'];

const optionWords = (option: OptionSpec): string => `--${option.name}${option.kind === 'flag' ? '' : ` ${option.value ?? 'VALUE'}`}`;

function columns(rows: readonly (readonly [string, string])[]): string {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}\n`).join('');
}

/** `shoal download FILE|MAGNET --out DIR [options]` */
export function usageLine(command: SubCommand): string {
  const required = command.required.map((name) => {
    const option = command.options.find((candidate) => candidate.name === name);
    return option === undefined ? '' : optionWords(option);
  });
  return ['shoal', command.name, ...command.positionals, ...required, '[options]'].join(' ');
}

/** `shoal COMMAND --help` */
export function commandHelp(command: SubCommand): string {
  const options = columns([...command.options.map((option) => [optionWords(option), option.help] as const), HELP_LINE]);
  const notes = command.notes.map((note) => `\n${note}\n`).join('');
  return `${command.summary}\n\nUsage: ${usageLine(command)}\n\nOptions:\n${options}${notes}`;
}

/** `shoal --help` */
export function generalHelp(commands: readonly SubCommand[]): string {
  const list = columns(commands.map((command) => [command.name, command.summary] as const));
  const options = columns([HELP_LINE, ['--version', 'print the version and exit']]);
  return `Shoal, a calm BitTorrent client\n\nUsage: shoal COMMAND ...\n\nCommands:\n${list}\nOptions:\n${options}\nshoal COMMAND --help says more about one of them.\n`;
}
