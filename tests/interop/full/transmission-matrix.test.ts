import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Libtorrent, startLibtorrent } from '../../support/libtorrent.js';
import { lacks, libtorrentPart, transmissionPart } from '../../support/parts.js';
import { makeScratch, payloadDifferences } from '../../support/payload.js';
import { startTracker } from '../../support/tracker.js';
import { awkwardPlan, expectDownload, filledFiles, type MadeTorrent, makeTorrentOf, startSeed } from '../../support/transfers.js';
import { startTransmission, type Transmission } from '../../support/transmission.js';

const KIB = 1024;
const PIECE_SIZES = [16, 64, 256, 1024, 4096, 16_384].map((size) => size * KIB);

describe.skipIf(lacks(libtorrentPart, transmissionPart))('Transmission', () => {
  const scratch = makeScratch('tr-full');
  let maker: Libtorrent;
  let peer: Transmission;
  beforeAll(async () => {
    [maker, peer] = await Promise.all([startLibtorrent('127.0.0.2'), startTransmission('127.0.0.3')]);
  });
  afterAll(async () => {
    await Promise.all([maker?.stop(), peer?.stop()]);
    scratch.dispose();
  });

  const made = (name: string, pieceSize: number, shape: 'one' | 'many', trackers: readonly string[] = []): Promise<MadeTorrent> => {
    const bytes = Math.max(2 * KIB * KIB, 2 * pieceSize) + 12_345;
    const plan = shape === 'one' ? { [`${name}.bin`]: bytes } : awkwardPlan(name, pieceSize, Math.ceil(bytes / pieceSize) + 1);
    return makeTorrentOf(scratch, maker, name, plan, pieceSize, trackers);
  };
  const seeds = async (torrent: MadeTorrent): Promise<void> => {
    await peer.add(torrent.torrent, torrent.payload.dir);
    await peer.completed(30_000, torrent.infoHash);
  };

  it.concurrent.each(PIECE_SIZES)('downloads from it in pieces of %i bytes', async (pieceSize) => {
    const [one, many] = [await made(`do${pieceSize}`, pieceSize, 'one'), await made(`dm${pieceSize}`, pieceSize, 'many')];
    await seeds(one);
    await seeds(many);
    await Promise.all(
      [one, many].map((torrent) => expectDownload(torrent, scratch.path(`${torrent.infoHash}-out`), { peers: [peer.address] })),
    );
  });

  it.concurrent.each(PIECE_SIZES)('seeds to it in pieces of %i bytes', async (pieceSize) => {
    const torrents = [await made(`uo${pieceSize}`, pieceSize, 'one'), await made(`um${pieceSize}`, pieceSize, 'many')];
    await Promise.all(
      torrents.map(async (torrent) => {
        const out = scratch.folder(`${torrent.infoHash}-out`);
        await peer.add(torrent.torrent, out);
        const seed = await startSeed(torrent.torrent, torrent.payload.dir, { words: ['--peer', peer.address] });
        try {
          expect((await peer.completed(60_000, torrent.infoHash)).corruptBytes).toBe(0);
          expect(payloadDifferences(torrent.payload, out, filledFiles(torrent.payload.plan))).toEqual([]);
        } finally {
          await seed.stop();
        }
      }),
    );
  });

  it('learns a magnet from it through a tracker', async () => {
    const tracker = await startTracker();
    try {
      const torrent = await made('magnet', 16 * KIB, 'many', [tracker.httpUrl]);
      await seeds(torrent);
      await tracker.knows(peer.address);
      const source = `magnet:?xt=urn:btih:${torrent.infoHash}&tr=${encodeURIComponent(tracker.httpUrl)}`;
      await expectDownload(torrent, scratch.path('magnet-out'), { source, trackers: true });
    } finally {
      await tracker.stop();
    }
  });

  it('learns a magnet from it through --peer', async () => {
    const torrent = await made('dialled', 16 * KIB, 'one');
    await seeds(torrent);
    await expectDownload(torrent, scratch.path('dialled-out'), {
      source: `magnet:?xt=urn:btih:${torrent.infoHash}`,
      peers: [peer.address],
    });
  });

  it('gives it a magnet’s details and then the data', async () => {
    const torrent = await made('give', 16 * KIB, 'many');
    const out = scratch.folder('give-out');
    await peer.add(`magnet:?xt=urn:btih:${torrent.infoHash}`, out);
    const seed = await startSeed(torrent.torrent, torrent.payload.dir, { words: ['--peer', peer.address] });
    try {
      await peer.completed(90_000, torrent.infoHash);
      expect(payloadDifferences(torrent.payload, out, filledFiles(torrent.payload.plan))).toEqual([]);
    } finally {
      await seed.stop();
    }
  });
});
