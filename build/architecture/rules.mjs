// @ts-check
/** The rules that Biome has none for. Each takes the files and gives what it found; none knows the others. */
import { allowedPackages, allowedPlaces } from './import-table.mjs';
import { targetOf } from './source-file.mjs';

/**
 * @typedef {import('./source-file.mjs').SourceFile} SourceFile
 * @typedef {import('./source-file.mjs').Violation} Violation
 * @typedef {(file: SourceFile) => Violation[]} Rule
 */

export const WARN_LINES = 250;
export const MAX_LINES = 400;

const isTest = (/** @type {string} */ path) => path.startsWith('tests/');
const isTool = (/** @type {string} */ path) =>
  path.startsWith('build/') || !path.includes('/') || /^renderer\/[^/]*\.config\.ts$/.test(path);
const isIo = (/** @type {string} */ path) => /\.io(\.ts)?$/.test(path);

/** Imports follow the table. @type {Rule} */
export function importTable(file) {
  if (isTest(file.path) || isTool(file.path)) return [];
  const places = allowedPlaces(file.path);
  const packages = allowedPackages(file.path);
  /** @type {Violation[]} */
  const found = [];
  for (const { specifier, line } of file.imports) {
    const target = targetOf(file.path, specifier);
    if (target !== null) {
      if (places && !places.some((place) => target === place || target.startsWith(`${place}/`))) {
        found.push({
          path: file.path,
          line,
          rule: 'import-table',
          message: `may not import ${target}; it may import ${places.join(', ')}`,
        });
      }
    } else if (
      packages &&
      !specifier.startsWith('node:') &&
      !packages.includes(
        specifier
          .split('/')
          .slice(0, specifier.startsWith('@') ? 2 : 1)
          .join('/'),
      )
    ) {
      found.push({ path: file.path, line, rule: 'import-table', message: `may not import the package ${specifier}` });
    }
  }
  return found;
}

const EFFECT_MODULES = new Set(
  'child_process cluster dgram dns fs http http2 https inspector module net os perf_hooks process readline repl timers tls tty v8 vm worker_threads'.split(
    ' ',
  ),
);
const EFFECT_GLOBALS = new Set([
  'Date.now',
  'Date',
  'new Date()',
  'Math.random',
  'performance.now',
  'setTimeout',
  'setInterval',
  'setImmediate',
  'clearTimeout',
  'clearInterval',
  'clearImmediate',
  'fetch',
  'process.nextTick',
  'process.hrtime',
  'crypto.randomBytes',
  'crypto.randomUUID',
  'crypto.getRandomValues',
]);
const RANDOM_IMPORTS = new Set(['randomBytes', 'randomFill', 'randomFillSync', 'randomInt', 'randomUUID', 'getRandomValues', 'webcrypto']);

/** Only `*.io.ts` of the engine touches the outside world, and only it imports another one; the door may import the wiring. @type {Rule} */
export function effects(file) {
  if (!file.path.startsWith('engine/') || isIo(file.path)) return [];
  /** @type {Violation[]} */
  const found = [];
  const report = (/** @type {number} */ line, /** @type {string} */ message) =>
    found.push({ path: file.path, line, rule: 'effects', message });
  for (const { specifier, names, line } of file.imports) {
    const target = targetOf(file.path, specifier);
    if (target !== null && isIo(target) && file.path !== 'engine/index.ts') report(line, `only *.io.ts may import ${target}`);
    const builtin = /^node:([^/]+)/.exec(specifier)?.[1];
    if (builtin && EFFECT_MODULES.has(builtin)) report(line, `only *.io.ts may import ${specifier}`);
    const random = builtin === 'crypto' ? names.filter((name) => RANDOM_IMPORTS.has(name)) : [];
    if (random.length > 0) report(line, `only *.io.ts may import ${random.join(', ')}: randomness is an argument`);
  }
  for (const { name, line } of file.uses) {
    if (EFFECT_GLOBALS.has(name) || name.startsWith('console.')) report(line, `only *.io.ts may use ${name}`);
  }
  return found;
}

/** A file that grows past the budget is two files. @type {Rule} */
export function fileBudget(file) {
  if (file.lineCount <= WARN_LINES) return [];
  const level = file.lineCount > MAX_LINES ? 'error' : 'warning';
  const message = `${file.lineCount} lines; ${level === 'error' ? `never over ${MAX_LINES}` : `past ${WARN_LINES} it asks for a split`}`;
  return [{ path: file.path, line: 1, rule: 'file-budget', message, level }];
}

const VAGUE = /(^|[-.])(helpers?|utils?|utilit(y|ies)|managers?|common|misc)([-.]|$)/;

/** Files are named after what they hold. @type {Rule} */
export function fileNames(file) {
  const vague = file.path.split('/').find((part) => VAGUE.test(part));
  return vague ? [{ path: file.path, line: 1, rule: 'file-names', message: `"${vague}" does not say what is in it` }] : [];
}

/** Text from the network never becomes markup. @type {Rule} */
export function noMarkup(file) {
  if (isTest(file.path) || isTool(file.path)) return [];
  const setters = new Set(['innerHTML', 'outerHTML', 'insertAdjacentHTML', 'dangerouslySetInnerHTML', 'srcdoc', 'document.write']);
  return file.uses
    .filter(({ name }) => setters.has(name))
    .map(({ name, line }) => ({ path: file.path, line, rule: 'no-markup', message: `${name} turns text into markup; use text nodes` }));
}

/** @type {readonly Rule[]} */
export const RULES = [importTable, effects, fileBudget, fileNames, noMarkup];
