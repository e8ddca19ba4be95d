// @ts-check
/**
 * Opens the app for real use; arguments (a .torrent, a magnet link, Electron flags) are passed on.
 *
 * npm start -- file.torrent
 */
import { spawn } from 'node:child_process';
import { ensureBundle } from './bundle.mjs';
import { runScript, Stop } from './console.mjs';
import { sandboxFlags } from './electron-runtime/sandbox.mjs';
import { root } from './run-command.mjs';
import { ensureSetup, hasDisplay } from './setup.mjs';

await runScript(async () => {
  if (!hasDisplay) {
    throw new Stop('there is no display to open a window on', 'set DISPLAY, or use the command line: node dist/shoal.mjs --help');
  }
  const runtime = await ensureSetup(['window']);
  await ensureBundle();
  const flags = await sandboxFlags(runtime);
  return new Promise((resolve) => {
    // The person's own folder stays the working folder, so that a relative .torrent path means what it says.
    const cwd = process.env.INIT_CWD ?? process.cwd();
    const app = spawn(runtime.executablePath, [...flags, root, ...process.argv.slice(2)], { stdio: 'inherit', cwd });
    for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) process.on(signal, () => app.kill(signal));
    app.on('error', (error) => {
      process.stderr.write(`error: Electron did not start: ${error.message}\n`);
      resolve(1);
    });
    app.on('close', (code) => resolve(code ?? 1));
  });
});
