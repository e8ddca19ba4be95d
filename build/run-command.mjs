// @ts-check
/** Child processes for the scripts: captured or inherited output, a time limit, and no shell except for npm on Windows. */
import { spawn } from 'node:child_process';
import path from 'node:path';
import { Interrupted, Stop } from './console.mjs';

const SIGNALS = /** @type {const} */ (['SIGINT', 'SIGTERM']);

export const root = path.resolve(import.meta.dirname, '..');

/**
 * @typedef {object} CommandOptions
 * @property {string} [cwd]
 * @property {NodeJS.ProcessEnv} [env]
 * @property {number} [timeoutMs] the child is killed after this long
 * @property {boolean} [inherit] show the child's output instead of capturing it; it is then also told to end when we are
 *
 * @typedef {object} CommandResult
 * @property {number} code exit code; 127 when the program is not there, 124 after the time limit
 * @property {string} stdout
 * @property {string} stderr
 */

/**
 * Runs a program to its end. A missing program is code 127; rejects only with Interrupted, once the child has ended.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {CommandOptions} [options]
 * @returns {Promise<CommandResult>}
 */
export function run(program, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd: options.cwd ?? root,
      env: options.env ?? process.env,
      stdio: options.inherit ? 'inherit' : ['ignore', 'pipe', 'pipe'],
      shell: process.platform === 'win32' && program === 'npm',
    });
    let stdout = '';
    let stderr = '';
    let timedOut = false;
    child.stdout?.on('data', (chunk) => (stdout += chunk));
    child.stderr?.on('data', (chunk) => (stderr += chunk));
    const timer = options.timeoutMs
      ? setTimeout(() => {
          timedOut = true;
          child.kill('SIGKILL');
        }, options.timeoutMs)
      : undefined;
    let interrupted = false;
    const passOn = (/** @type {NodeJS.Signals} */ signal) => {
      interrupted = true;
      child.kill(signal);
    };
    if (options.inherit) for (const signal of SIGNALS) process.on(signal, passOn);
    /** @param {number} code */
    const finish = (code) => {
      clearTimeout(timer);
      for (const signal of SIGNALS) process.off(signal, passOn);
      if (interrupted) reject(new Interrupted());
      else resolve({ code: timedOut ? 124 : code, stdout, stderr });
    };
    child.on('error', (error) => {
      stderr += error.message;
      finish(127);
    });
    child.on('close', (code) => finish(code ?? 1));
  });
}

/**
 * Like `run`, but anything except exit code 0 is a Stop that quotes the last lines of its output.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {CommandOptions & { what: string, mend?: string }} options what: what was being done, for the message
 * @returns {Promise<CommandResult>}
 */
export async function must(program, args, options) {
  const done = await run(program, args, options);
  if (done.code === 0) return done;
  const reason = done.code === 124 ? 'it took too long' : lastLines(done.stderr || done.stdout);
  throw new Stop(`${options.what} failed: ${reason || `exit code ${done.code}`}`, options.mend ?? `${program} ${args.join(' ')}`);
}

/** @param {string} text */
function lastLines(text) {
  const lines = text.trim().split('\n');
  return lines.slice(-6).join('\n  ');
}
