// @ts-check
/** The npm dependencies: installed exactly as locked, and only when what is there differs from the lock file. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { say, secondsSince } from '../console.mjs';
import { must, root } from '../run-command.mjs';

/**
 * @typedef {{ version?: string, optional?: boolean, devOptional?: boolean }} LockedPackage
 */

/** @param {string} file @returns {Record<string, LockedPackage> | null} */
function packagesOf(file) {
  try {
    return JSON.parse(readFileSync(path.join(root, file), 'utf8')).packages;
  } catch {
    return null;
  }
}

/**
 * Whether npm's own record of what is installed agrees with the lock file; packages for other platforms may be absent.
 * @param {Record<string, LockedPackage> | null} locked
 * @param {Record<string, LockedPackage> | null} installed
 */
export function isInstalled(locked, installed) {
  if (!locked || !installed) return false;
  for (const [place, wanted] of Object.entries(locked)) {
    if (place === '') continue;
    const found = installed[place];
    if (found ? found.version !== wanted.version : !wanted.optional) return false;
  }
  return Object.keys(installed).every((place) => place in locked);
}

/** Installs the dependencies when they are absent or the lock file has changed. */
export async function ensureModules() {
  if (isInstalled(packagesOf('package-lock.json'), packagesOf('node_modules/.package-lock.json'))) return;
  say('Installing the npm dependencies.');
  const started = performance.now();
  await must('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    what: 'installing the npm dependencies',
    timeoutMs: 15 * 60_000,
    mend: 'npm ci   (the npm registry must be reachable)',
  });
  say(`Installed in ${secondsSince(started)} s.`);
}
