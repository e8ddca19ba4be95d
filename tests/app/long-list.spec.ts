/** A torrent of 300,000 files in the real app: looked at, chosen from and added, with only the rows in view in the page. */
import { chmodSync, writeFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { listedPath, longList } from '../support/long-list.js';
import { launchShoal } from './harness/shoal-app.js';
import { makeRoom } from './harness/stage.js';

const COUNT = 300_000;
/** Rows in the page at most: those in view and some around them. */
const FEW = 100;

test('300,000 files are chosen from and added by the rows in view', async () => {
  const room = makeRoom();
  const list = longList(COUNT);
  const torrent = room.path('list.torrent');
  writeFileSync(torrent, list.file);
  chmodSync(torrent, 0o644);
  const app = await launchShoal({ profile: room.own('profile'), saveTo: room.own('downloads'), args: [torrent] });
  try {
    const { page } = app;
    const rows = page.getByTestId('add-file');
    await expect(page.getByTestId('dialog-add')).toBeVisible({ timeout: 60_000 });
    await expect(page.getByTestId('add-summary')).toContainText('300');
    await expect(rows.first()).toBeVisible();
    expect(await rows.count()).toBeLessThan(FEW);
    await page.getByTestId('btn-add-none').click();
    await expect(page.getByTestId('btn-add-confirm')).toBeDisabled();
    await page.locator('.tree .scroll').evaluate((scroller) => scroller.scrollTo(0, scroller.scrollHeight));
    const last = page.getByTitle(listedPath(COUNT - 1), { exact: false });
    await expect(last).toBeVisible();
    expect(await rows.count()).toBeLessThan(FEW);
    await rows.last().getByRole('checkbox').check();
    await page.getByTestId('btn-add-confirm').click();
    await expect(app.row(list.infoHash)).toBeVisible({ timeout: 60_000 });
    const [row] = await app.rows();
    expect(row).toMatchObject({ wantedBytes: 1300, sizeBytes: COUNT * 1300 });
  } finally {
    await app.quit();
    room.dispose();
  }
});
