// @ts-check
/** The files of a package, laid out as they will be installed. */
import { chmodSync, cpSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';

/** @typedef {{ root: string, files: readonly string[], bytes: number }} Stage files: absolute on the installed system */

/**
 * @param {string} root made for it
 * @param {readonly { from: string, to: string }[]} sources
 * @returns {Stage}
 */
export function layOut(root, sources) {
  mkdirSync(root, { mode: 0o755 });
  for (const { from, to } of sources) {
    const place = path.join(root, to);
    mkdirSync(path.dirname(place), { recursive: true, mode: 0o755 });
    cpSync(from, place, { recursive: true, verbatimSymlinks: true });
    if (!statSync(place).isDirectory()) chmodSync(place, 0o644);
  }
  const files = [];
  let bytes = 0;
  for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
    const place = path.join(entry.parentPath, entry.name);
    if (entry.isDirectory()) chmodSync(place, 0o755);
    else files.push(`/${path.relative(root, place)}`);
    if (entry.isFile()) bytes += statSync(place).size;
  }
  return { root, files: files.sort(), bytes };
}
