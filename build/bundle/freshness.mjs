// @ts-check
/** Whether the built files are those of the present sources: a digest of every input's path, size and time, kept beside them. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../run-command.mjs';

const INPUTS = [
  'engine',
  'i18n',
  'mock',
  'electron',
  'headless',
  'renderer',
  'build/bundle',
  'build/bundle.mjs',
  'package.json',
  'package-lock.json',
];

/**
 * @param {string} place file or folder
 * @param {(file: string) => void} visit
 */
function walk(place, visit) {
  const stats = statSync(place, { throwIfNoEntry: false });
  if (!stats) return;
  if (!stats.isDirectory()) return visit(place);
  for (const name of readdirSync(place).sort()) walk(path.join(place, name), visit);
}

/** @returns {string} changes with any input */
export function inputDigest() {
  const hash = createHash('sha256');
  for (const input of INPUTS) {
    walk(path.join(root, input), (file) => {
      const { size, mtimeMs } = statSync(file);
      hash.update(`${file}\0${size}\0${mtimeMs}\n`);
    });
  }
  return hash.digest('hex');
}

/**
 * @param {string} stamp file that holds the digest of the last build
 * @param {string} digest
 * @param {readonly string[]} outputs must all be there
 */
export function isFresh(stamp, digest, outputs) {
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === digest && outputs.every((file) => existsSync(file));
}

/**
 * @param {string} stamp
 * @param {string} digest
 */
export function markFresh(stamp, digest) {
  writeFileSync(stamp, digest);
}
