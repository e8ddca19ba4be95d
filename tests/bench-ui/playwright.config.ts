import { defineConfig } from '@playwright/test';

/** The window's benchmark: `npm run bench:ui` starts it on a virtual display. */
export default defineConfig({
  testDir: '.',
  testMatch: '*.bench.ts',
  outputDir: '../../test-results/bench-ui',
  workers: 1,
  forbidOnly: true,
  timeout: 300_000,
  reporter: [['list']],
});
