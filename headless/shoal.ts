/** The `shoal` command: starts a sub-command in this process and ends with its exit code, whatever happens. */
import * as engine from '../engine/index.js';
import manifest from '../package.json' with { type: 'json' };
import { EXIT_DONE, EXIT_FAILED, failureLine } from './failure.js';
import { processHost } from './process-host.io.js';
import { runCommand } from './run-command.js';

const fail = (problem: unknown): void => {
  process.stderr.write(`error: ${failureLine(problem)}\n`);
  process.exit(EXIT_FAILED);
};
process.on('uncaughtException', fail);
process.on('unhandledRejection', fail);

const host = processHost({
  version: manifest.version,
  // Built beside this file.
  diskWorker: new URL('./disk-worker.mjs', import.meta.url).href,
  engine,
});
const code = await runCommand(process.argv.slice(2), host);
// What was written is handed over first; then nothing that is still open (a socket's timer, a worker) may keep the process.
process.stdout.write('', (problem) => {
  if (code === EXIT_DONE && (problem || host.outputClosed())) fail(new Error('the output was closed before everything was written'));
  process.exit(code);
});
