// @ts-check
/**
 * What is built: one self-contained file for each Node entry, and the page (Vite). Everything bundled is a development dependency,
 * so that an installed Shoal carries no node_modules.
 */
import { chmodSync, mkdirSync, readFileSync, renameSync } from 'node:fs';
import { builtinModules } from 'node:module';
import path from 'node:path';
import { root } from '../run-command.mjs';
import { oneByte } from './one-byte.mjs';

/** The language floor: the older of the carried Electron's Node and the Node of the command line. */
const NODE_TARGET = 'node20.18';

export const dist = path.join(root, 'dist');

/**
 * @typedef {object} NodeTarget
 * @property {string} entry relative to the project
 * @property {string} file inside dist/
 * @property {'esm' | 'cjs'} format a sandboxed preload can only be CommonJS
 * @property {boolean} [command] runs on its own: gets a `#!` line and may be executed
 */

/** @type {readonly NodeTarget[]} */
export const NODE_TARGETS = [
  { entry: 'electron/main/main.ts', file: 'main.mjs', format: 'esm' },
  { entry: 'electron/preload/preload.ts', file: 'preload.cjs', format: 'cjs' },
  { entry: 'engine/storage/disk-worker.io.ts', file: 'disk-worker.mjs', format: 'esm' },
  { entry: 'headless/shoal.ts', file: 'shoal.mjs', format: 'esm', command: true },
];

const external = ['electron', /^electron\//, /^node:/, ...builtinModules];
const SHEBANG = '#!/usr/bin/env node';

/**
 * rolldown's options for one entry.
 * @param {NodeTarget} target
 * @returns {{ input: import('rolldown').InputOptions, output: import('rolldown').OutputOptions }}
 */
export function rolldownOptions(target) {
  return {
    input: {
      cwd: root,
      input: target.entry,
      external,
      platform: 'node',
      transform: { target: NODE_TARGET },
      plugins: [oneByte()],
      logLevel: 'warn',
    },
    output: {
      file: path.join(dist, target.file),
      format: target.format,
      codeSplitting: false,
      sourcemap: true,
      comments: false,
      ...(target.command && !hasShebang(target.entry) ? { banner: SHEBANG } : {}),
    },
  };
}

/** @param {string} entry rolldown keeps a source's own `#!` line */
function hasShebang(entry) {
  return readFileSync(path.join(root, entry), 'utf8').startsWith('#!');
}

/**
 * Builds one entry. The file is written aside and moved into place: a process that starts meanwhile never reads half of it.
 * @param {NodeTarget} target
 */
export async function buildNodeTarget(target) {
  const { rolldown } = await import('rolldown');
  const { input, output } = rolldownOptions(target);
  const bundle = await rolldown(input);
  const folder = path.join(dist, `.building-${process.pid}`);
  mkdirSync(folder, { recursive: true });
  const aside = path.join(folder, target.file);
  try {
    await bundle.write({ ...output, file: aside });
  } finally {
    await bundle.close();
  }
  if (target.command) chmodSync(aside, 0o755);
  for (const suffix of ['.map', '']) renameSync(`${aside}${suffix}`, path.join(dist, `${target.file}${suffix}`));
}

/** The page, as renderer/vite.config.ts describes it. @type {import('vite').InlineConfig} */
export const rendererConfig = {
  configFile: path.join(root, 'renderer/vite.config.ts'),
  logLevel: 'warn',
  build: { chunkSizeWarningLimit: 2_000 }, // kilobytes; it is read from the disk beside it, not over a network
};

export async function buildRenderer() {
  const { build } = await import('vite');
  const before = process.env.NODE_ENV;
  try {
    await build(rendererConfig);
  } finally {
    // Vite leaves `production` behind, and the tests we start next would inherit it.
    if (before === undefined) delete process.env.NODE_ENV;
    else process.env.NODE_ENV = before;
  }
}
