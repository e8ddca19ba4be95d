/** From the words on the command line to an exit code: picks the sub-command, and turns every failure into one line. */
import type { CommandHost } from './command-host.js';
import { create } from './create.js';
import { download } from './download.js';
import { EXIT_DONE, exitCodeOf, failureLine, UsageError } from './failure.js';
import { commandHelp, generalHelp } from './help-text.js';
import { inspect } from './inspect.js';
import { parseWords } from './parse-words.js';
import { seed } from './seed.js';
import { STATE_COMMANDS } from './state.js';
import type { SubCommand } from './sub-command.js';
import { verify } from './verify.js';

const COMMANDS: readonly SubCommand[] = [download, seed, inspect, create, verify, ...STATE_COMMANDS];

/** Never rejects. */
export async function runCommand(words: readonly string[], host: CommandHost): Promise<number> {
  try {
    return await dispatch(words, host);
  } catch (problem) {
    host.complain(`error: ${failureLine(problem)}`);
    return exitCodeOf(problem);
  }
}

/** The first word, or two where a command has as many. */
function commandName(words: readonly string[]): readonly [string | undefined, readonly string[]] {
  const [first, second = '', ...rest] = words;
  const both = `${first} ${second}`;
  return COMMANDS.some(({ name }) => name === both) ? [both, rest] : [first, words.slice(1)];
}

async function dispatch(words: readonly string[], host: CommandHost): Promise<number> {
  const [name, rest] = commandName(words);
  if (name === '--help' || name === 'help' || name === '-h') {
    host.write(generalHelp(COMMANDS));
    return EXIT_DONE;
  }
  if (name === '--version' || name === '-v') {
    host.write(`shoal ${host.version}\n`);
    return EXIT_DONE;
  }
  if (name === undefined) throw new UsageError('a command is missing; shoal --help lists them');
  const command = COMMANDS.find((candidate) => candidate.name === name);
  if (command === undefined && name === 'state') {
    throw new UsageError(`state wants to know what to do: ${STATE_COMMANDS.map((each) => each.name.slice(6)).join(', ')}`);
  }
  if (command === undefined) throw new UsageError(`there is no command "${name}"; shoal --help lists them`);
  const bareEnd = rest.indexOf('--');
  const optionWords = bareEnd === -1 ? rest : rest.slice(0, bareEnd);
  if (optionWords.includes('--help') || optionWords.includes('-h')) {
    host.write(commandHelp(command));
    return EXIT_DONE;
  }
  return command.run(parseWords(rest, command.options, command.positionals), host);
}
