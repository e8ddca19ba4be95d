// @ts-check
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { root } from '../run-command.mjs';

/**
 * tsc calls a project without any source an error; to us it is nothing to check.
 * @param {string} folder relative to the project
 */
export function isEmptyProject(folder) {
  const names = readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' });
  return !names.some((name) => /\.(tsx?|mjs)$/.test(name));
}
