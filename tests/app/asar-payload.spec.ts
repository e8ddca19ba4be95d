/** Electron treats `*.asar` as folders in its fs; a payload of that name is an ordinary file to us, in and out. */
import { expect, test } from '@playwright/test';
import { startLibtorrent } from '../support/libtorrent.js';
import { lacks, libtorrentPart } from '../support/parts.js';
import { payloadDifferences, writePayload } from '../support/payload.js';
import { createTorrent } from './harness/seeded-swarm.js';
import { launchShoal } from './harness/shoal-app.js';
import { makeRoom } from './harness/stage.js';

test.skip(lacks(libtorrentPart), 'python3-libtorrent is not here');

test('files named app.asar and x.asar/y are downloaded, rechecked and seeded', async () => {
  const room = makeRoom();
  const payload = writePayload(room.own('source'), { 'kit/app.asar': 700_001, 'kit/x.asar/y': 300_000, 'kit/plain.bin': 65_536 });
  const infoHash = await createTorrent(payload, room.path('kit.torrent'), ['--piece-size', '32768']);
  const seed = await startLibtorrent('127.0.0.2');
  const leech = await startLibtorrent('127.0.0.5');
  const app = await launchShoal({ profile: room.own('profile'), saveTo: room.own('downloads'), args: [room.path('kit.torrent')] });
  try {
    await seed.add({ torrent: room.path('kit.torrent'), dir: room.path('source') });
    await app.page.getByTestId('btn-add-confirm').click();
    await expect(app.row(infoHash)).toBeVisible();
    const id = (await app.rows())[0]?.id;
    if (id === undefined) throw new Error('no torrent in the list');
    const state = async () => (await app.rows())[0]?.status.kind;

    await app.invoke('torrents.addPeers', { id, peers: [seed.address] });
    await expect.poll(state, { timeout: 60_000 }).toBe('seeding');
    expect(payloadDifferences(payload, room.path('downloads'))).toEqual([]);

    await app.invoke('torrents.recheck', { ids: [id] });
    await expect.poll(state, { timeout: 30_000 }).toBe('seeding');
    expect((await app.stats(id))?.doneBytes).toBe(payload.totalBytes);

    await seed.stop();
    await leech.add({ torrent: room.path('kit.torrent'), dir: room.own('copy') });
    await app.invoke('torrents.addPeers', { id, peers: [leech.address] });
    await leech.completed();
    expect(payloadDifferences(payload, room.path('copy'))).toEqual([]);
  } finally {
    await app.quit();
    await Promise.all([seed.stop(), leech.stop()]);
    room.dispose();
  }
});
