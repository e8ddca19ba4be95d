/** The app in another language: in the page and in the system's menus, changed while it runs, and kept. */
import { expect, test } from '@playwright/test';
import { launchShoal, picture, type ShoalApp } from './harness/shoal-app.js';
import { makeRoom } from './harness/stage.js';

const menuLabels = (app: ShoalApp): Promise<string[]> =>
  app.electron.evaluate(({ Menu }) => (Menu.getApplicationMenu()?.items ?? []).map((item) => item.label.replace('&', '')));

test('a language chosen for one run is spoken by the page and by the menus', async ({}, info) => {
  const room = makeRoom();
  const app = await launchShoal({ profile: room.own('profile'), saveTo: room.own('downloads'), args: ['--language=de'] });
  try {
    await expect(app.page.getByTestId('btn-paste')).toContainText('Link einfügen');
    expect(await menuLabels(app)).toEqual(expect.arrayContaining(['Datei', 'Bearbeiten', 'Ansicht']));
    expect(await app.page.evaluate(() => document.documentElement.lang)).toBe('de');
    expect(await app.invoke('preferences.get', {})).toMatchObject({ language: 'system' });
    await picture(app, info, 'german');
  } finally {
    await app.quit();
    room.dispose();
  }
});

test('another language is spoken at once, without a reload, and after a restart', async ({}, info) => {
  const room = makeRoom();
  const choices = { profile: room.own('profile'), saveTo: room.own('downloads') };
  let app = await launchShoal(choices);
  try {
    await app.page.evaluate(() => Object.assign(window, { sameDocument: true }));
    await app.invoke('preferences.set', { changes: { language: 'ar' } });
    await expect(app.page.getByTestId('btn-paste')).toContainText('لصق رابط');
    expect(await app.page.evaluate(() => [document.documentElement.dir, 'sameDocument' in window])).toEqual(['rtl', true]);
    await expect.poll(() => menuLabels(app)).toEqual(expect.arrayContaining(['ملف', 'تحرير', 'عرض']));
    await picture(app, info, 'arabic');
  } finally {
    await app.quit();
  }
  app = await launchShoal(choices);
  try {
    await expect(app.page.getByTestId('btn-paste')).toContainText('لصق رابط');
    expect(await app.page.evaluate(() => document.documentElement.dir)).toBe('rtl');
  } finally {
    await app.quit();
    room.dispose();
  }
});
