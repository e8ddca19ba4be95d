/** Two downloads where one may run: the reason in words, and the menu that lets the second one run all the same. */
import { mkdirSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import type { TestHooks } from '../../electron/main/test-hooks.js';
import { writePayload } from '../support/payload.js';
import { createTorrent } from './harness/seeded-swarm.js';
import { launchShoal, picture, type ShoalApp } from './harness/shoal-app.js';
import { makeRoom } from './harness/stage.js';

/** Answers the next context menu of the app with this item, and opens it on the row. */
async function choose(app: ShoalApp, infoHash: string, label: string): Promise<readonly string[]> {
  await app.electron.evaluate((_electron, wanted) => {
    const hooks = (globalThis as { __shoalTest?: TestHooks }).__shoalTest;
    if (hooks) hooks.nextMenuChoice = wanted;
  }, label);
  await app.row(infoHash).click({ button: 'right' });
  return app.electron.evaluate(() => (globalThis as { __shoalTest?: TestHooks }).__shoalTest?.lastMenu ?? []);
}

test('a queued download says so, and is forced and moved by its menu', async ({}, info) => {
  const room = makeRoom();
  const hashes: string[] = [];
  for (const name of ['first reef', 'second reef']) {
    mkdirSync(room.path(name), { recursive: true });
    const payload = writePayload(room.path(name), { [`${name}.bin`]: 300_000 });
    hashes.push(await createTorrent(payload, room.path(`${name}.torrent`), []));
  }
  const [first = '', second = ''] = hashes;
  const torrents = ['first reef', 'second reef'].map((name) => room.path(`${name}.torrent`));
  const app = await launchShoal({ profile: room.own('profile'), saveTo: room.own('downloads'), args: torrents });
  try {
    const { page } = app;
    await app.invoke('settings.set', { changes: { maxActiveDownloads: 1 } });
    await expect(page.getByTestId('btn-add-confirm')).toHaveText('Add 2 torrents');
    await page.getByTestId('btn-add-confirm').click();
    await expect(app.row(first).getByTestId('cell-eta')).toHaveText('Waiting for peers');
    await expect(app.row(second).getByTestId('cell-eta')).toHaveText('Queued, 1st');
    await app.row(second).click();
    await expect(page.getByTestId('why')).toHaveText('It is the next to start.');
    await picture(app, info, 'queued');

    const labels = await choose(app, second, 'Force start');
    expect(labels).toEqual(
      expect.arrayContaining([
        'Queue > First in the queue',
        'Queue > Last in the queue',
        'Download in order',
        'First and last pieces first',
      ]),
    );
    await expect(app.row(second).getByTestId('cell-eta')).toHaveText('Waiting for peers');
    await expect(page.getByTestId('details')).toContainText('Waiting for peers, forced');
    await expect(app.row(first).getByTestId('cell-eta')).toHaveText('Waiting for peers');
    await picture(app, info, 'forced');

    await choose(app, second, 'Force start');
    await expect(app.row(second).getByTestId('cell-eta')).toHaveText('Queued, 1st');
    await choose(app, second, 'First in the queue');
    await expect(app.row(first).getByTestId('cell-eta')).toHaveText('Queued, 1st');
    await choose(app, second, 'Download in order');
    await expect.poll(async () => (await app.rows()).find((row) => row.infoHashV1 === second)?.sequential).toBe(true);
  } finally {
    await app.quit();
    room.dispose();
  }
});
