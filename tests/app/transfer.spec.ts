/** The main job in the real app, with a real transmission-daemon and a real HTTP tracker: get it, every byte, and give it back. */
import { expect, test } from '@playwright/test';
import { lacks, transmissionPart } from '../support/parts.js';
import { payloadDifferences } from '../support/payload.js';
import { startTransmission } from '../support/transmission.js';
import { pause, until } from '../support/waiting.js';
import { dropFiles } from './harness/drop.js';
import { type Swarm, startSwarm } from './harness/seeded-swarm.js';
import { launchShoal, picture, type ShoalApp } from './harness/shoal-app.js';
import { makeRoom, type Room } from './harness/stage.js';

test.skip(lacks(transmissionPart), 'transmission-daemon is not here');

const MIB = 1_048_576;
/** Several files, one empty, ends that are not aligned to pieces. */
const PLAN = {
  'Reef survey/dive 1.mkv': 9 * MIB + 12_345,
  'Reef survey/dive 2.mkv': 7 * MIB + 1,
  'Reef survey/notes/empty.txt': 0,
  'Reef survey/notes/read me.txt': 4_321,
};

let room: Room;
let swarm: Swarm;
const open: ShoalApp[] = [];

test.beforeEach(async () => {
  room = makeRoom();
  swarm = await startSwarm(room, PLAN);
});
test.afterEach(async () => {
  for (const app of open.splice(0)) await app.quit().catch(() => undefined);
  await swarm?.stop();
  room.dispose();
});

/** Starts the app on this test's one profile. */
async function start(args: readonly string[] = []): Promise<ShoalApp> {
  const app = await launchShoal({ profile: room.own('profile'), saveTo: room.own('downloads'), args });
  open.push(app);
  return app;
}

/** Confirms the Add window and waits for the row. */
async function confirmAdd(app: ShoalApp): Promise<void> {
  await expect(app.page.getByTestId('dialog-add')).toBeVisible();
  await app.page.getByTestId('btn-add-confirm').click();
  await expect(app.row(swarm.infoHash)).toBeVisible();
}

const only = async (app: ShoalApp) => {
  const [row, ...more] = await app.rows();
  expect(more).toEqual([]);
  if (row === undefined) throw new Error('no torrent in the list');
  return row;
};

async function untilSeeding(app: ShoalApp): Promise<void> {
  let last: unknown;
  await until(
    'the torrent to seed',
    async () => {
      const row = await only(app);
      last = { row, stats: await app.stats(row.id) };
      return row.status.kind === 'seeding';
    },
    90_000,
    () => JSON.stringify(last),
  );
}

test('a dropped .torrent downloads from Transmission by way of its tracker, and seeds back', async ({}, info) => {
  const app = await start();
  await dropFiles(app.page, [swarm.torrent], async () => {
    await expect(app.page.getByTestId('drop-overlay')).toBeVisible();
    await picture(app, info, 'drop overlay');
  });
  await expect(app.page.getByTestId('dialog-add')).toContainText('Reef survey');
  await picture(app, info, 'add');
  await confirmAdd(app);
  await untilSeeding(app);
  expect(payloadDifferences(swarm.payload, room.path('downloads'))).toEqual([]);
  expect((await only(app)).downloadedBytes).toBeGreaterThanOrEqual(swarm.payload.totalBytes);
  await app.row(swarm.infoHash).click();
  for (const tab of ['overview', 'files', 'peers', 'pieces', 'speed']) {
    await app.page.getByTestId(`tab-${tab}`).click();
    await picture(app, info, `details ${tab}`);
  }
  await expect(app.row(swarm.infoHash)).toContainText('Seeding');

  const empty = await startTransmission('127.0.0.4');
  try {
    await swarm.seed.stop(); // nobody else has it now
    await empty.add(swarm.torrent, room.own('copy'));
    // It does not dial loopback itself: it is dialled, again while it still checks its empty folder.
    const { id } = await only(app);
    let last: unknown;
    await until(
      'Transmission to have it all',
      async () => {
        await app.invoke('torrents.addPeers', { id, peers: [empty.address] });
        const copy = await empty.status();
        last = { copy, stats: await app.stats(id), announces: swarm.tracker.announces };
        await pause(1000);
        return copy?.complete;
      },
      90_000,
      () => JSON.stringify(last),
    );
    const written = Object.keys(PLAN).filter((path) => PLAN[path as keyof typeof PLAN] > 0); // Transmission makes no empty files
    expect(payloadDifferences(swarm.payload, room.path('copy'), written)).toEqual([]);
    expect((await app.stats((await only(app)).id))?.uploadedBytes).toBeGreaterThanOrEqual(swarm.payload.totalBytes);
  } finally {
    await empty.stop();
  }
});

for (const how of ['torrent file', 'magnet link'] as const) {
  test(`a download by ${how} goes on after a restart, without a recheck`, async ({}, info) => {
    const first = await start([how === 'magnet link' ? swarm.magnet : swarm.torrent]);
    await first.invoke('settings.set', { changes: { maxDownBps: 1_500_000 } });
    await confirmAdd(first);
    const half = swarm.payload.totalBytes / 2;
    await expect.poll(async () => (await only(first)).doneBytes, { timeout: 90_000, intervals: [200] }).toBeGreaterThan(half / 2);
    const pausedAt = await only(first);
    expect(pausedAt.doneBytes).toBeLessThan(swarm.payload.totalBytes);
    await picture(first, info, 'before the restart');
    await first.quit();

    const second = await start();
    // From the first moment on: had it been checking, it would be seen here.
    const seen = new Set<string>();
    await expect
      .poll(
        async () => {
          const [row] = await second.rows();
          if (row !== undefined) seen.add(row.status.kind);
          return row?.doneBytes ?? 0;
        },
        { timeout: 20_000, intervals: [20] },
      )
      .toBeGreaterThanOrEqual(pausedAt.doneBytes);
    await second.invoke('settings.set', { changes: { maxDownBps: null } });
    await untilSeeding(second);
    expect([...seen]).not.toContain('checking');
    const stats = await second.stats((await only(second)).id);
    // Only what was missing came over the wire; a second of it may have been open when we quit.
    expect(stats?.receivedBytes).toBeLessThanOrEqual(swarm.payload.totalBytes - pausedAt.doneBytes + 65_536);
    expect(payloadDifferences(swarm.payload, room.path('downloads'))).toEqual([]);
    await picture(second, info, 'after the restart');
  });
}
