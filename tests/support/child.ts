/** A child process of a test: line by line output, ended by its own pid and never outliving the test run. */
import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

const alive = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of alive) child.kill('SIGKILL');
});

export interface ChildExit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

export interface Child {
  readonly process: ChildProcess;
  readonly pid: number;
  /** Everything written to stderr so far. */
  stderr(): string;
  /** Settles once, when the process has ended and its output is read. */
  readonly exited: Promise<ChildExit>;
  /** Ends it: `signal` first, SIGKILL after `graceMs`. Resolves when it is gone. */
  stop(signal?: NodeJS.Signals, graceMs?: number): Promise<ChildExit>;
}

/** Starts a program. `onLine` gets every line of stdout. */
export function startChild(
  command: string,
  words: readonly string[],
  onLine: (line: string) => void,
  options: { readonly cwd?: string; readonly env?: Readonly<Record<string, string>> } = {},
): Child {
  const child = spawn(command, words, {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...process.env, ...options.env },
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
  });
  alive.add(child);
  let errors = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors = (errors + text).slice(-65_536);
  });
  // The child may end before it reads what was written to it; its exit says so.
  child.stdin.on('error', () => undefined);
  createInterface({ input: child.stdout }).on('line', onLine);
  const exited = new Promise<ChildExit>((resolve) => {
    child.once('error', (problem) => {
      errors += problem.message;
      alive.delete(child);
      resolve({ code: null, signal: null });
    });
    child.once('close', (code, signal) => {
      alive.delete(child);
      resolve({ code, signal });
    });
  });
  return {
    process: child,
    pid: child.pid ?? -1,
    stderr: () => errors,
    exited,
    async stop(signal = 'SIGTERM', graceMs = 10_000) {
      child.kill(signal);
      const timer = setTimeout(() => child.kill('SIGKILL'), graceMs);
      const exit = await exited;
      clearTimeout(timer);
      return exit;
    },
  };
}
