import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Libtorrent, startLibtorrent } from '../support/libtorrent.js';
import { lacks, libtorrentPart, transmissionPart } from '../support/parts.js';
import { makeScratch, payloadDifferences } from '../support/payload.js';
import { awkwardPlan, expectDownload, filledFiles, makeTorrentOf, startSeed } from '../support/transfers.js';
import { startTransmission, type Transmission } from '../support/transmission.js';

describe.skipIf(lacks(libtorrentPart, transmissionPart))('with Transmission', () => {
  const scratch = makeScratch('tr');
  let maker: Libtorrent;
  let peer: Transmission;
  beforeAll(async () => {
    [maker, peer] = await Promise.all([startLibtorrent('127.0.0.2'), startTransmission('127.0.0.3')]);
  });
  afterAll(async () => {
    await Promise.all([maker?.stop(), peer?.stop()]);
    scratch.dispose();
  });

  // Both ways at once: Transmission lets the first byte of either wait for its ten-second beat.
  it('downloads from it and seeds to it', async () => {
    const down = await makeTorrentOf(scratch, maker, 'down', awkwardPlan('down', 65_536, 30), 65_536);
    const up = await makeTorrentOf(scratch, maker, 'up', awkwardPlan('up', 131_072, 16), 131_072);
    await peer.add(down.torrent, down.payload.dir);
    await peer.completed(20_000, down.infoHash);
    await peer.add(up.torrent, scratch.folder('up-out'));
    const seed = await startSeed(up.torrent, up.payload.dir, { words: ['--peer', peer.address] });
    try {
      const [, status] = await Promise.all([
        expectDownload(down, scratch.path('down-out'), { peers: [peer.address] }),
        peer.completed(60_000, up.infoHash),
      ]);
      expect(status.corruptBytes).toBe(0);
      expect(payloadDifferences(up.payload, scratch.path('up-out'), filledFiles(up.payload.plan))).toEqual([]);
    } finally {
      await seed.stop();
    }
  });
});
