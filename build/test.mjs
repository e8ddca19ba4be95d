// @ts-check
/**
 * npm test sets the machine up and runs what a developer runs; npm run test:all adds the long suites. Ends with one plain line:
 * `N passed, N failed` and, if any, `, N skipped`. npm run test:package makes the packages and tests only them.
 *
 * node build/test.mjs [--all | --package]
 */
import { ensureBundle } from './bundle.mjs';
import { printFailure, runScript, say, secondsSince } from './console.mjs';
import { ensureSetup } from './setup.mjs';
import { app, architecture, lint, namespaceTests, packaged, runSteps, types, vitest } from './suites/steps.mjs';
import { sentence } from './suites/tally.mjs';

const QUICK_FUZZ = { SHOAL_FUZZ_SECONDS: '1' };
const LONG_FUZZ = { SHOAL_FUZZ_SECONDS: '20' };

/** @returns {readonly import('./suites/steps.mjs').Step[]} */
function quickSteps() {
  return [
    types(),
    lint(),
    architecture(),
    vitest('unit*'),
    vitest('slow'),
    vitest('contracts'),
    vitest('sim'),
    vitest('fuzz', QUICK_FUZZ),
    vitest('interop'),
    app(),
  ];
}

const longSteps = () => [
  vitest('interop-full'),
  namespaceTests(),
  vitest('faults'),
  { ...vitest('fuzz', LONG_FUZZ), name: 'fuzz, longer' },
  packaged(),
];

/** @param {readonly string[]} words of the command line */
function stepsFor(words) {
  if (words.includes('--package')) return [packaged()];
  return words.includes('--all') ? [...quickSteps(), ...longSteps()] : quickSteps();
}

await runScript(async () => {
  const started = performance.now();
  try {
    await ensureSetup(['window', 'virtual-display', 'interop']);
    await ensureBundle();
  } catch (error) {
    printFailure(error);
    say('0 passed, 1 failed');
    return 1;
  }
  const tally = await runSteps(stepsFor(process.argv));
  say(`\nIn ${secondsSince(started)} s:`);
  say(sentence(tally));
  return tally.failed === 0 ? 0 : 1;
});
