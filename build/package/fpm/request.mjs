// @ts-check
/** What a command line in fpm's words asks for. */

/**
 * @typedef {object} PackageRequest
 * @property {'deb' | 'rpm'} type
 * @property {readonly { from: string, to: string }[]} sources a file or folder, and its place on the installed system
 * @property {(option: string) => string} one the last value of an option, or nothing
 * @property {(option: string) => readonly string[]} all
 */

/** Options without a value. */
const FLAGS = new Set(['--force', '--debug', '--deb-use-file-permissions']);

/** @param {readonly string[]} words @returns {PackageRequest} */
export function parseRequest(words) {
  /** @type {Map<string, string[]>} */
  const options = new Map();
  const sources = [];
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? '';
    if (FLAGS.has(word)) continue;
    if (word.startsWith('-')) options.set(word, [...(options.get(word) ?? []), words[++at] ?? '']);
    else sources.push({ from: word.slice(0, word.lastIndexOf('=')), to: word.slice(word.lastIndexOf('=') + 1) });
  }
  const all = (/** @type {string} */ option) => options.get(option) ?? [];
  const one = (/** @type {string} */ option) => all(option).at(-1) ?? '';
  const type = one('-t');
  if (one('-s') !== 'dir' || (type !== 'deb' && type !== 'rpm')) throw new Error('only `-s dir -t deb` and `-s dir -t rpm` are understood');
  return { type, sources, one, all };
}

/** A description's first line and the rest. @param {PackageRequest} request */
export function descriptionOf(request) {
  const [summary = '', ...rest] = request
    .one('--description')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  return { summary, rest };
}
