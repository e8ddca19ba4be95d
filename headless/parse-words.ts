/**
 * The words after a sub-command, read against a table of options. node:util splits them; what is wrong with them is
 * said here in plain words. An option given twice counts as given last; a `list` option collects.
 */
import { parseArgs } from 'node:util';
import { UsageError } from './failure.js';

export interface OptionSpec {
  /** Without the dashes. */
  readonly name: string;
  readonly kind: 'flag' | 'value' | 'list';
  /** What stands for the value in the help text. */
  readonly value?: string;
  readonly help: string;
}

/** What was given. Asking for an option that the table does not have is a mistake of ours and gives nothing. */
export class GivenWords {
  readonly #values = new Map<string, string[]>();
  constructor(readonly positionals: readonly string[]) {}

  add(name: string, value: string): void {
    const values = this.#values.get(name);
    if (values) values.push(value);
    else this.#values.set(name, [value]);
  }
  has(name: string): boolean {
    return this.#values.has(name);
  }
  /** The last value given, or null. */
  value(name: string): string | null {
    return this.#values.get(name)?.at(-1) ?? null;
  }
  list(name: string): readonly string[] {
    return this.#values.get(name) ?? [];
  }
  /** The value of an option that must be there. */
  required(name: string): string {
    const value = this.value(name);
    if (value === null) throw new UsageError(`--${name} is missing`);
    return value;
  }
}

/** Reads the words; throws UsageError. `positionalNames` says how many bare words there must be and what they are called. */
export function parseWords(words: readonly string[], specs: readonly OptionSpec[], positionalNames: readonly string[]): GivenWords {
  const { tokens } = parseArgs({
    args: [...words],
    strict: false,
    allowPositionals: true,
    tokens: true,
    options: Object.fromEntries(specs.map((spec) => [spec.name, { type: spec.kind === 'flag' ? 'boolean' : 'string' } as const])),
  });
  const positionals: string[] = [];
  const given = new GivenWords(positionals);
  for (const token of tokens) {
    if (token.kind === 'positional') positionals.push(token.value);
    if (token.kind !== 'option') continue;
    const spec = specs.find((candidate) => candidate.name === token.name);
    if (spec === undefined || !token.rawName.startsWith('--')) throw new UsageError(`there is no option ${token.rawName}`);
    if (spec.kind === 'flag') {
      if (token.value !== undefined) throw new UsageError(`--${spec.name} takes no value`);
      given.add(spec.name, '');
    } else {
      const isNextOption = token.inlineValue === false && token.value.startsWith('-') && token.value !== '-';
      if (token.value === undefined || token.value === '' || isNextOption) {
        throw new UsageError(`--${spec.name} needs a value: --${spec.name} ${spec.value ?? 'VALUE'}`);
      }
      given.add(spec.name, token.value);
    }
  }
  const missing = positionalNames[positionals.length];
  if (missing !== undefined) throw new UsageError(`${missing} is missing`);
  const extra = positionals[positionalNames.length];
  if (extra !== undefined) throw new UsageError(`"${extra}" is one word too many`);
  return given;
}
