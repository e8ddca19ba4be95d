// @ts-check
/** The catalogues as JSON, one file a language: the main process reads only the one it needs, and holds none that it does not. */
import { mkdirSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../run-command.mjs';
import { icuMessages } from './icu-messages.mjs';

const catalogues = path.join(root, 'i18n/catalogues');

/** Folders of the catalogues: language tags in lower case. */
export const catalogueFolders = () => readdirSync(catalogues).sort();

/**
 * One catalogue, compiled.
 * @param {string} folder
 * @returns {Promise<unknown>}
 */
export async function compiledCatalogue(folder) {
  const { rolldown } = await import('rolldown');
  const bundle = await rolldown({ input: path.join(catalogues, folder, 'index.ts'), plugins: [icuMessages()], logLevel: 'warn' });
  try {
    const { output } = await bundle.generate({ format: 'esm' });
    const module = await import(`data:text/javascript;base64,${Buffer.from(output[0].code).toString('base64')}`);
    return Object.values(module)[0];
  } finally {
    await bundle.close();
  }
}

/** @param {string} dist */
export async function buildWords(dist) {
  const folder = path.join(dist, 'words');
  mkdirSync(folder, { recursive: true });
  for (const name of catalogueFolders()) {
    const file = path.join(folder, `${name}.json`);
    writeFileSync(`${file}.tmp`, JSON.stringify(await compiledCatalogue(name)));
    renameSync(`${file}.tmp`, file);
  }
}
