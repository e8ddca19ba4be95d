import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
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

test('the lock file names the packages of every platform: without them a clean install is refused', () => {
  const file = join(resolve(import.meta.dirname, '../../..'), 'package-lock.json');
  const { packages } = JSON.parse(readFileSync(file, 'utf8')) as {
    packages: Record<string, { optionalDependencies?: Record<string, string> }>;
  };
  const names = new Set(Object.keys(packages).map((place) => place.replace(/^.*node_modules\//, '')));
  const missing = Object.values(packages).flatMap((one) => Object.keys(one.optionalDependencies ?? {}).filter((name) => !names.has(name)));
  expect(missing).toEqual([]);
});
