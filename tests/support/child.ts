/** A child process of a test: line by line output, ended by its own pid and never outliving the test run. */
import { type ChildProcess, spawn } from 'node:child_process';
import type { Socket } from 'node:net';
import { createInterface } from 'node:readline';

/** Reads `+pid` and `-pid` lines; when its input ends, whatever ended us, it kills those that are still listed. */
const WATCH = `const pids = new Set();
require('node:readline').createInterface({ input: process.stdin }).on('line', (line) => {
  if (line[0] === '+') pids.add(Number(line.slice(1)));
  else pids.delete(Number(line.slice(1)));
}).on('close', () => {
  for (const pid of pids) try { process.kill(pid, 'SIGKILL'); } catch {}
});`;

let watch: ChildProcess | null = null;

/** Tells the watching process, which a test runner that is killed outright cannot take along. */
function tellWatch(sign: '+' | '-', pid: number | undefined): void {
  if (pid === undefined) return;
  if (watch === null) {
    watch = spawn(process.execPath, ['-e', WATCH], { stdio: ['pipe', 'ignore', 'ignore'], detached: true });
    watch.stdin?.on('error', () => undefined);
    // It must not keep the runner from ending: that end is what it waits for.
    watch.unref();
    (watch.stdin as Socket | null)?.unref();
  }
  watch.stdin?.write(`${sign}${pid}\n`);
}

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
  tellWatch('+', child.pid);
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
      resolve({ code: null, signal: null });
    });
    child.once('close', (code, signal) => {
      tellWatch('-', child.pid);
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
