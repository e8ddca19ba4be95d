// @ts-check
/** The licences of everything that is bundled into dist/, told by what the bundles say they are made of. */
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Stop } from '../console.mjs';
import { root } from '../run-command.mjs';

/** The folder of a package below any node_modules. */
const PACKAGE = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//;
const LICENCE_FILE = /^(licen[cs]e|copying|notice)/i;

/**
 * Writes one text: each package, its version, its licence's name and words.
 * @param {string} file
 * @param {readonly string[]} modules every module that went into a bundle, absolute
 * @returns {Promise<number>} how many packages it names
 */
export async function writeLicences(file, modules) {
  const folders = new Set();
  for (const module of modules) {
    const folder = PACKAGE.exec(module.replaceAll('\\', '/'))?.[1];
    if (folder) folders.add(folder);
  }
  const parts = await Promise.all([...folders].sort().map(licenceOf));
  const head = 'Shoal contains these works of others, besides Electron and Chromium, whose licences lie beside this folder.\n';
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, [head, ...parts].join(`\n${'-'.repeat(80)}\n\n`));
  return parts.length;
}

/** @param {string} folder of a package @returns {Promise<string>} */
async function licenceOf(folder) {
  const manifest = JSON.parse(await readFile(path.join(folder, 'package.json'), 'utf8'));
  const names = (await readdir(folder)).filter((name) => LICENCE_FILE.test(name)).sort();
  const words = await Promise.all(names.map((name) => readFile(path.join(folder, name), 'utf8')));
  const title = `${manifest.name} ${manifest.version} (${manifest.license ?? 'see below'})`;
  if (words.length === 0 && !manifest.license) throw new Stop(`${manifest.name} names no licence`, 'find it out, or use another package');
  return `${title}\n\n${words.map((text) => text.trim()).join('\n\n') || `Licensed under ${manifest.license}.`}\n`;
}

/**
 * The modules of packages that a built file was made of, from the map beside it.
 * @param {string} map
 * @returns {Promise<string[]>} absolute
 */
export async function modulesOf(map) {
  if (!existsSync(map)) throw new Stop(`${path.relative(root, map)} is missing`, 'npm run build -- --force');
  const { sources } = JSON.parse(await readFile(map, 'utf8'));
  // Relative to where the file was written before it was moved into place: only what follows node_modules is sure.
  return sources.flatMap((/** @type {string} */ source) => {
    const at = source.indexOf('node_modules/');
    return at < 0 ? [] : [path.join(root, source.slice(at))];
  });
}

/** The modules of the page, which is shipped without a map. @returns {Promise<string[]>} absolute */
export async function modulesOfPage() {
  const { build } = await import('vite');
  const { rendererConfig } = await import('../bundle/targets.mjs');
  const before = process.env.NODE_ENV;
  const built = await build({ ...rendererConfig, logLevel: 'error', build: { ...rendererConfig.build, write: false } });
  if (before === undefined) delete process.env.NODE_ENV;
  else process.env.NODE_ENV = before;
  const outputs = Array.isArray(built) ? built.flatMap((one) => one.output) : 'output' in built ? built.output : [];
  // Fonts come by way of a style sheet: they are known by the files that they were.
  const files = outputs.flatMap((part) => (part.type === 'chunk' ? part.moduleIds : part.originalFileNames));
  return files.map((file) => path.resolve(root, 'renderer', file));
}
