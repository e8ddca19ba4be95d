import { defineConfig } from '@playwright/test';

/** The packaged app: what was made by `npm run package -- deb AppImage`, one test after another. `npm run test:package` starts them. */
export default defineConfig({
  testDir: '.',
  testMatch: '*.spec.ts',
  outputDir: '../../test-results/package',
  workers: 1,
  fullyParallel: false,
  forbidOnly: Boolean(process.env.CI),
  timeout: 180_000,
  expect: { timeout: 15_000 },
  reporter: [['list'], ['json', { outputFile: '../../test-results/package.json' }]],
});
