/** Ten thousand torrents with live traffic: what is in the page, what crosses to it, and that nothing jumps or goes blank. */
import { expect, test } from '@playwright/test';
import type { TestHooks } from '../../electron/main/test-hooks.js';
import { answerMenu, type MockRoom, openMockRoom, selectedNames, shownNames } from './harness/mock-app.js';

const COUNT = 10_000;
/** Rows in the page at most. */
const FEW = 80;
let room: MockRoom;

test.beforeAll(async () => {
  room = await openMockRoom({ count: COUNT });
  await expect(room.app.page.getByTestId('grid-torrents')).toHaveAttribute('aria-rowcount', String(COUNT + 1), { timeout: 60_000 });
});
test.afterAll(() => room.close());

interface Crossed {
  readonly messages: number;
  readonly largestBytes: number;
}
const resetCounters = (): Promise<void> =>
  room.app.electron.evaluate(() => (globalThis as { __shoalTest?: TestHooks }).__shoalTest?.ipc.reset());
const counters = (): Promise<Crossed> =>
  room.app.electron.evaluate(() => {
    const ipc = (globalThis as { __shoalTest?: TestHooks }).__shoalTest?.ipc;
    return { messages: ipc?.messages ?? 0, largestBytes: ipc?.largestBytes ?? 0 };
  });

test('only a handful of rows is in the page, wherever one has scrolled to, and no scroll shows a blank band', async () => {
  const { page } = room.app;
  const seen = await page.evaluate(async () => {
    const scroller = document.querySelector('.list .scroll') as HTMLElement;
    const box = scroller.getBoundingClientRect();
    const frame = (): Promise<void> => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done())));
    let most = 0;
    let blank = 0;
    for (let step = 1; step <= 60; step++) {
      // a fling: further with each step, and back
      scroller.scrollTop += step < 45 ? step * 120 : -9000;
      await frame();
      most = Math.max(most, document.querySelectorAll('.row').length);
      for (let y = box.top + 44; y < box.bottom - 8; y += 34) {
        if (document.elementFromPoint(box.left + 300, y)?.closest('.row') == null) blank++;
      }
    }
    scroller.scrollTop = 0;
    return { most, blank };
  });
  expect(seen.most).toBeLessThanOrEqual(FEW);
  expect(seen.most).toBeGreaterThan(10);
  expect(seen.blank).toBe(0);
});

test('at most four messages a second cross to the page, none over 64 kB, and none while the window is hidden', async () => {
  const SECONDS = 6;
  const { app } = room;
  await app.page.waitForTimeout(1000);
  await resetCounters();
  await app.page.waitForTimeout(SECONDS * 1000);
  const open = await counters();
  expect(open.messages).toBeGreaterThan(SECONDS);
  expect(open.messages).toBeLessThanOrEqual(SECONDS * 4 + 2);
  expect(open.largestBytes).toBeLessThanOrEqual(64 * 1024);

  await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide());
  await app.page.waitForTimeout(1000);
  await resetCounters();
  await app.page.waitForTimeout(2000);
  expect((await counters()).messages).toBe(0);
  const hash = await app.electron.evaluate(async () => {
    const { mock } = (globalThis as { __shoalTest?: TestHooks }).__shoalTest ?? {};
    const first = mock?.rows()[0];
    if (first !== undefined) await mock?.execute('torrents.rename', { id: first.id, name: '000 renamed while hidden' });
    return first?.infoHashV1 ?? '';
  });
  await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.show());
  await expect(app.row(hash).locator('.nm')).toHaveText('000 renamed while hidden');
});

test('the filter tells how many it leaves, once', async () => {
  const { page } = room.app;
  await page.evaluate(() => {
    const said: string[] = [];
    Object.assign(window, { said });
    const region = document.querySelector('[data-testid="live-polite"]') as HTMLElement;
    new MutationObserver(() => /result/.test(region.textContent ?? '') && said.push(region.textContent ?? '')).observe(region, {
      childList: true,
      characterData: true,
      subtree: true,
    });
  });
  const names = await room.app.electron.evaluate(() => {
    const rows = (globalThis as { __shoalTest?: TestHooks }).__shoalTest?.mock?.rows() ?? [];
    return rows.filter(({ name }) => name.includes('debian')).length;
  });
  await page.keyboard.press('Control+f');
  await page.keyboard.type('debian', { delay: 40 });
  await expect(page.getByTestId('grid-torrents')).toHaveAttribute('aria-rowcount', String(names + 1));
  const said = (): Promise<string[]> => page.evaluate(() => (window as unknown as { said: string[] }).said);
  await expect.poll(said).toEqual([`${new Intl.NumberFormat('en').format(names)} results`]);
  await page.keyboard.press('Escape');
});

test('a focused row stays the tab stop however far one scrolls, and the next key goes on from it', async () => {
  const { page } = room.app;
  const first = page.locator('.row[aria-rowindex="2"]');
  await first.click();
  await expect(first).toBeFocused();
  await page.locator('.list .scroll').evaluate((scroller) => scroller.scrollTo(0, 5000 * 34));
  await expect(page.locator('.row[aria-rowindex="5002"]')).toBeVisible();
  await expect(page.locator('.row[tabindex="0"]')).toHaveCount(1);
  await page.keyboard.press('ArrowDown');
  await expect(page.locator('.row[aria-rowindex="3"]')).toBeFocused();
  await expect(page.locator('.row[aria-rowindex="3"]')).toBeInViewport();
});

test('while a menu is open no row moves, and what is selected stays so', async () => {
  const { app } = room;
  const { page } = app;
  await page.getByTestId('head-down').getByRole('button').click();
  await page.locator('.list .scroll').evaluate((scroller) => scroller.scrollTo(0, 0));
  await expect(page.locator('.row').first().getByTestId('cell-down')).toContainText('MB/s');
  await page.locator('.row').nth(1).click();
  await page
    .locator('.row')
    .nth(3)
    .click({ modifiers: ['Shift'] });
  const selected = await selectedNames(app);
  await app.electron.evaluate(() => {
    const global = globalThis as { __shoalTest?: TestHooks; closeMenu?: (answer: null) => void };
    const open = new Promise<null>((resolve) => {
      global.closeMenu = resolve;
    });
    if (global.__shoalTest) global.__shoalTest.nextMenuChoice = open;
  });
  await page.locator('.row').nth(2).click({ button: 'right' });
  const names = await shownNames(app);
  await page.waitForTimeout(4500); // two rounds of sorting
  expect(await shownNames(app)).toEqual(names);
  expect(await selectedNames(app)).toEqual(selected);
  await app.electron.evaluate(() => (globalThis as { closeMenu?: (answer: null) => void }).closeMenu?.(null));
  await expect.poll(() => shownNames(app), { timeout: 30_000 }).not.toEqual(names);
  // Sorted afresh, some of them may be far away, where no row is drawn.
  await expect(page.getByText('3 selected').first()).toBeVisible();
  expect(selected).toEqual(expect.arrayContaining(await selectedNames(app)));
  await answerMenu(app, undefined);
});
