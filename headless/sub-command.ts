/** A sub-command: its words for the help text, its options, and what it does. */
import type { CommandHost } from './command-host.js';
import type { GivenWords, OptionSpec } from './parse-words.js';

export interface SubCommand {
  readonly name: string;
  /** One line for the list of sub-commands. */
  readonly summary: string;
  /** Names of the bare words, e.g. `FILE|MAGNET`. */
  readonly positionals: readonly string[];
  /** Options that must be given, by name: shown without brackets. */
  readonly required: readonly string[];
  readonly options: readonly OptionSpec[];
  /** Further paragraphs of its help. */
  readonly notes: readonly string[];
  /** Resolves to the exit code; throws UsageError, CommandFailure or EngineError. */
  run(given: GivenWords, host: CommandHost): Promise<number>;
}

/** The option that nearly every sub-command has. */
export const JSON_OPTION: OptionSpec = { name: 'json', kind: 'flag', help: 'print JSON for other programs' };
