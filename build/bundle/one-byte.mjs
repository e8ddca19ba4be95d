// @ts-check
/**
 * Keeps a bundle's text inside Latin-1. V8 holds a source that has one character beyond it with two bytes for every character, all
 * the time that the program runs: a megabyte for nothing, in the main process and again in every worker.
 */

/**
 * Writes such characters as `\uXXXX`: the same in strings, templates and regular expressions, where alone they occur.
 * @param {string} code
 */
export const toOneByte = (code) =>
  code.replace(/[^\x00-\xff]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);

/**
 * After the bundler's own last step, which would write them out again.
 * @returns {import('rolldown').Plugin}
 */
export const oneByte = () => ({
  name: 'one-byte',
  generateBundle(_options, bundle) {
    for (const output of Object.values(bundle)) if (output.type === 'chunk') output.code = toOneByte(output.code);
  },
});
