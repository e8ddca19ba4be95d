/** Turns an unknown value into a command's arguments, or into a typed error that is safe to show. Never throws. */
import type { z } from 'zod';
import type { ArgsOf, CommandName } from '../api/commands.js';
import type { ErrorView } from '../api/errors.js';
import { err, ok, type Result } from '../base/result.js';
import { commandParsers } from './command-parsers.js';

/** Characters of a field path or a reason that reach an error: both can hold text of the sender's choosing. */
const MAX_FACT_CHARS = 200;

/** Whether this is the name of an engine command. */
export function isCommandName(name: string): name is CommandName {
  return Object.hasOwn(commandParsers, name);
}

/** The arguments of an engine command, or an `arguments-invalid` error with the field and the reason. */
export function parseCommandArgs<N extends CommandName>(name: N, value: unknown): Result<ArgsOf<N>, ErrorView> {
  return parseArguments(name, commandParsers[name], value);
}

/** The same for any table of parsers: the shell's commands use it too. */
export function parseArguments<T>(name: string, parser: z.ZodType<T>, value: unknown): Result<T, ErrorView> {
  try {
    const parsed = parser.safeParse(value);
    if (parsed.success) return ok(parsed.data);
    const issue = parsed.error.issues[0];
    return err(argumentsInvalid(name, (issue?.path ?? []).map(String).join('.'), issue?.message ?? ''));
  } catch {
    // Only a getter or a proxy can bring us here, and neither crosses a process; still, nothing escapes.
    return err(argumentsInvalid(name, '', 'could not be read'));
  }
}

function argumentsInvalid(name: string, field: string, reason: string): ErrorView {
  const where = cut(field);
  return {
    code: 'arguments-invalid',
    message: where === '' ? `The arguments of ${name} are not valid.` : `The argument ${where} of ${name} is not valid.`,
    facts: { command: name, field: where, reason: cut(reason) },
  };
}

const cut = (text: string): string => (text.length > MAX_FACT_CHARS ? `${text.slice(0, MAX_FACT_CHARS)}…` : text);
