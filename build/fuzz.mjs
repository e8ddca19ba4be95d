// @ts-check
/**
 * Feeds mutated input to the decoders.
 *
 * npm run fuzz -- [target] [--seconds N] [--seed N]
 */
import { runScript, Stop, say } from './console.mjs';
import { ensureModulesOnly } from './setup.mjs';
import { runSteps, vitest } from './suites/steps.mjs';
import { sentence } from './suites/tally.mjs';

/** @param {readonly string[]} words */
function parse(words) {
  const options = { target: '', seconds: '60', seed: '' };
  for (let i = 0; i < words.length; i++) {
    const word = words[i] ?? '';
    if (word === '--seconds' || word === '--seed') {
      const value = words[++i] ?? '';
      if (!/^-?\d+$/.test(value)) throw new Stop(`${word} wants a whole number`, 'npm run fuzz -- [target] [--seconds N] [--seed N]');
      options[word === '--seconds' ? 'seconds' : 'seed'] = value;
    } else if (word.startsWith('-')) throw new Stop(`unknown option ${word}`, 'npm run fuzz -- [target] [--seconds N] [--seed N]');
    else options.target = word;
  }
  return options;
}

await runScript(async () => {
  const { target, seconds, seed } = parse(process.argv.slice(2));
  await ensureModulesOnly();
  const tally = await runSteps([
    vitest('fuzz', { SHOAL_FUZZ_SECONDS: seconds, SHOAL_FUZZ_TARGET: target, ...(seed ? { SHOAL_FUZZ_SEED: seed } : {}) }),
  ]);
  say(`\n${sentence(tally)}`);
  return tally.failed === 0 ? 0 : 1;
});
