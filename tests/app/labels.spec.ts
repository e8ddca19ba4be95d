/** Labels, smart collections and trackers: made, narrowed to, changed, and taken back. */
import { expect, test } from '@playwright/test';
import { answerMenu, type MockRoom, openMockRoom, shownNames, torrentNamed } from './harness/mock-app.js';
import { picture } from './harness/shoal-app.js';

let room: MockRoom;

test.beforeAll(async () => {
  room = await openMockRoom({ count: 24, frozen: true });
  await expect(room.app.page.locator('.row')).not.toHaveCount(0);
});
test.afterAll(() => room.close());

test('a label files torrents, carries limits and a colour, and its undo gives each torrent its own again', async ({}, info) => {
  const { app } = room;
  const { page } = app;
  await page.getByTestId('btn-add-entry').click();
  await page.getByTestId('menu-new-label').click();
  await expect(page.getByTestId('entry-name')).toBeFocused();
  await page.keyboard.type('Linux');
  await expect(page.getByTestId('btn-save-label')).toBeDisabled(); // there is one, but for case
  await page.getByTestId('entry-name').fill('Watch later');
  await page.getByTitle('Violet').click();
  await page.getByTestId('label-down').fill('750');
  await picture(app, info, 'new-label');
  await page.getByTestId('btn-save-label').click();
  await expect(page.getByTestId('label-Watch later')).toBeVisible();
  const { labels } = await app.invoke('settings.get', {});
  expect(labels.find(({ name }) => name === 'Watch later')).toMatchObject({ colour: 'violet', maxDownBps: 750_000 });

  const names = ['Spring (2019)', 'debian-12.7.0-amd64-netinst.iso'];
  await app.row((await torrentNamed(app, 'Spring')).infoHashV1 ?? '').click();
  await app.row((await torrentNamed(app, 'debian')).infoHashV1 ?? '').click({ modifiers: ['Control'] });
  const before = await Promise.all(names.map(async (name) => (await torrentNamed(app, name)).label));
  expect(new Set(before).size).toBe(2);
  await answerMenu(app, { label: 'Watch later' });
  await page.locator('.row[aria-selected="true"]').first().click({ button: 'right' });
  await expect(page.getByTestId('toast-edited')).toContainText('Label of 2 torrents changed.');
  await page.getByTestId('label-Watch later').click();
  await expect(page.getByTestId('grid-torrents')).toHaveAttribute('aria-rowcount', '3');
  expect((await shownNames(app)).sort()).toEqual([...names].sort());
  await picture(app, info, 'narrowed');
  await page.getByTestId('label-linux').click({ modifiers: ['Control'] });
  await expect(page.getByTestId('filter-chip')).toHaveText(['Watch later', 'linux']);
  await page.getByTestId('btn-clear-filters').click();
  await page.locator('.row').first().focus();
  await page.keyboard.press('Control+z');
  await expect.poll(() => Promise.all(names.map(async (name) => (await torrentNamed(app, name)).label))).toEqual(before);

  await answerMenu(app, 'delete');
  await page.getByTestId('label-Watch later').click({ button: 'right' });
  await expect(page.getByTestId('label-Watch later')).toBeHidden();
  await page.getByTestId('toast-filed').getByTestId('btn-undo').click();
  await expect(page.getByTestId('label-Watch later')).toBeVisible();
});

test('what one narrowed the list to becomes a smart collection, which a restart keeps', async ({}, info) => {
  const { page } = room.app;
  await page.keyboard.press('Control+f');
  await page.keyboard.type('is:downloading size>1g');
  const names = await shownNames(room.app);
  expect(names.length).toBeGreaterThan(1);
  await page.getByTestId('btn-add-entry').click();
  await page.getByTestId('menu-new-collection').click();
  await expect(page.getByTestId('collection-query')).toHaveValue('is:downloading size>1g');
  await page.getByTestId('entry-name').fill('Large ones');
  await picture(room.app, info, 'collection');
  await page.getByTestId('btn-save-collection').click();
  await page.keyboard.press('Control+f');
  await page.keyboard.press('Escape');
  await expect(page.locator('.row')).not.toHaveCount(names.length);
  await page.waitForTimeout(500); // preferences are saved a moment later
  await room.restart();
  await room.app.page.getByTestId('collection-Large ones').click();
  await expect.poll(() => shownNames(room.app)).toEqual(names);
  await room.app.page.getByTestId('group-all').click();
});

test('a tracker narrows to its torrents, and a file’s name finds its torrent', async () => {
  const { app } = room;
  const { page } = app;
  const all = await app.rows();
  const host = all.flatMap(({ trackers }) => trackers)[0] ?? '';
  await page.getByTestId(`tracker-${host}`).click();
  const count = all.filter(({ trackers }) => trackers.includes(host)).length;
  await expect(page.getByTestId('grid-torrents')).toHaveAttribute('aria-rowcount', String(count + 1));
  await page.getByTestId('group-all').click();
  await page.keyboard.press('Control+f');
  await page.keyboard.type('butterflies woodwind');
  await expect.poll(async () => (await shownNames(app)).length).toBeGreaterThan(0);
  expect((await shownNames(app)).every((name) => !name.toLowerCase().includes('butterflies'))).toBe(true);
  await page.keyboard.press('Escape');
});
