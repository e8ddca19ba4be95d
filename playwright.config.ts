import { defineConfig } from '@playwright/test';

/** The app's tests: the real Electron, one at a time. `npm test` starts them on a virtual display. */
export default defineConfig({
  testDir: 'tests/app',
  testMatch: '**/*.spec.ts',
  outputDir: 'test-results/app',
  workers: 1,
  fullyParallel: false,
  forbidOnly: Boolean(process.env.CI),
  timeout: 180_000,
  expect: { timeout: 15_000 },
  reporter: [['list'], ['json', { outputFile: 'test-results/app.json' }]],
});
