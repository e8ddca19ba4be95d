// @ts-check
/**
 * Where fetched runtimes live. A user-level folder, because `node_modules` is replaced by every clean install.
 * Root's cache must serve the unprivileged user that the app tests run as, so it lies outside the closed /root.
 */
import { chmodSync, mkdirSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/**
 * @param {NodeJS.ProcessEnv} [env]
 * @param {{ platform: string, uid: number | undefined, home: string }} [host]
 * @returns {string} absolute path; not created here
 */
export function cacheFolder(env = process.env, host = { platform: process.platform, uid: process.getuid?.(), home: os.homedir() }) {
  if (env.ELECTRON_RUNTIME_CACHE) return path.resolve(env.ELECTRON_RUNTIME_CACHE);
  if (host.platform === 'win32') return path.join(env.LOCALAPPDATA ?? path.join(host.home, 'AppData/Local'), 'shoal-electron');
  if (host.platform === 'darwin') return path.join(host.home, 'Library/Caches/shoal-electron');
  if (host.uid === 0) return '/var/cache/shoal-electron';
  return path.join(env.XDG_CACHE_HOME ?? path.join(host.home, '.cache'), 'shoal-electron');
}

/**
 * Makes the folder if need be, readable by every user whatever the umask is.
 * @param {string} folder
 */
export function openFolder(folder) {
  if (mkdirSync(folder, { recursive: true })) chmodSync(folder, 0o755);
}
