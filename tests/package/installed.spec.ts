/** The packages at work on a fresh profile: found by the system, given links and files, downloading, and ending with everything saved. */
import { execFileSync } from 'node:child_process';
import { expect, type Page, test } from '@playwright/test';
import { type Swarm, startSwarm } from '../app/harness/seeded-swarm.js';
import { makeRoom, type Room } from '../app/harness/stage.js';
import { lacks, transmissionPart } from '../support/parts.js';
import { payloadDifferences } from '../support/payload.js';
import { until } from '../support/waiting.js';
import { copyAppImage, installDeb, mayInstall } from './harness/installed.js';
import { asDesktopUser, desktopEnv, launchPackaged, type PackagedApp } from './harness/packaged-app.js';

test.skip(lacks(transmissionPart), 'transmission-daemon is not here');

const PLAN = { 'Tide tables/2026.pdf': 3_000_001, 'Tide tables/notes.txt': 777 };

let room: Room;
let swarm: Swarm;
const open: PackagedApp[] = [];

test.beforeEach(async () => {
  room = makeRoom();
  swarm = await startSwarm(room, PLAN, 32_768);
});
test.afterEach(async () => {
  for (const app of open.splice(0)) await app.quit().catch(() => undefined);
  await swarm?.stop();
  room.dispose();
});

async function start(program: string, args: readonly string[] = []): Promise<PackagedApp> {
  const app = await launchPackaged({ program, home: room.own('home'), saveTo: room.own('downloads'), args });
  open.push(app);
  return app;
}

const row = (page: Page) => page.getByTestId(`row-${swarm.infoHash.slice(0, 8)}`);

/** Confirms the Add window and waits until every byte is there. */
async function download(page: Page): Promise<void> {
  await expect(page.getByTestId('dialog-add')).toBeVisible();
  const confirm = page.getByTestId('btn-add-confirm');
  await expect(confirm).toBeEnabled();
  await confirm.click();
  await expect(row(page)).toBeVisible();
  await until(
    'the download to be whole',
    async () => (await payloadDifferences(swarm.payload, room.path('downloads'))).length === 0,
    60_000,
  );
  await expect(row(page)).toContainText('Seeding');
}

/** Quits and starts again: the torrent is in the list, complete. */
async function survivesRestart(app: PackagedApp, program: string): Promise<void> {
  expect(await app.quit()).toBe(0);
  open.splice(open.indexOf(app), 1);
  const again = await start(program);
  await expect(row(again.page)).toContainText('Seeding');
}

test.describe('the deb', () => {
  test.skip(!mayInstall, 'only root can install packages');
  let purge: (() => void) | null = null;
  test.beforeAll(() => {
    purge = installDeb();
  });
  test.afterAll(() => purge?.());

  test('is the system’s answer to magnet links and torrent files', () => {
    const env = desktopEnv(room.own('home'));
    const asked = (type: string) => execFileSync('xdg-mime', ['query', 'default', type], { encoding: 'utf8', env }).trim();
    expect(asked('x-scheme-handler/magnet')).toBe('shoal.desktop');
    expect(asked('application/x-bittorrent')).toBe('shoal.desktop');
    execFileSync('desktop-file-validate', ['/usr/share/applications/shoal.desktop']);
  });

  test('takes a magnet link that another program opens, downloads it and keeps it over a restart', async () => {
    const app = await start('/usr/bin/shoal');
    asDesktopUser('xdg-open', [swarm.magnet], room.path('home'));
    await download(app.page);
    await survivesRestart(app, '/usr/bin/shoal');
  });

  test('takes a torrent file that another program opens', async () => {
    const app = await start('/usr/bin/shoal');
    asDesktopUser('xdg-open', [swarm.torrent], room.path('home'));
    await download(app.page);
    expect(await app.quit()).toBe(0);
    open.pop();
  });
});

test('the AppImage starts on a fresh profile with a torrent file, downloads it and keeps it over a restart', async () => {
  const program = copyAppImage(room.dir);
  const app = await start(program, [swarm.torrent]);
  await download(app.page);
  const second = asDesktopUser(program, [swarm.magnet], room.path('home'));
  expect(await new Promise((resolve) => second.once('exit', resolve))).toBe(0);
  await survivesRestart(app, program);
});
