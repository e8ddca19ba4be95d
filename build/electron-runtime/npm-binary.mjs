// @ts-check
/**
 * The binary of the `electron` package itself: what Shoal ships with. Its download is tried once and is bounded in time;
 * where another runtime can stand in, a failure is remembered for a few hours so that the next run does not wait again.
 */
import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { root, run } from '../run-command.mjs';
import { openFolder } from './cache-folder.mjs';
import { runtimeAt } from './dist-folder.mjs';

const PROBE_MS = 5_000;
/** A first answer came: a slow line may take its time. */
const DOWNLOAD_MS = 15 * 60_000;
/** No answer came: only a copy in @electron/get's own cache can still succeed. */
const OFFLINE_MS = 20_000;
const REMEMBER_MS = 6 * 3_600_000;

const packageFolder = path.join(root, 'node_modules/electron');

/** The version named in package.json's `electron` dependency, as installed. */
function wantedVersion() {
  return String(JSON.parse(readFileSync(path.join(packageFolder, 'package.json'), 'utf8')).version);
}

/** The binary if it has been downloaded and is the right one, else null. */
export function npmRuntime() {
  const found = runtimeAt('npm', path.join(packageFolder, 'dist'));
  return found?.version === wantedVersion() ? found : null;
}

/** @param {string} cache */
const memory = (cache) => path.join(cache, `npm-${wantedVersion()}.failed`);

/**
 * @param {string} cache folder of the memory file
 * @returns {boolean} a download failed here not long ago
 */
export function failedLately(cache) {
  try {
    const ageMs = Date.now() - statSync(memory(cache)).mtimeMs;
    return ageMs >= 0 && ageMs < REMEMBER_MS;
  } catch {
    return false;
  }
}

/**
 * Downloads the binary with the package's own script.
 * @param {string} cache folder of the memory file
 * @returns {Promise<{ ok: true } | { ok: false, reason: string }>}
 */
export async function downloadNpmBinary(cache) {
  const timeoutMs = (await answers(process.env.ELECTRON_MIRROR ?? process.env.npm_config_electron_mirror ?? 'https://github.com/'))
    ? DOWNLOAD_MS
    : OFFLINE_MS;
  const done = await run(process.execPath, [path.join(packageFolder, 'install.js')], { timeoutMs });
  if (done.code === 0 && npmRuntime()) {
    rmSync(memory(cache), { force: true });
    return { ok: true };
  }
  openFolder(cache);
  writeFileSync(memory(cache), done.stderr);
  return { ok: false, reason: done.code === 124 ? 'no answer' : (done.stderr.trim().split('\n')[0] ?? `exit code ${done.code}`) };
}

/** @param {string} url */
async function answers(url) {
  try {
    await fetch(url, { method: 'HEAD', redirect: 'manual', signal: AbortSignal.timeout(PROBE_MS) });
    return true;
  } catch {
    return false;
  }
}
