/** The list under the hand: selecting, arranging columns, menus, removing and renaming, each of them taken back. */
import { expect, type Locator, test } from '@playwright/test';
import { appCommands } from '../../electron/contract/app-commands.js';
import {
  answerMenu,
  lastMenu,
  type MockRoom,
  openMockRoom,
  resizeWindow,
  selectedNames,
  shownNames,
  torrentNamed,
} from './harness/mock-app.js';
import { picture } from './harness/shoal-app.js';

const COUNT = 24;
let room: MockRoom;

test.beforeAll(async () => {
  room = await openMockRoom({ count: COUNT, frozen: true });
});
test.afterAll(() => room.close());
test.beforeEach(async () => {
  await expect(room.app.page.locator('.row')).not.toHaveCount(0);
});

const rowAt = (index: number): Locator => room.app.page.locator('.row').nth(index);
const heads = (): Promise<string[]> =>
  room.app.page
    .locator('.cols > *')
    .evaluateAll((cells) => cells.map((cell) => (cell as HTMLElement).dataset.testid?.replace('head-', '') ?? ''));

test('a click selects and opens nothing; Ctrl+I shows and hides the details', async () => {
  const { page } = room.app;
  const details = page.getByTestId('details');
  await expect(details).toBeVisible();
  await page.keyboard.press('Control+i');
  await expect(details).toBeHidden();
  const names = await shownNames(room.app);
  await rowAt(2).click();
  await rowAt(3).click();
  expect(await selectedNames(room.app)).toEqual([names[3]]);
  await expect(details).toBeHidden();
  await page.keyboard.press('Control+i');
  await expect(details).toBeVisible();
});

test('Shift, Ctrl, a rectangle, Ctrl+A and Space select what they say, and Ctrl+A only what is on show', async () => {
  const { app } = room;
  const { page } = app;
  const names = await shownNames(app);
  await rowAt(1).click();
  await rowAt(4).click({ modifiers: ['Shift'] });
  expect(await selectedNames(app)).toEqual(names.slice(1, 5));
  await rowAt(2).click({ modifiers: ['Control'] });
  expect(await selectedNames(app)).toEqual([names[1], names[3], names[4]]);

  const [from, to] = [await rowAt(5).boundingBox(), await rowAt(8).boundingBox()];
  if (from === null || to === null) throw new Error('rows are not on the screen');
  await page.mouse.move(from.x + 500, from.y + 10);
  await page.mouse.down();
  await page.mouse.move(to.x + 300, to.y + 20, { steps: 8 });
  await expect(page.locator('.marquee')).toBeVisible();
  await page.mouse.up();
  await expect(page.locator('.marquee')).toBeHidden();
  expect(await selectedNames(app)).toEqual(names.slice(5, 9));

  await rowAt(0).click();
  await page.keyboard.press('Control+ArrowDown');
  await page.keyboard.press('Control+ArrowDown');
  await page.keyboard.press(' ');
  expect(await selectedNames(app)).toEqual([names[0], names[2]]);

  await page.keyboard.press('Control+f');
  await page.keyboard.type('is:seeding');
  await expect(page.getByTestId('filter-chip')).toHaveText(['is:seeding']);
  await page.locator('.row').first().click();
  await page.keyboard.press('Control+a');
  const seeding = (await app.rows()).filter(({ status }) => status.kind === 'seeding').length;
  expect(seeding).toBeGreaterThan(2);
  await expect(page.locator('.toolbar .count')).toHaveText(`${seeding} selected`);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await expect(page.locator('.row[aria-selected="true"]')).toHaveCount(0);
});

test('columns are put elsewhere, made wider and hidden, and are so after a restart; so are sort, selection and panes', async ({}, info) => {
  const { page } = room.app;
  const ratio = page.getByTestId('head-ratio');
  const [at, before] = [await ratio.boundingBox(), await page.getByTestId('head-progress').boundingBox()];
  if (at === null || before === null) throw new Error('no such heads');
  await page.mouse.move(at.x + at.width - 8, at.y + 10);
  await page.mouse.down();
  await page.mouse.move(before.x + 4, before.y + 10, { steps: 10 });
  await page.mouse.up();
  expect((await heads()).slice(0, 4)).toEqual(['state', 'name', 'ratio', 'progress']);

  const grip = await page.getByTestId('head-size').locator('.grip').boundingBox();
  if (grip === null) throw new Error('no line to drag');
  await page.mouse.move(grip.x + 4, grip.y + 10);
  await page.mouse.down();
  await page.mouse.move(grip.x - 36, grip.y + 10, { steps: 8 });
  await page.mouse.up();
  await answerMenu(room.app, { id: 'up', on: false });
  await ratio.click({ button: 'right' });
  await expect(page.getByTestId('head-up')).toBeHidden();
  await page.getByTestId('head-size').getByRole('button').click();
  await page
    .getByTestId('head-ratio')
    .getByRole('button')
    .click({ modifiers: ['Shift'] });
  await expect(page.getByTestId('head-size')).toHaveAttribute('aria-sort', 'descending');
  await rowAt(3).click();
  await page.keyboard.press('Control+b');
  await page.keyboard.press('Control+i');
  await expect(page.getByTestId('details')).toBeHidden();
  const [selected] = await selectedNames(room.app);
  const [order, names] = [await heads(), await shownNames(room.app)];
  const width = (await page.getByTestId('head-size').boundingBox())?.width;
  expect(width).toBeGreaterThan(90);
  await picture(room.app, info, 'arranged');

  await room.restart();
  const again = room.app.page;
  await expect(again.locator('.row[aria-selected="true"] .nm')).toHaveText(selected ?? '');
  await expect(again.locator('.side')).toBeHidden();
  await expect(again.getByTestId('details')).toBeHidden();
  expect(await heads()).toEqual(order);
  expect(await shownNames(room.app)).toEqual(names);
  expect((await again.getByTestId('head-size').boundingBox())?.width).toBe(width);

  await answerMenu(room.app, { reset: true });
  await again.getByTestId('head-name').click({ button: 'right' });
  await again.getByTestId('head-name').getByRole('button').click();
  await resizeWindow(room.app, 1400, 760);
  await expect.poll(heads).toEqual(['state', 'name', 'progress', 'size', 'down', 'up', 'eta', 'seeds', 'peers', 'ratio', 'label', 'added']);
  await again.keyboard.press('Control+b');
  await again.keyboard.press('Control+i');
  await resizeWindow(room.app, 1180, 760);
});

test('the menu of the heads lists all 32 columns', async () => {
  await answerMenu(room.app, null);
  await room.app.page.getByTestId('head-name').click({ button: 'right' });
  const menu = await lastMenu(room.app);
  expect(menu.slice(0, 4)).toEqual(['Reset columns', '-', 'State', 'Name']);
  expect(menu.slice(2)).toHaveLength(32);
  expect(new Set(menu.slice(2)).size).toBe(32);
});

test('removing asks nothing, and is undone by its message and by Ctrl+Z after that has gone', async ({}, info) => {
  const { app } = room;
  const { page } = app;
  const before = await torrentNamed(app, 'Big Buck Bunny');
  const names = await shownNames(app);
  const row = app.row(before.infoHashV1 ?? '');
  const restored = async (): Promise<void> => {
    await expect(row).toBeVisible();
    await expect.poll(() => shownNames(app)).toEqual(names); // it waits at the end while the hand is busy
    const { strip: _strip, ...rest } = await torrentNamed(app, 'Big Buck Bunny');
    expect(rest).toMatchObject({ status: before.status, label: before.label, savePath: before.savePath, doneBytes: before.doneBytes });
  };
  await row.click();
  await page.keyboard.press('Delete');
  await expect(row).toBeHidden();
  await expect(page.getByTestId('toast-removed')).toContainText('Big Buck Bunny');
  await picture(app, info, 'removed');
  await page.getByTestId('btn-undo').click();
  await restored();

  await row.click();
  await page.keyboard.press('Delete');
  await expect(row).toBeHidden();
  await page.getByTestId('toast-removed').getByLabel('Dismiss').click();
  await expect(page.getByTestId('toast-removed')).toBeHidden();
  await page.keyboard.press('Control+z');
  await restored();
});

test('the context menu parts removing from removing with data, and the menu bar has every item of it', async () => {
  const { app } = room;
  await answerMenu(app, null);
  await rowAt(1).click({ button: 'right' });
  const menu = await lastMenu(app);
  expect(menu.slice(-4)).toEqual(['-', 'Remove from list', '-', 'Remove and delete data…']);
  const bar = await app.electron.evaluate(({ Menu }) => {
    const labels: string[] = [];
    const walk = (items: readonly Electron.MenuItem[]): void => {
      for (const item of items) {
        labels.push(item.label);
        walk(item.submenu?.items ?? []);
      }
    };
    walk(Menu.getApplicationMenu()?.items ?? []);
    return labels;
  });
  const own = menu.filter((label) => label !== '-' && !label.includes(' > '));
  expect(own.length).toBeGreaterThan(10);
  expect(bar).toEqual(expect.arrayContaining(own));
});

test('F2 renames: Enter keeps it, Esc does not, what cannot be a name is told, and Ctrl+Z takes it back', async ({}, info) => {
  const { app } = room;
  const { page } = app;
  const { infoHashV1, name } = await torrentNamed(app, 'Spring (2019)');
  const row = app.row(infoHashV1 ?? '');
  const shown = row.locator('.nm');
  const field = page.getByTestId('field-rename');
  await row.click();
  await page.keyboard.press('F2');
  await expect(field).toBeFocused();
  await field.fill('Another name');
  await page.keyboard.press('Escape');
  await expect(shown).toHaveText(name);
  await expect(row).toBeFocused();

  await page.keyboard.press('F2');
  await field.fill('   ');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('rename-problem')).toHaveText('A name is needed.');
  await expect(field).toBeFocused();
  await picture(app, info, 'no-name');
  await field.fill('Spring, all of it');
  await page.keyboard.press('Enter');
  await expect(shown).toHaveText('Spring, all of it');
  await expect(row).toBeFocused();
  await page.keyboard.press('Control+z');
  await expect(shown).toHaveText(name);
});

test('the sheet of keys lists what the table has, and nothing else', async ({}, info) => {
  const { page } = room.app;
  await page.keyboard.press('F1');
  const sheet = page.getByTestId('keys-sheet');
  await expect(sheet).toBeVisible();
  const shown = await sheet
    .locator('[data-testid^="key-"]')
    .evaluateAll((lines) => lines.map((line) => (line as HTMLElement).dataset.testid?.slice(4) ?? ''));
  const wanted = appCommands().filter(({ keys }) => keys !== undefined);
  expect(shown.sort()).toEqual(wanted.map(({ id }) => id).sort());
  await picture(room.app, info, 'keys');
  await page.keyboard.press('Escape');
  await expect(sheet).toBeHidden();
});

test('the palette finds commands and torrents by their words', async ({}, info) => {
  const { page } = room.app;
  await rowAt(0).click();
  await page.keyboard.press('Control+k');
  await page.keyboard.type('theme: dark');
  await picture(room.app, info, 'palette');
  await page.keyboard.press('Enter');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await page.keyboard.press('Control+k');
  await page.keyboard.type('theme: like');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Control+k');
  await page.keyboard.type('tears of');
  await expect(page.getByRole('option')).toHaveCount(1);
  await page.keyboard.press('Enter');
  await expect(page.locator('.row[aria-selected="true"] .nm')).toContainText('Tears of Steel');
});
