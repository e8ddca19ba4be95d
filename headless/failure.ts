/** The two ways a command ends badly, and the one line that a person reads. */
import { EngineError } from '../engine/api/errors.js';
import { plainText } from './plain-text.js';

export const EXIT_DONE = 0;
export const EXIT_FAILED = 1;
export const EXIT_USAGE = 2;

/** The words on the command line make no sense: exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** The command was understood and did not succeed: exit code 1. */
export class CommandFailure extends Error {
  override readonly name = 'CommandFailure';
}

/** The text after `error: `, one line, without a stack and without control characters. */
export function failureLine(problem: unknown): string {
  const text = problem instanceof Error ? problem.message : String(problem);
  const line = plainText(text.split('\n', 1)[0] ?? '').trim();
  return line === '' ? 'something went wrong inside Shoal' : line.replace(/\.$/, '');
}

/** 2 for wrong usage, 1 for everything else. */
export function exitCodeOf(problem: unknown): number {
  if (problem instanceof UsageError) return EXIT_USAGE;
  // The engine refuses arguments only when the command line let something through that it should have refused itself.
  return problem instanceof EngineError && problem.code === 'arguments-invalid' ? EXIT_USAGE : EXIT_FAILED;
}
