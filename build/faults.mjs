// @ts-check
/**
 * Shoal among faults: killed at random, its saved state damaged, its disk full, its peers hostile. Prints what each cost.
 *
 * npm run faults -- [name of a suite] [--kills N]
 *
 * 150 kills unless told otherwise; as a part of test:all there are fewer.
 */
import { ensureBundle } from './bundle.mjs';
import { runScript, Stop, say } from './console.mjs';
import { ensureSetup } from './setup.mjs';
import { runSteps, vitest } from './suites/steps.mjs';
import { sentence } from './suites/tally.mjs';

const USAGE = 'npm run faults -- [name of a suite] [--kills N]';

/** @param {readonly string[]} words */
function parse(words) {
  const options = { suite: '', kills: '150' };
  for (let i = 0; i < words.length; i++) {
    const word = words[i] ?? '';
    if (word === '--kills') {
      options.kills = words[++i] ?? '';
      if (!/^[1-9]\d*$/.test(options.kills)) throw new Stop('--kills wants a whole number', USAGE);
    } else if (word.startsWith('-')) throw new Stop(`unknown option ${word}`, USAGE);
    else options.suite = word;
  }
  return options;
}

await runScript(async () => {
  const { kills, suite } = parse(process.argv.slice(2));
  await ensureSetup(['interop']);
  await ensureBundle();
  const tally = await runSteps([vitest('faults', { SHOAL_FAULT_KILLS: kills }, suite === '' ? [] : [suite])]);
  say(`\n${sentence(tally)}`);
  return tally.failed === 0 ? 0 : 1;
});
