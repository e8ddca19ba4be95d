// @ts-check
/**
 * Opens the app for real use; arguments (a .torrent, a magnet link, Electron flags) are passed on.
 *
 * npm start -- file.torrent
 */
import { spawn } from 'node:child_process';
import { ensureBundle } from './bundle.mjs';
import { isEntry, runScript, Stop, warn } from './console.mjs';
import { root } from './run-command.mjs';
import { ensureSetup, hasDisplay } from './setup.mjs';

/** Chromium's sandbox cannot be used by root on Linux; a root who starts the app knowingly goes without. */
export function rootFlags() {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return [];
  warn("running as root: Chromium's sandbox is off. Use an ordinary user for everyday work.");
  return ['--no-sandbox'];
}

if (isEntry(import.meta.filename)) {
  await runScript(async () => {
    if (!hasDisplay) {
      throw new Stop('there is no display to open a window on', 'set DISPLAY, or use the command line: node dist/shoal.mjs --help');
    }
    const runtime = await ensureSetup(['window']);
    await ensureBundle();
    return new Promise((resolve) => {
      // The person's own folder stays the working folder, so that a relative .torrent path means what it says.
      const cwd = process.env.INIT_CWD ?? process.cwd();
      const app = spawn(runtime.executablePath, [...rootFlags(), root, ...process.argv.slice(2)], { stdio: 'inherit', cwd });
      for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) process.on(signal, () => app.kill(signal));
      app.on('error', (error) => {
        process.stderr.write(`error: Electron did not start: ${error.message}\n`);
        resolve(1);
      });
      app.on('close', (code) => resolve(code ?? 1));
    });
  });
}
