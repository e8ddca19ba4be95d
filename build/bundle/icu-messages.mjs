// @ts-check
/**
 * Compiles the messages of the catalogues while they are bundled: what is shipped are small arrays and a formatter of two
 * kilobytes, not a parser. A message that is not valid ICU fails the build with its file and line.
 */
import compile from 'icu-minify/compile';
import { parseSync, Visitor } from 'rolldown/utils';

const CATALOGUE = /\/i18n\/catalogues\/[a-z-]+\/[a-z-]+\.ts$/;

/**
 * A catalogue's source with every message compiled.
 * @param {string} file for messages about errors
 * @param {string} source
 */
export function compileCatalogue(file, source) {
  const { program, errors } = parseSync('catalogue.ts', source);
  if (errors.length > 0) throw new Error(`${file}: ${errors[0]?.message}`);
  /** @type {{ start: number, end: number, text: string }[]} */
  const edits = [];
  new Visitor({
    Property: (node) => {
      const { value } = node;
      if (value.type !== 'Literal' || typeof value.value !== 'string') return;
      edits.push({ start: value.start, end: value.end, text: JSON.stringify(compileMessage(file, source, value.start, value.value)) });
    },
  }).visit(program);
  let out = source;
  for (const { start, end, text } of edits.sort((a, b) => b.start - a.start)) out = out.slice(0, start) + text + out.slice(end);
  return out;
}

/**
 * @param {string} file
 * @param {string} source
 * @param {number} at
 * @param {string} message
 */
function compileMessage(file, source, at, message) {
  try {
    return compile(message);
  } catch (error) {
    const line = source.slice(0, at).split('\n').length;
    throw new Error(`${file}:${line}: not an ICU message: ${message}\n${error instanceof Error ? error.message : error}`);
  }
}

/** For rolldown, Vite and vitest alike. */
export const icuMessages = () => ({
  name: 'icu-messages',
  enforce: /** @type {const} */ ('pre'),
  /**
   * @param {string} code
   * @param {string} id
   */
  transform(code, id) {
    const file = id.split('?')[0] ?? id;
    return CATALOGUE.test(file.replaceAll('\\', '/')) ? { code: compileCatalogue(file, code), map: null } : null;
  },
});
