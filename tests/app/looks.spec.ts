/** How the window looks and what assistive technology finds in it: themes, densities, the small window, roles and names. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, test } from '@playwright/test';
import type { AxeResults } from 'axe-core';
import { type MockRoom, openMockRoom } from './harness/mock-app.js';
import { picture } from './harness/shoal-app.js';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
let room: MockRoom;

test.beforeAll(async () => {
  room = await openMockRoom({ count: 24, frozen: true });
  await expect(room.app.page.locator('.row')).not.toHaveCount(0);
});
test.afterAll(() => room.close());

const themes = ['light', 'dark'] as const;
const setTheme = async (theme: 'system' | 'light' | 'dark'): Promise<void> => {
  const { page } = room.app;
  await page.keyboard.press('Control+k');
  await page.keyboard.type(`theme: ${theme === 'system' ? 'like' : theme}`);
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('palette')).toBeHidden();
};

/** What axe finds to be serious or critical in what is on show. */
async function faults(): Promise<readonly string[]> {
  const { page } = room.app;
  await page.evaluate(AXE); // as a debugger does it: the page's own policy refuses foreign scripts
  const found = await page.evaluate(async () => {
    const { axe } = window as unknown as { axe: { run(options: object): Promise<AxeResults> } };
    return axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] });
  });
  return found.violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html, failureSummary }) => `${html} ${failureSummary}`).join(' | ')}`);
}

for (const theme of themes) {
  test(`nothing serious is in the way of assistive technology (${theme})`, async ({}, info) => {
    const { page } = room.app;
    await setTheme(theme);
    await page.locator('.row').nth(2).click();
    expect(await faults(), 'main window').toEqual([]);
    await picture(room.app, info, `main-${theme}`);
    for (const [keys, id] of [
      ['Control+k', 'palette'],
      ['F1', 'keys-sheet'],
      ['Control+l', 'limits'],
    ] as const) {
      await page.keyboard.press(keys);
      await expect(page.getByTestId(id)).toBeVisible();
      await page.waitForTimeout(250); // it fades in: half-seen text has too little contrast
      expect(await faults(), id).toEqual([]);
      await picture(room.app, info, `${id}-${theme}`);
      await page.keyboard.press('Escape');
      await expect(page.getByTestId(id)).toBeHidden();
    }
    await page.getByTestId('btn-add-entry').click();
    await page.getByTestId('menu-new-label').click();
    await expect(page.getByTestId('label-dialog')).toBeVisible();
    await page.waitForTimeout(250);
    expect(await faults(), 'label').toEqual([]);
    await picture(room.app, info, `label-${theme}`);
    await page.keyboard.press('Escape');
  });
}

test('each row on the screen has a name with its torrent and its state', async () => {
  const { page } = room.app;
  const session = await page.context().newCDPSession(page);
  const { nodes } = await session.send('Accessibility.getFullAXTree');
  const names = nodes.filter(({ ignored, role }) => !ignored && role?.value === 'row').map(({ name }) => String(name?.value ?? ''));
  const torrents = await room.app.rows();
  const rows = names.filter((name) => torrents.some((torrent) => name.includes(torrent.name)));
  expect(rows.length).toBeGreaterThan(10);
  const states =
    /Downloading|Seeding|Finished|Paused|Queued|Checking|Fetching details|Waiting for peers|Moving|Needs attention|Ready to add|Waiting to check/;
  for (const name of rows) expect(name).toMatch(states);
});

test('theme and density change at once, without a reload', async () => {
  const { page } = room.app;
  await page.evaluate(() => Object.assign(window, { sameDocument: true }));
  const ground = (): Promise<string> => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  await setTheme('light');
  const light = await ground();
  await setTheme('dark');
  await expect.poll(ground).not.toBe(light);
  await setTheme('system');
  await expect(page.locator('html')).not.toHaveAttribute('data-theme');
  for (const [density, height] of [
    ['compact', 26],
    ['comfy', 52],
    ['default', 34],
  ] as const) {
    await page.getByTestId('btn-menu').click();
    await page.getByTestId(`menu-density-${density}`).click();
    await page.keyboard.press('Escape');
    const tops = await page.locator('.row').evaluateAll((rows) => rows.slice(0, 2).map((row) => row.getBoundingClientRect()));
    expect(tops[0]?.height).toBe(height);
    expect((tops[1]?.top ?? 0) - (tops[0]?.top ?? 0)).toBe(height);
  }
  expect(await page.evaluate(() => 'sameDocument' in window)).toBe(true);
});

test('the small window is small, and going back gives the window its place again', async ({}, info) => {
  const { app } = room;
  const bounds = () => app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBounds());
  const before = await bounds();
  await app.page.keyboard.press('Control+Shift+M');
  await expect(app.page.getByTestId('win-mini')).toBeVisible();
  await expect.poll(bounds).toMatchObject({ width: 360, height: 132 });
  await expect(app.page.getByTestId('mini-down')).toContainText('MB/s');
  await expect(app.page.getByTestId('mini-next')).toBeVisible();
  await picture(app, info, 'mini');
  expect(await faults()).toEqual([]);
  await app.page.getByTestId('btn-restore').click();
  await expect(app.page.getByTestId('grid-torrents')).toBeVisible();
  await expect.poll(bounds).toEqual(before);
});

test('a name that would run backwards shows the mark that does it, and is kept as it is', async ({}, info) => {
  const { app } = room;
  const [torrent] = (await app.rows()).filter(({ name }) => name.includes('Sprite Fright'));
  const tricky = 'holiday \u202Egpj.exe';
  await app.invoke('torrents.rename', { id: torrent?.id as never, name: tricky });
  const name = app.row(torrent?.infoHashV1 ?? '').locator('bdi.nm');
  await expect(name).toHaveText('holiday ‹RLO›gpj.exe');
  await expect(name).toHaveAttribute('dir', 'auto');
  expect((await app.rows()).find(({ id }) => id === torrent?.id)?.name).toBe(tricky);
  await picture(app, info, 'marked');
  await app.invoke('torrents.rename', { id: torrent?.id as never, name: null });
});
