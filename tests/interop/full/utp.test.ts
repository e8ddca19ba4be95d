/** uTP with Transmission, which speaks TCP besides: Shoal is told to speak nothing else. And between two Shoals, whole lists of files. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Libtorrent, startLibtorrent } from '../../support/libtorrent.js';
import { lacks, libtorrentPart, transmissionPart } from '../../support/parts.js';
import { makeScratch, payloadDifferences } from '../../support/payload.js';
import { awkwardPlan, expectDownload, filledFiles, makeTorrentOf, startSeed } from '../../support/transfers.js';
import { startTransmission, type Transmission } from '../../support/transmission.js';
import { UTP_ONLY_LIBTORRENT, UTP_ONLY_WORDS } from '../../support/utp-only.js';

const PIECE_BYTES = 65_536;

describe.skipIf(lacks(libtorrentPart, transmissionPart))('over uTP', () => {
  const scratch = makeScratch('utp-full');
  let maker: Libtorrent;
  let transmission: Transmission;
  beforeAll(async () => {
    [maker, transmission] = await Promise.all([startLibtorrent('127.0.0.2'), startTransmission('127.0.0.12', { utp: true })]);
  });
  afterAll(async () => {
    await Promise.all([maker?.stop(), transmission?.stop()]);
    scratch.dispose();
  });

  // Both ways at once: Transmission lets the first byte of either wait for its ten-second beat.
  it('downloads from Transmission and seeds to it', async () => {
    const down = await makeTorrentOf(scratch, maker, 'down', awkwardPlan('down', PIECE_BYTES, 30), PIECE_BYTES);
    const up = await makeTorrentOf(scratch, maker, 'up', awkwardPlan('up', PIECE_BYTES, 30), PIECE_BYTES);
    await transmission.add(down.torrent, down.payload.dir);
    await transmission.completed(20_000, down.infoHash);
    await transmission.add(up.torrent, scratch.folder('up-out'));
    const seed = await startSeed(up.torrent, up.payload.dir, { words: ['--peer', transmission.address, ...UTP_ONLY_WORDS] });
    try {
      const [, status] = await Promise.all([
        expectDownload(down, scratch.path('down-out'), { peers: [transmission.address], words: UTP_ONLY_WORDS }),
        transmission.completed(60_000, up.infoHash),
      ]);
      expect(status.corruptBytes).toBe(0);
      expect(payloadDifferences(up.payload, scratch.path('up-out'), filledFiles(up.payload.plan))).toEqual([]);
    } finally {
      await seed.stop();
    }
  });

  it.each(['127.0.0.2', '::1'])('downloads from libtorrent and seeds to it at %s', async (ip) => {
    const peer = await startLibtorrent(ip, UTP_ONLY_LIBTORRENT);
    const ours = ip === '::1' ? { ip } : {};
    const name = ip === '::1' ? 'v6' : 'v4';
    try {
      const down = await makeTorrentOf(scratch, maker, `${name}-down`, awkwardPlan(`${name}-down`, PIECE_BYTES, 100), PIECE_BYTES);
      await peer.add({ torrent: down.torrent, dir: down.payload.dir, seed: true });
      await expectDownload(down, scratch.path(`${name}-down-out`), { peers: [peer.address], words: UTP_ONLY_WORDS, ...ours });
      const up = await makeTorrentOf(scratch, maker, `${name}-up`, awkwardPlan(`${name}-up`, PIECE_BYTES, 100), PIECE_BYTES);
      const seed = await startSeed(up.torrent, up.payload.dir, { words: UTP_ONLY_WORDS, ...ours });
      try {
        const out = scratch.folder(`${name}-up-out`);
        const { key } = await peer.add({ torrent: up.torrent, dir: out, connect: [[seed.ip, seed.port]] });
        expect((await peer.completed(60_000, key)).failedBytes).toBe(0);
        expect(payloadDifferences(up.payload, out)).toEqual([]);
      } finally {
        await seed.stop();
      }
    } finally {
      await peer.stop();
    }
  });

  it('downloads a magnet from another Shoal', async () => {
    const made = await makeTorrentOf(scratch, maker, 'ours', awkwardPlan('ours', PIECE_BYTES, 200), PIECE_BYTES);
    const seed = await startSeed(made.torrent, made.payload.dir, { words: UTP_ONLY_WORDS });
    try {
      const source = `magnet:?xt=urn:btih:${made.infoHash}`;
      await expectDownload(made, scratch.path('ours-out'), { source, peers: [seed.address], words: UTP_ONLY_WORDS });
    } finally {
      await seed.stop();
    }
  });
});
