// @ts-check
/**
 * The house rules that Biome has none for: the import table, effects in `*.io.ts` only, the file budget, file names, no markup
 * from text. (Import cycles, `any`, Node in the page and the rest are Biome's: see biome.json.)
 *
 * node build/check-architecture.mjs
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { isEntry, runScript, say } from './console.mjs';
import { root } from './run-command.mjs';

const FOLDERS = ['engine', 'i18n', 'mock', 'electron', 'renderer', 'headless', 'build', 'tests'];

/** @typedef {import('./architecture/source-file.mjs').Violation} Violation */

/**
 * Checks sources given as path and text.
 * @param {Iterable<readonly [path: string, text: string]>} sources
 * @returns {Promise<Violation[]>}
 */
export async function checkSources(sources) {
  const { readSource } = await import('./architecture/source-file.mjs');
  const { RULES } = await import('./architecture/rules.mjs');
  /** @type {Violation[]} */
  const found = [];
  for (const [name, text] of sources) {
    const file = readSource(name, text);
    for (const rule of RULES) found.push(...rule(file));
  }
  return found;
}

function* projectSources() {
  for (const folder of FOLDERS) {
    if (!existsSync(path.join(root, folder))) continue;
    for (const entry of readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true })) {
      if (!entry.isFile() || !/\.(tsx?|mjs)$/.test(entry.name)) continue;
      const full = path.join(entry.parentPath, entry.name);
      yield/** @type {const} */ ([path.relative(root, full).split(path.sep).join('/'), readFileSync(full, 'utf8')]);
    }
  }
}

if (isEntry(import.meta.filename)) {
  await runScript(async () => {
    const found = await checkSources(projectSources());
    const errors = found.filter((one) => one.level !== 'warning');
    for (const { path: file, line, rule, message, level } of found) say(`${file}:${line}  ${level ?? 'error'}  ${rule}: ${message}`);
    say(errors.length === 0 ? 'architecture: in order' : `architecture: ${errors.length} to mend`);
    return errors.length === 0 ? 0 : 1;
  });
}
