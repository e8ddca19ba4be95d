import { expect, test } from 'vitest';
import { isInstalled } from '../../../build/setup/node-modules.mjs';
import { missingPackages } from '../../../build/setup/system-packages.mjs';

const locked = { '': {}, 'node_modules/a': { version: '1.0.0' }, 'node_modules/b': { version: '2.0.0', optional: true } };

test('nothing is installed again while the lock file and the installed modules agree', () => {
  expect(isInstalled(locked, { 'node_modules/a': { version: '1.0.0' } })).toBe(true);
  expect(isInstalled(locked, { 'node_modules/a': { version: '1.0.0' }, 'node_modules/b': { version: '2.0.0' } })).toBe(true);
});

test('modules are installed when they are absent, other, fewer or more than locked', () => {
  expect(isInstalled(locked, null)).toBe(false);
  expect(isInstalled(locked, { 'node_modules/a': { version: '1.0.1' } })).toBe(false);
  expect(isInstalled(locked, {})).toBe(false);
  expect(isInstalled(locked, { 'node_modules/a': { version: '1.0.0' }, 'node_modules/c': { version: '1.0.0' } })).toBe(false);
});

test('a system package is asked for by the name that this release knows', () => {
  const needs = [['libgtk-3-0t64', 'libgtk-3-0'], ['xvfb']];
  const known = (names: readonly string[]) => (name: string) => names.includes(name);
  expect(missingPackages(needs, new Set(), known(['libgtk-3-0', 'xvfb']))).toEqual(['libgtk-3-0', 'xvfb']);
  expect(missingPackages(needs, new Set(), known(['libgtk-3-0t64', 'libgtk-3-0', 'xvfb']))).toEqual(['libgtk-3-0t64', 'xvfb']);
  expect(missingPackages(needs, new Set(['libgtk-3-0', 'xvfb']), known([]))).toEqual([]);
});
