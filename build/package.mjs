// @ts-check
/**
 * Packages Shoal for the system it runs on, as electron-builder.yml says, into out/packages.
 *
 * Where Electron's own binary cannot be downloaded, the carried one and this machine's tools stand in (Linux x64): such packages are for
 * tests, and what needs another system is named. ELECTRON_RUNTIME=npm uses the originals only.
 *
 * node build/package.mjs [dir|tar.gz|deb|rpm|AppImage ...] [--publish always]
 */
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { ensureBundle } from './bundle.mjs';
import { isEntry, runScript, Stop, say, secondsSince, warn } from './console.mjs';
import { drawIcons } from './icons.mjs';
import { modulesOf, modulesOfPage, writeLicences } from './package/licences.mjs';
import { gatherTools } from './package/local-tools.mjs';
import { root, run } from './run-command.mjs';
import { ensureSetup } from './setup.mjs';

const out = path.join(root, 'out');
export const packages = path.join(out, 'packages');

/** What stand-ins can make. */
const LOCAL_TARGETS = ['dir', 'tar.gz', 'deb', 'rpm', 'AppImage'];
const ELSEWHERE =
  'macOS (dmg, zip), Windows (installer, portable) and arm64 need their own systems: .github/workflows/release.yml makes them';

/**
 * @param {readonly string[]} targets electron-builder's names; none = all that can be made here
 * @param {readonly string[]} [words] more of electron-builder's options
 */
export async function makePackages(targets, words = []) {
  const runtime = await ensureSetup(['window', 'packaging']);
  await ensureBundle();
  await drawIcons(path.join(out, 'icons'));
  await collectLicences();
  const standIns = runtime.kind !== 'npm';
  if (standIns && (process.platform !== 'linux' || process.arch !== 'x64')) {
    throw new Stop('Electron’s own binary is not here', 'connect to the internet, then: ELECTRON_RUNTIME=npm npm run package');
  }
  const unknown = targets.filter((target) => standIns && !LOCAL_TARGETS.includes(target));
  if (unknown.length > 0) throw new Stop(`${unknown.join(', ')} cannot be made here`, `npm run package -- ${LOCAL_TARGETS.join(' ')}`);
  const args = [...(standIns ? standInOptions(runtime, targets) : [...targets, ...words]), `--config.extraMetadata.homepage=${homepage()}`];
  const started = performance.now();
  await rm(packages, { recursive: true, force: true });
  const env = standIns ? { ...process.env, ...(await tools()) } : process.env;
  const cli = path.join(root, 'node_modules/electron-builder/cli.js');
  const done = await run(process.execPath, [cli, '--config', 'electron-builder.yml', ...args], { inherit: true, env });
  if (done.code !== 0) throw new Stop('electron-builder failed; its last lines say why');
  say(`Packaged in ${secondsSince(started)} s.`);
  if (standIns) warn(`made with Electron ${runtime.version} and stand-in tools, for tests only. ${ELSEWHERE}.`);
}

/**
 * @param {import('./setup.mjs').ElectronRuntime} runtime
 * @param {readonly string[]} targets
 */
function standInOptions(runtime, targets) {
  const wanted = targets.length > 0 ? targets : LOCAL_TARGETS;
  // For tests alone: gzip takes seconds where xz takes minutes.
  const options = [`electronDist=${runtime.dist}`, `electronVersion=${runtime.version}`, 'deb.compression=gz'];
  return ['--linux', ...wanted, '--x64', '--publish', 'never', ...options.map((option) => `--config.${option}`)];
}

/** Packages name a homepage: the repository that releases them, and here, where nothing is released, an address that cannot be. */
function homepage() {
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository } = process.env;
  return server && repository ? `${server}/${repository}` : 'https://shoal.invalid';
}

async function tools() {
  const folder = path.join(out, 'package-tools');
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  return gatherTools(folder);
}

async function collectLicences() {
  const maps = ['main.mjs.map', 'preload.cjs.map', 'disk-worker.mjs.map'].map((name) => path.join(root, 'dist', name));
  const modules = await Promise.all([...maps.map(modulesOf), modulesOfPage()]);
  const count = await writeLicences(path.join(out, 'licences/third-party.txt'), modules.flat());
  say(`Collected the licences of ${count} packages.`);
}

/** Says what was made and how large it is. */
async function report() {
  for (const name of (await readdir(packages)).sort()) {
    const found = await stat(path.join(packages, name));
    if (found.isFile() && !/\.(ya?ml|blockmap)$/.test(name)) say(`${name}  ${mib(found.size)}`);
  }
  const asar = path.join(packages, 'linux-unpacked/resources/app.asar');
  const own = await stat(asar).catch(() => null);
  if (own !== null) say(`Shoal's own part of it: ${mib(own.size)}`);
}

/** @param {number} bytes */
const mib = (bytes) => `${(bytes / 1024 / 1024).toFixed(1)} MiB`;

if (isEntry(import.meta.filename)) {
  await runScript(async () => {
    const words = process.argv.slice(2);
    const option = words.findIndex((word) => word.startsWith('-'));
    const targets = option < 0 ? words : words.slice(0, option);
    await makePackages(targets, option < 0 ? [] : words.slice(option));
    await report();
  });
}
