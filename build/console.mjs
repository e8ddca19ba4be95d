// @ts-check
/**
 * What the scripts in build/ say and how they stop. Built-ins only: this runs before anything is installed.
 * A failure names what is missing and the command that mends it; a stack trace is never shown.
 */

/** An expected failure: one sentence, and how to mend it. */
export class Stop extends Error {
  /**
   * @param {string} message what is wrong, one plain sentence
   * @param {string} [mend] the command (or the step) that mends it
   */
  constructor(message, mend) {
    super(message);
    this.name = 'Stop';
    this.mend = mend;
  }
}

/** The person pressed Ctrl+C, or we were told to end: nothing more is begun. */
export class Interrupted extends Stop {
  constructor() {
    super('interrupted');
  }
}

/** @param {string} text one line for the person watching */
export function say(text) {
  process.stdout.write(`${text}\n`);
}

/** @param {string} text something that works but deserves attention */
export function warn(text) {
  process.stderr.write(`warning: ${text}\n`);
}

/** @param {number} startedMs a `performance.now()` */
export function secondsSince(startedMs) {
  return ((performance.now() - startedMs) / 1000).toFixed(1);
}

/**
 * Prints a failure the one way all scripts do. SHOAL_DEBUG=1 adds the stack.
 * @param {unknown} error
 */
export function printFailure(error) {
  const failure = error instanceof Error ? error : new Error(String(error));
  process.stderr.write(`error: ${failure.message}\n`);
  if (failure instanceof Stop && failure.mend) process.stderr.write(`to mend it: ${failure.mend}\n`);
  if (process.env.SHOAL_DEBUG) process.stderr.write(`${failure.stack}\n`);
}

/**
 * Runs a script's main function; the process ends with the returned exit code, or 1 after a failure.
 * @param {() => Promise<number | void> | number | void} main
 */
export async function runScript(main) {
  try {
    process.exitCode = (await main()) ?? 0;
  } catch (error) {
    printFailure(error);
    process.exitCode = 1;
  }
}

/**
 * True when the module is the script that node was started with.
 * @param {string} filename the caller's `import.meta.filename`
 */
export function isEntry(filename) {
  return process.argv[1] === filename;
}
