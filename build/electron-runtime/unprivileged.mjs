// @ts-check
/**
 * Running Electron as a user without rights, with Chromium's sandbox on, when we ourselves are root. Everything that user
 * needs lies outside root's closed folders: the runtime in the shared cache, the application in a copy.
 */
import { execFileSync } from 'node:child_process';
import { chmodSync, chownSync, cpSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { root } from '../run-command.mjs';
import { cacheFolder, openFolder } from './cache-folder.mjs';
import { runtimeAt } from './dist-folder.mjs';

/** @typedef {{ uid: number, gid: number }} User */

/** `nobody`: it exists everywhere and owns nothing. @returns {User | null} null when we are not root on Linux */
export function unprivilegedUser() {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return null;
  const id = (/** @type {string} */ flag) => Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}

/** @param {string} place */
function isReachable(place) {
  for (let folder = place; folder !== path.dirname(folder); folder = path.dirname(folder)) {
    if ((statSync(folder).mode & 0o001) === 0) return false;
  }
  return true;
}

/**
 * The same runtime where every user can reach it.
 * @param {import('./dist-folder.mjs').ElectronRuntime} runtime
 */
export function reachableRuntime(runtime) {
  if (isReachable(runtime.dist)) return runtime;
  const cache = cacheFolder();
  const copy = path.join(cache, `electron-${runtime.version}-copy`);
  if (!runtimeAt(runtime.kind, copy)) {
    openFolder(cache);
    const work = mkdtempSync(path.join(cache, '.work-'));
    try {
      cpSync(runtime.dist, path.join(work, 'dist'), { recursive: true, verbatimSymlinks: true });
      renameSync(path.join(work, 'dist'), copy);
    } finally {
      rmSync(work, { recursive: true, force: true });
    }
  }
  return runtimeAt(runtime.kind, copy) ?? runtime;
}

/**
 * A folder of the user's own, with a copy of the built application and a program that starts Electron as that user.
 * @param {string} executablePath
 * @param {User} user
 * @returns {{ folder: string, app: string, executablePath: string, env: Record<string, string>, close: () => void }}
 */
export function stageApp(executablePath, user) {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'shoal-app-'));
  chmodSync(folder, 0o755);
  const app = path.join(folder, 'app');
  mkdirSync(app);
  for (const name of ['package.json', 'dist']) {
    if (existsSync(path.join(root, name))) cpSync(path.join(root, name), path.join(app, name), { recursive: true });
  }
  execFileSync('chmod', ['-R', 'a+rX', app]);
  const home = path.join(folder, 'home');
  mkdirSync(home);
  chownSync(home, user.uid, user.gid);
  const launcher = path.join(folder, 'electron');
  writeFileSync(launcher, `#!/bin/sh\nexec setpriv --reuid=${user.uid} --regid=${user.gid} --clear-groups -- '${executablePath}' "$@"\n`);
  chmodSync(launcher, 0o755);
  return {
    folder,
    app,
    executablePath: launcher,
    env: { HOME: home, XDG_CONFIG_HOME: home, XDG_CACHE_HOME: home, XDG_DATA_HOME: home, USER: 'nobody', LOGNAME: 'nobody' },
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
}
