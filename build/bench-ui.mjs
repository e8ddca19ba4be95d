// @ts-check
/**
 * npm run bench:ui: measures the real window over ten thousand made-up torrents and fails when a target is missed. Figures go
 * to out/bench/window.json, with what machine they are from.
 */
import path from 'node:path';
import { ensureBundle } from './bundle.mjs';
import { runScript } from './console.mjs';
import { root } from './run-command.mjs';
import { ensureSetup } from './setup.mjs';
import { runOnDisplay } from './suites/on-display.mjs';

await runScript(async () => {
  await ensureSetup(['window', 'virtual-display']);
  await ensureBundle();
  const config = path.join(root, 'tests/bench-ui/playwright.config.ts');
  return runOnDisplay([path.join(root, 'node_modules/@playwright/test/cli.js'), 'test', '--config', config]);
});
