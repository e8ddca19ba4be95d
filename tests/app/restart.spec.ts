/** A start after the first: the list of the last run is there before the engine is. */
import { expect, test } from '@playwright/test';
import type { TestHooks } from '../../electron/main/test-hooks.js';
import { openMockRoom, shownNames } from './harness/mock-app.js';
import type { ShoalApp } from './harness/shoal-app.js';

const COUNT = 10_000;
/** Until the engine is there: far longer than a window takes to open. */
const DELAY_MS = 20_000;

const engineIsThere = (app: ShoalApp): Promise<boolean> =>
  app.electron.evaluate(() => (globalThis as { __shoalTest?: TestHooks }).__shoalTest?.engine != null);

test('the list of the last run is on show, whole and in its order, before the engine is ready, which then takes it over', async () => {
  const room = await openMockRoom({ count: COUNT, frozen: true });
  try {
    const everyRow = () =>
      expect(room.app.page.getByTestId('grid-torrents')).toHaveAttribute('aria-rowcount', String(COUNT + 1), { timeout: 2 * DELAY_MS });
    await everyRow();
    const before = await shownNames(room.app);
    await room.restart([`--mock-delay=${DELAY_MS}`]);
    await everyRow();
    const early = await shownNames(room.app);
    expect(await engineIsThere(room.app)).toBe(false);
    expect(early.length).toBeGreaterThan(0);
    expect(early).toEqual(before);

    await room.app.page.locator('.row').first().click();
    await expect(async () => expect(await engineIsThere(room.app)).toBe(true)).toPass({ timeout: 2 * DELAY_MS });
    await expect(room.app.page.getByTestId('tab-overview')).toBeVisible();
    await everyRow();
    expect(await shownNames(room.app)).toEqual(before);
  } finally {
    await room.close();
  }
});
