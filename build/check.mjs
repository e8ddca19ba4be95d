// @ts-check
/** npm run check: types, lint, architecture and the quick unit tests; well under a minute, and half of that when little has changed. */
import { runScript, say } from './console.mjs';
import { ensureModulesOnly } from './setup.mjs';
import { architecture, lint, runSteps, types, vitest } from './suites/steps.mjs';
import { sentence } from './suites/tally.mjs';

await runScript(async () => {
  await ensureModulesOnly();
  const tally = await runSteps([types(), lint(), architecture(), vitest('unit*')]);
  say(`\n${sentence(tally)}`);
  return tally.failed === 0 ? 0 : 1;
});
