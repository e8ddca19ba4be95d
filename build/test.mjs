// @ts-check
/**
 * npm test sets the machine up and runs what a developer runs; npm run test:all adds the long suites. Ends with one plain line:
 * `N passed, N failed` and, if any, `, N skipped`.
 *
 * node build/test.mjs [--all]
 */
import { ensureBundle } from './bundle.mjs';
import { printFailure, runScript, say, secondsSince } from './console.mjs';
import { ensureSetup } from './setup.mjs';
import { app, architecture, lint, namespaceTests, runSteps, types, vitest } from './suites/steps.mjs';
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
];

await runScript(async () => {
  const started = performance.now();
  const all = process.argv.includes('--all');
  try {
    await ensureSetup(['window', 'virtual-display', 'interop']);
    await ensureBundle();
  } catch (error) {
    printFailure(error);
    say('0 passed, 1 failed');
    return 1;
  }
  const tally = await runSteps(all ? [...quickSteps(), ...longSteps()] : quickSteps());
  say(`\nIn ${secondsSince(started)} s:`);
  say(sentence(tally));
  return tally.failed === 0 ? 0 : 1;
});
