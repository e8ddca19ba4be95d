// @ts-check
/**
 * Whether Chromium's sandbox can work for this user on Linux: it needs unprivileged user namespaces, or the set-uid helper
 * beside the executable. Some distributions allow neither; Electron then ends at once with a message few understand.
 */
import { statSync } from 'node:fs';
import path from 'node:path';
import { Stop, warn } from '../console.mjs';
import { run } from '../run-command.mjs';

/** @param {string} helper */
function isSetUidRoot(helper) {
  const stats = statSync(helper, { throwIfNoEntry: false });
  return stats !== undefined && stats.uid === 0 && (stats.mode & 0o4000) !== 0;
}

/**
 * The switches Electron needs for the sandbox's sake: none, or for root on Linux `--no-sandbox`, with a warning.
 * @param {import('./dist-folder.mjs').ElectronRuntime} runtime
 * @returns {Promise<readonly string[]>}
 */
export async function sandboxFlags(runtime) {
  if (process.platform !== 'linux') return [];
  if (process.getuid?.() === 0) {
    warn("running as root: Chromium's sandbox is off. Use an ordinary user for everyday work.");
    return ['--no-sandbox'];
  }
  const helper = path.join(runtime.dist, 'chrome-sandbox');
  if (isSetUidRoot(helper)) return [];
  const probe = await run('unshare', ['--user', '--map-root-user', 'true']);
  if (probe.code === 0 || probe.code === 127) return [];
  throw new Stop(
    "this system lets ordinary users make no user namespaces, which Chromium's sandbox needs",
    `sudo chown root:root '${helper}' && sudo chmod 4755 '${helper}'`,
  );
}
