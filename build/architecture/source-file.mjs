// @ts-check
/** One source file as the rules see it: its imports, the globals it uses and its length, read from its syntax tree. */
import { parseSync, Visitor } from 'rolldown/utils';

/**
 * @typedef {object} Import
 * @property {string} specifier as written
 * @property {readonly string[]} names imported names; `*` for all of them
 * @property {number} line
 *
 * @typedef {object} Use
 * @property {string} name e.g. `Date.now`, `setTimeout`, `.innerHTML =`
 * @property {number} line
 *
 * @typedef {object} SourceFile
 * @property {string} path relative to the project, with `/`
 * @property {number} lineCount
 * @property {readonly Import[]} imports values and types, static and dynamic
 * @property {readonly Use[]} uses of globals and of markup setters
 *
 * @typedef {object} Violation
 * @property {string} path
 * @property {number} line
 * @property {string} rule
 * @property {string} message
 * @property {'error' | 'warning'} [level] default: error
 */

const MARKUP_SETTERS = new Set(['innerHTML', 'outerHTML', 'insertAdjacentHTML', 'dangerouslySetInnerHTML', 'srcdoc']);

/**
 * @param {string} path
 * @param {string} text
 * @returns {SourceFile}
 */
export function readSource(path, text) {
  const { program, errors } = parseSync(path, text);
  if (errors.length > 0) throw new Error(`${path}: ${errors[0]?.message}`);
  const starts = lineStarts(text);
  /** @type {Import[]} */
  const imports = [];
  /** @type {Use[]} */
  const uses = [];
  const lineAt = (/** @type {{ start: number }} */ node) => lineOf(starts, node.start);
  const add = (/** @type {any} */ node, /** @type {any} */ source, /** @type {string[]} */ names) => {
    if (typeof source?.value === 'string') imports.push({ specifier: source.value, names, line: lineAt(node) });
  };
  new Visitor({
    ImportDeclaration: (node) => add(node, node.source, node.specifiers.map(importedName)),
    ExportNamedDeclaration: (node) => add(node, node.source, ['*']),
    ExportAllDeclaration: (node) => add(node, node.source, ['*']),
    ImportExpression: (node) => add(node, node.source, ['*']),
    TSImportType: (node) => add(node, node.source, ['*']),
    CallExpression: (node) => note(node.callee, node),
    NewExpression: (node) => {
      const isClock = node.callee.type === 'Identifier' && node.callee.name === 'Date' && node.arguments.length === 0;
      if (isClock) uses.push({ name: 'new Date()', line: lineAt(node) });
    },
    MemberExpression: (node) => {
      if (!node.computed && node.property.type === 'Identifier' && MARKUP_SETTERS.has(node.property.name)) {
        uses.push({ name: node.property.name, line: lineAt(node) });
      }
    },
    JSXAttribute: (node) => {
      if (node.name.type === 'JSXIdentifier' && MARKUP_SETTERS.has(node.name.name)) {
        uses.push({ name: node.name.name, line: lineAt(node) });
      }
    },
  }).visit(program);
  /** Notes what is called: `name` or `object.name`. */
  function note(/** @type {any} */ callee, /** @type {any} */ node) {
    if (callee.type === 'Identifier') uses.push({ name: callee.name, line: lineAt(node) });
    else if (callee.type === 'MemberExpression' && !callee.computed && callee.object.type === 'Identifier') {
      uses.push({ name: `${callee.object.name}.${callee.property.name}`, line: lineAt(node) });
    }
  }
  return { path, lineCount: starts.length - (text.endsWith('\n') ? 1 : 0), imports, uses };
}

/** @param {any} specifier */
function importedName(specifier) {
  return specifier.type === 'ImportSpecifier' ? (specifier.imported.name ?? specifier.imported.value) : '*';
}

/** @param {string} text */
function lineStarts(text) {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

/** @param {readonly number[]} starts @param {number} offset 1-based line */
function lineOf(starts, offset) {
  let low = 0;
  let high = starts.length;
  while (low + 1 < high) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle;
  }
  return low + 1;
}

/**
 * Where a relative import leads, as a project path without its ending; null for a package or a built-in.
 * @param {string} from path of the importing file
 * @param {string} specifier
 */
export function targetOf(from, specifier) {
  if (!specifier.startsWith('.')) return null;
  const parts = from.split('/').slice(0, -1);
  for (const part of specifier.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.') parts.push(part);
  }
  return parts.join('/').replace(/\.[jt]sx?$/, '');
}
